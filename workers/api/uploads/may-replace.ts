import { fail, ok, type Result } from "#domain/errors/index.ts";
import type { WebsiteContext } from "../access/context.ts";
import type { ApiServices } from "../context.ts";

/**
 * Whether a file may take the place of that of these media, asked before any of it is sent. What an import has brought just now is
 * known to the website alone.
 */
export async function mayReplace(
  services: Pick<ApiServices, "content" | "onWebsite">,
  context: WebsiteContext,
  mediaId: string,
): Promise<Result<null>> {
  const { websiteId } = context.website;
  const found = await services.content(context, "getMedia", { websiteId, mediaId });
  if (found.ok) return found.value.trashedAt === null ? ok(null) : inTrash;
  if (found.failure.code !== "media-not-found") return found;
  const served = await services.onWebsite(context.website, (website) =>
    website.getRecord({ kind: "media", id: mediaId }),
  );
  if (served.ok) return ok(null);
  return served.failure.code === "record-not-found" ? found : served;
}

const inTrash = fail("media-not-found", "The media whose file it is to replace are in the trash: take them out first.");
