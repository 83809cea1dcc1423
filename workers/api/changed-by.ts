import type { ChangedBy } from "#domain/contracts/index.ts";
import type { WebsiteContext } from "./access/context.ts";
import { contentActorOf } from "./documents/content-actor-of.ts";

/** On whose behalf a website is changed, as its object is told. */
export function changedByOf({ actor, origin }: Pick<WebsiteContext, "actor" | "origin">): ChangedBy {
  return { actor: contentActorOf(actor), origin };
}
