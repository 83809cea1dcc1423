import { SaxesParser, type SaxesAttributeNS, type SaxesTagNS } from "saxes";
import { bringsIn, isInert } from "./inspect-svg.ts";

const svgNamespace = "http://www.w3.org/2000/svg";
const xlinkNamespace = "http://www.w3.org/1999/xlink";

/** Elements that show something, or say how or what it is. All others go, with what is in them. */
const shownElements = new Set(
  `svg g defs symbol use a switch view path rect circle ellipse line polyline polygon text tspan textPath image marker pattern clipPath
  mask linearGradient radialGradient stop filter style title desc feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix
  feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge
  feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence`.split(/\s+/),
);
const elementsMax = 100_000;

/**
 * An SVG image written anew with what it shows alone: scripts, handlers of events, foreign content, animations, links out of it, what is
 * brought in from elsewhere, and what programs note in it for themselves, stay behind. Null for what is no SVG image, or not well-formed.
 */
export function cleanSvg(text: string): string | null {
  const written: string[] = [];
  const open: string[] = [];
  /** How deep it is in an element that goes. */
  let gone = 0;
  let elements = 0;
  let isSound = true;
  const parser = new SaxesParser({ xmlns: true });
  parser.on("error", () => (isSound = false));
  parser.on("opentag", (tag) => {
    elements += 1;
    if (elements > elementsMax || (elements === 1 && tag.local !== "svg")) isSound = false;
    if (gone > 0 || !isShown(tag)) {
      gone += 1;
      return;
    }
    const root = open.length === 0 ? ` xmlns="${svgNamespace}" xmlns:xlink="${xlinkNamespace}"` : "";
    written.push(`<${tag.local}${root}${Object.values(tag.attributes).map(attributeOf).join("")}>`);
    open.push(tag.local);
  });
  parser.on("closetag", () => {
    if (gone > 0) gone -= 1;
    else written.push(`</${open.pop()}>`);
  });
  const write = (words: string) => {
    if (gone > 0 || open.length === 0 || (open.at(-1) === "style" && bringsIn(words))) return;
    written.push(escaped(words));
  };
  parser.on("text", write);
  parser.on("cdata", write);
  try {
    parser.write(text).close();
  } catch {
    return null;
  }
  return isSound && elements > 0 ? written.join("") : null;
}

/** One without a namespace is taken as it is meant. */
function isShown({ uri, local }: SaxesTagNS): boolean {
  return (uri === svgNamespace || uri === "") && shownElements.has(local);
}

/** As it is written, with a space before it; nothing for one that stays behind. */
function attributeOf({ uri, local, prefix, value }: SaxesAttributeNS): string {
  const name =
    uri === "" ? local : uri === xlinkNamespace ? `xlink:${local}` : prefix === "xml" ? `xml:${local}` : null;
  if (name === null || prefix === "xmlns" || local === "xmlns") return "";
  const plain = local.toLowerCase();
  if (plain.startsWith("on") || bringsIn(value)) return "";
  if ((plain === "href" || plain === "src") && !isInert(value)) return "";
  return ` ${name}="${escaped(value).replaceAll('"', "&quot;").replaceAll("\n", "&#10;")}"`;
}

function escaped(words: string): string {
  return words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
