import type { AuditActor } from "#domain/audit/index.ts";

/** A person, as the audit log has them when they act for themselves. */
export function personActor({ personId, name }: { readonly personId: string; readonly name: string }): AuditActor {
  return { kind: "person", personId, name, impersonatedBy: null };
}
