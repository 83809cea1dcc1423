import { ChainVerifier, type AuditEntry } from "#domain/audit/index.ts";
import type { Tenant, World } from "./world.ts";

/** An entry of a log, as far as attacks look at it. */
export interface Entry {
  readonly action: string;
  readonly actor: { readonly personId: string | null; readonly impersonatedBy: string | null };
  readonly target: { readonly type: string; readonly id: string };
  readonly after: unknown;
  readonly sequence: number;
}

/** The newest entries of a tenant's log that tell of this. */
export async function auditOf({ call, platform }: World, tenantId: string, action: string): Promise<readonly Entry[]> {
  const query = new URLSearchParams({ tenantId, action, limit: "100" });
  const entries: Entry[] = [];
  for (let cursor: string | null = ""; cursor !== null && entries.length < 500;) {
    const page = await call("GET", `/admin/audit?${query}${cursor === "" ? "" : `&cursor=${cursor}`}`, {
      token: platform.token,
    });
    if (page.status !== 200) throw new Error(page.text);
    const { items, cursor: next } = page.body as { items: Entry[]; cursor: string | null };
    entries.push(...items);
    cursor = next;
  }
  return entries;
}

const listed = ["/websites", "/tenant/members", "/tenant/invitations", "/tenant/profile", "/tenant/settings"];

/** All that a tenant's owner sees of it but its log, to be compared. */
export async function stateOf({ call }: World, { people, tenantId, ids }: Tenant): Promise<string> {
  const token = await people.owner.tokenFor(tenantId);
  const paths = [
    ...listed,
    ...["", "/documents", "/deployments", "/imports", "/exports", "/uploads", `/branches/${ids["branchId"]}`].map(
      (path) => `/websites/${ids["websiteId"]}${path}`,
    ),
  ];
  const answers = await Promise.all(paths.map((path) => call("GET", path, { token })));
  const sessions = await call("GET", "/auth/sessions", { cookie: people.viewer.cookie });
  return [...answers, sessions].map(({ status, text }) => `${status} ${text}`).join("\n");
}

/** What is wrong with a tenant's chain, read as its owner exports it; null when nothing is. */
export async function chainFaultOf({ call }: World, { people, tenantId }: Tenant): Promise<string | null> {
  const token = await people.owner.tokenFor(tenantId);
  const exported = await call("GET", "/tenant/audit/export", { token });
  if (exported.status !== 200) return exported.text;
  const verifier = new ChainVerifier();
  for (const line of exported.text.split("\n").filter((each) => each !== "")) {
    const fault = verifier.take(JSON.parse(line) as AuditEntry);
    if (fault !== null) return JSON.stringify(fault);
  }
  return null;
}
