import type { ContentActor } from "#domain/editing/index.ts";
import type { Audited, ByActor } from "#domain/contracts/index.ts";
import type { TenantActor, WebsiteContext } from "../access/context.ts";

/** Who acts, as the history of content keeps it. */
export function contentActorOf(actor: TenantActor): ContentActor {
  if (actor.kind !== "person") return { kind: actor.kind };
  const { personId, impersonatedBy } = actor;
  return { kind: "person", personId, impersonatedBy };
}

/** Who acts in a call, for the history and for the audit log; the control plane, which imports, is not logged. */
export function byCaller({ actor, origin }: Pick<WebsiteContext, "actor" | "origin">): ByActor & Audited {
  return { actor: contentActorOf(actor), audit: actor.kind === "control-plane" ? null : { actor, origin } };
}
