import { randomUUID } from "node:crypto";

/** Who publishes something, and from where, as the audit log is told. */
export function auditOf() {
  const who = { kind: "person", personId: randomUUID(), sessionId: randomUUID(), platformRole: null } as const;
  const origin = { requestId: "r", address: "192.0.2.1", userAgent: "test" };
  return { actor: { ...who, impersonatedBy: null }, origin };
}
