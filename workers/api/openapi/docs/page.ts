import { escapeHtml } from "#workers/rendering/index.ts";
import type { ApiDocument } from "../document.ts";
import { notationOf, noteOn, type Schema } from "./notation.ts";
import { marked, operationHtml, type Operation, type SharedParameters } from "./operation-html.ts";
import { script } from "./script.ts";
import { style } from "./style.ts";

interface Placed {
  readonly tag: string;
  readonly html: string;
}

/** The description as one page that needs nothing from elsewhere, and can be read without its script. */
export function docsPage(document: ApiDocument): string {
  const shared = (document.components?.parameters ?? {}) as SharedParameters;
  const byTag = Map.groupBy(operationsOf(document, shared), ({ tag }) => tag);
  const schemas = Object.entries(document.components?.schemas ?? {}) as [string, Schema][];
  const title = `${escapeHtml(document.info.title)} API`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#operations">Skip to the operations</a>
<header>
<h1>${title} <small>${escapeHtml(document.info.version)}</small></h1>
${paragraphs(document.info.description ?? "")}
<p>As a file for tools: <a href="openapi.json">openapi.json</a></p>
</header>
<div class="columns">
<nav aria-label="Parts of the API">
<form role="search" hidden><label for="filter">Find an operation</label><input id="filter" type="search" autocomplete="off" spellcheck="false"><p role="status"></p></form>
<ul>${[...byTag.keys()].map((tag) => `<li><a href="#${idOf(tag)}">${escapeHtml(tag)}</a></li>`).join("")}<li><a href="#schemas">schemas</a></li></ul>
</nav>
<main id="operations" tabindex="-1">
${[...byTag].map(([tag, operations]) => sectionHtml(tag, operations)).join("")}
<section aria-labelledby="schemas">
<h2 id="schemas">schemas</h2>
${schemas.map(schemaHtml).join("")}
</section>
</main>
</div>
<script>${script}</script>
</body>
</html>
`;
}

function operationsOf({ paths = {} }: ApiDocument, shared: SharedParameters): Placed[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item as unknown as Record<string, Operation & { readonly tags?: readonly string[] }>).map(
      ([method, operation]) => ({
        tag: operation.tags?.[0] ?? "",
        html: operationHtml(method, path, operation, shared),
      }),
    ),
  );
}

function sectionHtml(tag: string, operations: readonly Placed[]): string {
  return `<section aria-labelledby="${idOf(tag)}">
<h2 id="${idOf(tag)}">${escapeHtml(tag)}</h2>
${operations.map(({ html }) => html).join("")}</section>
`;
}

function schemaHtml([name, schema]: [string, Schema]): string {
  const text = escapeHtml(name);
  return `<details id="schema-${text}"><summary><h3>${text}</h3></summary>
<pre><code>${notationOf(schema)}${noteOn(schema)}</code></pre></details>
`;
}

function idOf(tag: string): string {
  return `tag-${tag.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`;
}

function paragraphs(text: string): string {
  return text
    .split(/\n\s*\n/)
    .map((paragraph) => `<p>${marked(paragraph)}</p>`)
    .join("\n");
}
