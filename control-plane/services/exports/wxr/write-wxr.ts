import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { exportFileBytesMax } from "#domain/export/index.ts";
import type { ExportEffects, ExportSource } from "../context.ts";
import { ExportFault } from "../export-fault.ts";
import { channelHead } from "./channel.ts";
import { documentItem } from "./document-item.ts";
import { mediaItem, menuItems } from "./other-items.ts";
import { numberSite } from "./site-numbers.ts";

/**
 * Writes a release as WordPress exports itself (WXR 1.2): WordPress imports it, and this platform does, which knows each record again by
 * its id. Files are fetched from the website by whoever imports it.
 */
export async function writeWxr(source: ExportSource, path: string, effects: ExportEffects): Promise<void> {
  await pipeline(
    Readable.from(bounded(partsOf(source, effects))),
    createWriteStream(path, { flags: "w", mode: 0o600 }),
  );
}

async function* partsOf(source: ExportSource, effects: ExportEffects): AsyncGenerator<string> {
  effects.report({
    place: "",
    detail: "The theme, its settings, the configuration and redirects have no place in WXR.",
  });
  const site = await numberSite(source, effects);
  yield* channelHead(source, site);
  for await (const document of source.records("document")) {
    yield documentItem(document, site, effects);
    await effects.noteWritten(1);
  }
  for (const medium of site.media.values()) {
    yield mediaItem(medium);
    await effects.noteWritten(1);
  }
  let number = site.next - 1;
  for (const menu of site.menus) {
    yield* menuItems(menu, site, () => (number += 1));
    await effects.noteWritten(1);
  }
  yield "</channel>\n</rss>\n";
}

async function* bounded(parts: AsyncIterable<string>): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const part of parts) {
    const chunk = Buffer.from(part);
    bytes += chunk.byteLength;
    if (bytes > exportFileBytesMax) {
      throw new ExportFault(
        `The file would have more than ${exportFileBytesMax} bytes, which is as long as exports may be.`,
      );
    }
    yield chunk;
  }
}
