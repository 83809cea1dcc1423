import { tenantIdSchema } from "#domain/ids/index.ts";

/** The tenants among names that begin so, each once and in order; all other names are somebody else's. */
export function tenantIdsIn(names: Iterable<string>, prefix: string): string[] {
  const ids = new Set<string>();
  for (const name of names) {
    const id = name.startsWith(prefix) ? tenantIdSchema.safeParse(name.slice(prefix.length)).data : undefined;
    if (id !== undefined) ids.add(id);
  }
  return [...ids].sort();
}
