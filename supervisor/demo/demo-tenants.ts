import type { PlatformRole, TenantRole } from "#domain/access/index.ts";
import { bakery } from "./bakery.ts";
import { demoTenantId, type DemoSite } from "./demo-site.ts";
import { studio } from "./studio.ts";

export interface DemoPerson {
  readonly name: string;
  readonly email: string;
  /** What they are in their tenant; null for people of the platform. */
  readonly role: TenantRole | null;
  readonly platformRole: PlatformRole | null;
}

/** A tenant with its people and its websites, as they are first made. */
export interface DemoTenant {
  readonly tenantId: string;
  readonly name: string;
  readonly subdomain: string;
  readonly people: readonly DemoPerson[];
  readonly sites: readonly DemoSite[];
}

export const platformAdministrator: DemoPerson = {
  name: "Ada Wirth",
  email: "admin@hotswap.localhost",
  role: null,
  platformRole: "administrator",
};

/** The platform's first migration makes the tenant itself. */
export const demoTenant: DemoTenant = {
  tenantId: demoTenantId,
  name: "Demo",
  subdomain: "demo",
  people: peopleAt("demo.localhost", "Mara Lindt", "Jonas Brandt"),
  sites: [bakery, studio],
};

const vargaTenant: DemoTenant = {
  tenantId: "00000000-0000-7000-8000-000000000002",
  name: "Varga",
  subdomain: "varga",
  people: peopleAt("varga.localhost", "Ilona Varga", "Sol Amari"),
  // The studio became a customer of its own: the same journal, on a website that no other tenant can reach.
  sites: [{ ...studio, websiteId: "00000000-0000-7000-8000-000000000201", hostname: "studio.varga.localhost" }],
};

export const demoTenants = [demoTenant, vargaTenant] as const;

function peopleAt(domain: string, owner: string, editor: string): readonly DemoPerson[] {
  return [
    { name: owner, email: `owner@${domain}`, role: "owner", platformRole: null },
    { name: editor, email: `editor@${domain}`, role: "editor", platformRole: null },
  ];
}
