import { escapeHtml } from "#workers/rendering/index.ts";

/** A JSON Schema as the description holds it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly items?: Schema | false;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly default?: unknown;
  readonly [keyword: string]: unknown;
}

/**
 * The schema as people read types, in HTML: `{ name: string, tier?: "free" | "starter" }`, with what a value has to keep to
 * behind each member. Names of schemas are links to where the page has them.
 */
export function notationOf(schema: Schema, indent = ""): string {
  if (schema.$ref !== undefined) return linkTo(schema.$ref);
  if (schema.const !== undefined) return literal(schema.const);
  if (schema.enum !== undefined) return schema.enum.map(literal).join(" | ");
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices !== undefined) return unique(choices.map((choice) => notationOf(choice, indent))).join(" | ");
  if (schema.type === undefined && schema.allOf !== undefined) {
    return schema.allOf.map((part) => notationOf(part, indent)).join(" &amp; ");
  }
  switch (schema.type) {
    case "array":
      return arrayOf(schema.items, indent);
    case "object":
      return objectOf(schema, indent);
    case undefined:
      return "anything";
    default:
      return [schema.type].flat().map(escapeHtml).join(" | ");
  }
}

function linkTo(ref: string): string {
  const name = escapeHtml(ref.split("/").at(-1) ?? "");
  return `<a href="#schema-${name}">${name}</a>`;
}

function literal(value: unknown): string {
  return escapeHtml(JSON.stringify(value));
}

function arrayOf(items: Schema["items"], indent: string): string {
  if (items === undefined || items === false) return "[]";
  const item = notationOf(items, indent);
  return / \| | &amp; /.test(item) && !item.startsWith("{") ? `(${item})[]` : `${item}[]`;
}

function objectOf({ properties = {}, required = [], additionalProperties }: Schema, indent: string): string {
  const deeper = `${indent}  `;
  const members = Object.entries(properties).map(([name, schema]) => {
    const optional = required.includes(name) ? "" : "?";
    return `${deeper}${escapeHtml(name)}${optional}: ${notationOf(schema, deeper)}${noteOn(schema)}\n`;
  });
  if (typeof additionalProperties === "object") {
    members.push(`${deeper}[name]: ${notationOf(additionalProperties, deeper)}${noteOn(additionalProperties)}\n`);
  }
  return members.length === 0 ? "{}" : `{\n${members.join("")}${indent}}`;
}

/** What a value has to keep to, as a comment; empty for nothing. */
export function noteOn(schema: Schema): string {
  const rules = rulesOf(schema);
  return rules.length === 0 ? "" : `  <i>// ${escapeHtml(rules.join("; "))}</i>`;
}

function rulesOf(schema: Schema): string[] {
  const either = (schema.anyOf ?? []).filter(({ type }) => type !== "null");
  const rules = either.length === 1 ? rulesOf(either[0]!) : [];
  const { format, pattern, default: initial } = schema;
  rules.push(
    ...range(schema["minLength"], schema["maxLength"], "characters"),
    ...range(schema["minItems"], schema["maxItems"], "items"),
    ...range(schema["minimum"], schema["maximum"], ""),
  );
  if (typeof format === "string") rules.push(format);
  else if (typeof pattern === "string" && pattern.length <= 80) rules.push(`/${pattern}/`);
  if (initial !== undefined) rules.push(`${JSON.stringify(initial)} unless given`);
  return rules;
}

function range(least: unknown, most: unknown, unit: string): string[] {
  const of = unit === "" ? "" : ` ${unit}`;
  if (typeof least === "number" && typeof most === "number") return [`${least} to ${most}${of}`];
  if (typeof least === "number") return [`at least ${least}${of}`];
  return typeof most === "number" ? [`at most ${most}${of}`] : [];
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
