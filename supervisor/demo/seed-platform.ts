import { createApiClient, type ApiClient } from "./api-client.ts";
import { demoTenants, platformAdministrator, type DemoTenant } from "./demo-tenants.ts";
import { seedDemo, type SeedInput, type SeededSite } from "./seed-demo.ts";
import type { SeedNote } from "./seed-note.ts";
import { seedPerson } from "./seed-person.ts";
import { seedTenant } from "./seed-tenant.ts";

export interface SeedPlatformInput extends SeedInput {
  /** What all people of the demo sign in with at first. */
  readonly password: string;
  /** Keeps which tenants there are once they and all people were made: from then on, what becomes of them is theirs. */
  readonly note: SeedNote;
}

/**
 * Makes the demo: a platform administrator, tenants with their people, and their websites, through the REST API alone. An
 * interrupted run is gone on with. Once it came to its end, later runs look after websites alone, for which no control plane is
 * needed.
 *
 * Throws when the API refuses, or does not come up within a minute.
 */
export async function seedPlatform(input: SeedPlatformInput): Promise<{ readonly sites: readonly SeededSite[] }> {
  const { note } = input;
  const known = note.read();
  const tenants = demoTenants.filter(({ tenantId }) => known === null || known.includes(tenantId));
  if (known !== null) return sitesOf(await Promise.all(tenants.map((tenant) => seedDemo(input, tenant))));

  const platform = createApiClient(input.apiUrl, input.token, null);
  const made = await Promise.all(tenants.map((tenant) => seedWhole(platform, tenant, input)));
  await seedPerson(platform, platformAdministrator, null, input.password);
  note.write(tenants.filter((_, index) => made[index] !== null).map(({ tenantId }) => tenantId));
  return sitesOf(made.filter((each) => each !== null));
}

/** @returns null when the tenant is none of the demo's */
async function seedWhole(platform: ApiClient, tenant: DemoTenant, input: SeedPlatformInput) {
  const status = await seedTenant(platform, tenant);
  if (status === null) return null;
  if (status !== "active") return { sites: [] };
  const [seeded] = await Promise.all([seedDemo(input, tenant), seedPeople(platform, tenant, input.password)]);
  return seeded;
}

async function seedPeople(platform: ApiClient, { tenantId, people }: DemoTenant, password: string): Promise<void> {
  for (const person of people) await seedPerson(platform, person, tenantId, password);
}

function sitesOf(seeded: readonly { readonly sites: readonly SeededSite[] }[]) {
  return { sites: seeded.flatMap(({ sites }) => sites) };
}
