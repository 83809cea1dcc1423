import type { AuditActor } from "#domain/audit/index.ts";
import type { Actor } from "#domain/contracts/index.ts";

/** What the platform does by itself. */
export const systemActor: AuditActor = { kind: "system", personId: null, name: null, impersonatedBy: null };

/** Who acts, as the log has them. @param name as they are called now, where it is known */
export function auditActorOf(actor: Actor, name: string | null = null): AuditActor {
  return actor.kind === "person"
    ? { kind: "person", personId: actor.personId, name, impersonatedBy: actor.impersonatedBy }
    : { kind: "platform-token", personId: null, name: null, impersonatedBy: null };
}
