import { escapeHtml } from "#workers/rendering/index.ts";
import { noteOn, notationOf, type Schema } from "./notation.ts";

interface Parameter {
  readonly $ref?: string;
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: Schema;
}
type Content = Readonly<Record<string, { readonly schema?: Schema }>>;

export interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly security?: readonly Readonly<Record<string, unknown>>[];
  readonly "x-permission"?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>;
}
export type SharedParameters = Readonly<Record<string, Parameter>>;

/** One operation of the API, folded up to its method, path and summary. */
export function operationHtml(method: string, path: string, operation: Operation, shared: SharedParameters): string {
  const { operationId, summary = "" } = operation;
  const parameters = (operation.parameters ?? []).map((parameter) => resolve(parameter, shared));
  return `<details class="operation" id="${escapeHtml(operationId)}" data-text="${escapeHtml(`${method} ${path} ${summary}`.toLowerCase())}">
<summary><h3><span class="method ${method}">${method.toUpperCase()}</span> <span class="path">${breakable(path)}</span></h3><span>${escapeHtml(summary)}</span></summary>
<p>${callerOf(operation)}</p>
${parameters.length === 0 ? "" : parametersHtml(parameters)}
${operation.requestBody === undefined ? "" : `<h4>Body${operation.requestBody.required === true ? "" : " (may be left out)"}</h4>\n${contentHtml(operation.requestBody.content)}`}
${answersHtml(operation.responses)}
</details>
`;
}

function resolve(parameter: Parameter, shared: SharedParameters): Parameter {
  return shared[parameter.$ref?.split("/").at(-1) ?? ""] ?? parameter;
}

function callerOf({ security = [], "x-permission": permission }: Operation): string {
  const schemes = security.flatMap((scheme) => Object.keys(scheme));
  if (schemes.length === 0) return "For anyone.";
  const how = schemes.includes("session") ? "For whoever has a session, by its cookie." : "With an access token.";
  return permission === undefined ? how : `${how} Needs the permission <code>${escapeHtml(permission)}</code>.`;
}

function parametersHtml(parameters: readonly Parameter[]): string {
  const items = parameters.map(({ name, in: place, required, description, schema }) => {
    const type = `${notationOf(schema)}${noteOn(schema)}`;
    const more = description === undefined ? "" : `<br>${marked(description)}`;
    return `<dt><code>${escapeHtml(name)}</code> <small>${place}${required === true ? "" : ", optional"}</small></dt><dd><code>${type}</code>${more}</dd>`;
  });
  return `<h4>Parameters</h4>\n<dl>${items.join("\n")}</dl>`;
}

function contentHtml(content: Content): string {
  return Object.entries(content)
    .map(([type, { schema }]) => {
      const isBytes = schema === undefined || Object.keys(schema).length === 0;
      const shape = isBytes ? "" : `<pre><code>${notationOf(schema)}</code></pre>`;
      return `<p class="media">${escapeHtml(type)}</p>${shape}`;
    })
    .join("\n");
}

/** What it answers in full; how it refuses by a line each, since all refusals are problem documents. */
function answersHtml(responses: Operation["responses"]): string {
  const all = Object.entries(responses);
  const answers = all.filter(([status]) => Number(status) < 400);
  const refusals = all.filter(([status]) => Number(status) >= 400);
  const answersText = answers.map(
    ([status, { description, content }]) =>
      `<h4>${status} <small>${marked(description)}</small></h4>\n${content === undefined ? "" : contentHtml(content)}`,
  );
  const refusalsText = refusals.map(([status, { description }]) => `<dt>${status}</dt><dd>${marked(description)}</dd>`);
  const list = refusals.length === 0 ? "" : `<h4>Refusals</h4>\n<dl class="refusals">${refusalsText.join("\n")}</dl>`;
  return answersText.join("\n") + list;
}

/** A path may be broken before each of its segments. */
function breakable(path: string): string {
  return escapeHtml(path).replaceAll("/", "<wbr>/");
}

/** Text in which backquotes mark code. */
export function marked(text: string): string {
  return escapeHtml(text).replace(/`([^`]+)`/g, "<code>$1</code>");
}
