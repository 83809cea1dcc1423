import { SaxesParser } from "saxes";

/** Elements that run, embed or bring in something. */
const forbiddenElements = new Set([
  "script",
  "foreignobject",
  "iframe",
  "embed",
  "object",
  "audio",
  "video",
  "handler",
  "listener",
  "set",
  "animate",
  "animatetransform",
  "animatemotion",
]);
const elementsMax = 100_000;

/**
 * Whether an SVG image does nothing but show itself: no script, no event handler, no foreign content, nothing brought in from
 * elsewhere. Null when it is such an image, else what is wrong with it.
 */
export function faultOfSvg(text: string): string | null {
  let fault: string | null = null;
  let elements = 0;
  const parser = new SaxesParser({ xmlns: false });
  const found = (what: string) => (fault ??= what);
  parser.on("error", () => found("is not well-formed"));
  parser.on("doctype", () => found("declares a document type"));
  parser.on("processinginstruction", () => found("holds a processing instruction"));
  parser.on("opentag", ({ name, attributes }) => {
    elements += 1;
    const local = localName(name);
    if (elements === 1 && local !== "svg") found("is no SVG image");
    if (elements > elementsMax) found("has too many elements");
    if (forbiddenElements.has(local)) found(`holds <${local}>`);
    for (const [attribute, value] of Object.entries(attributes)) {
      const wrong = faultOfAttribute(localName(attribute), String(value));
      if (wrong !== null) found(wrong);
    }
  });
  const style = (css: string) => {
    if (bringsIn(css)) found("refers to something elsewhere");
  };
  parser.on("text", style);
  parser.on("cdata", style);
  try {
    parser.write(text).close();
  } catch {
    found("is not well-formed");
  }
  return elements === 0 ? (fault ?? "is no SVG image") : fault;
}

function localName(name: string): string {
  return (name.split(":").at(-1) ?? name).toLowerCase();
}

function faultOfAttribute(name: string, value: string): string | null {
  if (name.startsWith("on")) return "handles events";
  if ((name === "href" || name === "src") && !isInert(value)) return "refers to something elsewhere";
  return bringsIn(value) ? "refers to something elsewhere" : null;
}

/** A place in the image itself, or an image in its own bytes. */
export function isInert(reference: string): boolean {
  return /^\s*#/.test(reference) || /^\s*data:image\/(png|jpeg|gif|webp);base64,/i.test(reference);
}

/** Whether what a style or an attribute says has something brought in. CSS may escape any letter, so that one with a backslash is not looked into further. */
export function bringsIn(css: string): boolean {
  if (/@import|expression\s*\(|javascript:/i.test(css)) return true;
  const references = [...css.matchAll(/url\s*\(\s*(["']?)([^"')]*)/gi)].map((match) => match[2] ?? "");
  return references.some((reference) => !isInert(reference)) || (css.includes("\\") && /[{};]/.test(css));
}
