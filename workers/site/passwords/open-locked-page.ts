import type { Env } from "#workers/config.ts";
import { lockOf, readPage, renderRead, type PageKey } from "../make-page.ts";
import * as notices from "../notices.ts";
import { oneOffResponse } from "../one-off-response.ts";

/** The page with its body, for a visitor whose cookie has the key. Kept nowhere. */
export async function openLockedPage(env: Env, key: PageKey): Promise<Response> {
  const read = await readPage(env, key);
  if (read.data.kind === "redirect" || lockOf(read.data) === null) return notices.plainNotFound();
  return oneOffResponse(key.releaseId, renderRead(key, read, read.data, { unlock: "right" }));
}
