import type { ContentActor } from "#domain/editing/index.ts";
import type { TenantActor } from "../access/context.ts";

/** Who acts, as the history of content keeps it. */
export function contentActorOf(actor: TenantActor): ContentActor {
  if (actor.kind !== "person") return { kind: actor.kind };
  const { personId, impersonatedBy } = actor;
  return { kind: "person", personId, impersonatedBy };
}
