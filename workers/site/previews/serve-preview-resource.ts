import type { Env } from "#workers/config.ts";
import { sizedResponse } from "../body-size.ts";
import type { PageKey } from "../make-page.ts";
import { findOrMakeResource, resourceAt } from "../resources/index.ts";
import { previewHeaders } from "./preview-headers.ts";

/**
 * A feed, sitemap or the like of the previewed release, so that a preview has all that the website will have; null
 * where the path is none's. Of the release alone, hence made once; the answer is this visitor's and kept nowhere.
 *
 * @param origin of the request
 */
export async function servePreviewResource(env: Env, key: PageKey, origin: string): Promise<Response | null> {
  const resource = resourceAt(key.path);
  const made = resource === null ? null : await findOrMakeResource(env, key, resource, origin);
  if (made === null) return null;
  const headers = new Headers(made.init.headers);
  headers.delete("ETag");
  for (const [name, value] of Object.entries(previewHeaders)) headers.set(name, value);
  return sizedResponse(made.bytes, { ...made.init, headers });
}
