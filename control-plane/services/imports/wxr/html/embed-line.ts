import type { BlockNode } from "#domain/document/index.ts";
import { providerOf } from "../links/embed-providers.ts";
import { mediaByAddress } from "../links/find-media.ts";
import { webUrl } from "../site/paths.ts";
import type { BodyContext } from "../body/body-context.ts";
import { embedOf, soundOrVideo } from "./embeds.ts";

/** An address on a line of its own: what is there, when that is known; null when it stays text. */
export function embedLine(address: string, context: BodyContext): BlockNode | null {
  const url = webUrl(address, context.address);
  if (url === null) return null;
  const kind = kindOfFile(url.pathname);
  if (kind !== null && mediaByAddress(address, context.address, context.site) !== undefined) {
    return soundOrVideo(kind, address, {}, context);
  }
  return providerOf(url) === "" ? null : embedOf(address, {}, context);
}

export function kindOfFile(name: string): "audio" | "video" | null {
  if (/\.(?:mp3|m4a|ogg|oga|wav|flac|wma)$/i.test(name)) return "audio";
  return /\.(?:mp4|m4v|webm|ogv|mov|wmv|avi|mpe?g)$/i.test(name) ? "video" : null;
}
