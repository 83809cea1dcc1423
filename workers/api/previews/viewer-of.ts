import type { ByViewer } from "#domain/contracts/index.ts";
import type { WebsiteContext } from "../access/context.ts";

/** People alone have a bound of their own: the platform's token and the control plane do not ask for themselves. */
export function viewerOf({ actor }: Pick<WebsiteContext, "actor">): ByViewer {
  return actor.kind === "person" ? { viewer: actor.personId } : {};
}
