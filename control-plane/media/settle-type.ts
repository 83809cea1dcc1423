import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileTypeFromFile } from "file-type";
import { cleanSvg } from "./clean-svg.ts";
import { faultOfSvg } from "./inspect-svg.ts";

/** Longer ones are not looked through, and so not taken. */
const svgBytesMax = 2_000_000;
const typePattern = /^[a-z]+\/[a-z0-9.+-]+$/;
/** What browsers run, whatever it is called. */
const activeTypes =
  /^(text\/html|application\/(xhtml\+xml|javascript|ecmascript)|text\/(javascript|ecmascript|xml)|application\/xml)$/;

export type SettledType =
  | {
      readonly ok: true;
      readonly contentType: string;
      /** Of an SVG image: what it shows, written anew. */
      readonly svg?: string;
    }
  | { readonly ok: false; readonly reason: string };

/**
 * What type a file is: what its bytes say, where they say something, else what the server said. Files that a browser would run
 * are left out, and so are SVG images of which more is left than shows itself (`cleanSvg`).
 *
 * @param said the server's word, in lower case without parameters
 */
export async function settleType(path: string, bytes: number, said: string | null): Promise<SettledType> {
  const sniffed = (await fileTypeFromFile(path))?.mime;
  const isXml = sniffed === "application/xml" || sniffed === "image/svg+xml";
  if (sniffed !== undefined && !isXml) return { ok: true, contentType: sniffed };
  if (isXml || said === "image/svg+xml") return settleSvg(path, bytes);
  const start = await readStart(path);
  if (/^\s*<svg[\s>]/i.test(start)) return settleSvg(path, bytes);
  if (/^\s*<(!doctype|html|head|body|script|\?xml)/i.test(start)) {
    return refuse("It is a web page, which is no file for a library of media.");
  }
  if (said !== null && activeTypes.test(said)) return refuse(`Files of the type ${said} are not taken.`);
  return { ok: true, contentType: said !== null && typePattern.test(said) ? said : "application/octet-stream" };
}

async function settleSvg(path: string, bytes: number): Promise<SettledType> {
  if (bytes > svgBytesMax) return refuse(`An SVG image may have at most ${svgBytesMax} bytes.`);
  const text = cleanSvg(await readFile(path, "utf8"));
  // What is left is looked through once more by what knows nothing of how it came about.
  if (text === null) return refuse("The file is XML, and no well-formed SVG image.");
  const fault = faultOfSvg(text);
  return fault === null
    ? { ok: true, contentType: "image/svg+xml", svg: text }
    : refuse(`The file ${fault}, which an image that is shown to visitors may not.`);
}

async function readStart(path: string): Promise<string> {
  for await (const chunk of createReadStream(path, { end: 511 })) return (chunk as Buffer).toString("latin1");
  return "";
}

function refuse(reason: string): SettledType {
  return { ok: false, reason };
}
