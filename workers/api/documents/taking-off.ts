import { uuidV7 } from "#domain/ids/index.ts";
import { mayAlso } from "../access/may-also.ts";
import type { WebsiteContext } from "../access/context.ts";
import type { ApiServices } from "../context.ts";
import { byCaller } from "./content-actor-of.ts";

/** Who acts, and whether they may take from visitors what visitors get, by a publication of this id. */
export function takingOff(context: WebsiteContext, services: Pick<ApiServices, "now">) {
  return {
    ...byCaller(context),
    mayPublish: mayAlso(context, "content:publish"),
    publicationId: uuidV7(services.now()),
  };
}
