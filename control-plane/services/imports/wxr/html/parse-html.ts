import { defaultTreeAdapter, html as names, parseFragment, type DefaultTreeAdapterMap, type TreeAdapter } from "parse5";
import type { DefaultTreeAdapterTypes } from "parse5";

export type HtmlNode = DefaultTreeAdapterTypes.ChildNode;
export type HtmlElement = DefaultTreeAdapterTypes.Element;

/**
 * More than real pages have, and few enough that no markup costs the parser more than a moment: the HTML algorithm
 * is quadratic in depth and in formatting that is never closed.
 */
const depthMax = 256;
const elementsMax = 60_000;

class TooComplex extends Error {}

/** The tree that a browser would make of it; null when it is too deep or has too many elements. */
export function parseHtml(source: string): HtmlNode[] | null {
  try {
    return parseFragment(source, { treeAdapter: limitedAdapter(), scriptingEnabled: false }).childNodes;
  } catch (error) {
    if (error instanceof TooComplex) return null;
    throw error;
  }
}

/** The standard tree, refused once it grows beyond the limits. */
function limitedAdapter(): TreeAdapter<DefaultTreeAdapterMap> {
  let elements = 0;
  const depths = new WeakMap<object, number>();
  const note = (parent: object, child: object) => {
    const depth = (depths.get(parent) ?? 0) + 1;
    if (depth > depthMax) throw new TooComplex();
    depths.set(child, depth);
  };
  return {
    ...defaultTreeAdapter,
    createElement(tagName, namespace, attributes) {
      elements += 1;
      if (elements > elementsMax) throw new TooComplex();
      return defaultTreeAdapter.createElement(tagName, namespace, attributes);
    },
    appendChild(parent, child) {
      if ("tagName" in child) note(parent, child);
      defaultTreeAdapter.appendChild(parent, child);
    },
    insertBefore(parent, child, reference) {
      if ("tagName" in child) note(parent, child);
      defaultTreeAdapter.insertBefore(parent, child, reference);
    },
  };
}

export const htmlNamespace = names.NS.HTML;
