import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import type { ApiDocument, Operation, Schema } from "./operations.ts";

export interface CheckedAnswer {
  readonly status: number;
  readonly contentType: string | null;
  /** Parsed where it is JSON; undefined for none. */
  readonly body: unknown;
}

/**
 * Holds answers to what the description says, and to nothing beyond: a member that it does not know is a fault here, though
 * clients are told to bear with it.
 */
export function answerChecks(document: ApiDocument) {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: false });
  ajv.addSchema(closed(document) as Schema, "api");
  const validators = new Map<string, ValidateFunction>();
  const validatorOf = (pointer: string) => {
    const known = validators.get(pointer) ?? ajv.compile({ $ref: `api#${pointer}` });
    validators.set(pointer, known);
    return known;
  };

  /** What is wrong with the answer; null when nothing is. */
  function faultOf({ method, path, statuses }: Operation, { status, contentType, body }: CheckedAnswer): string | null {
    if (status >= 500) return `the answer is a ${status}`;
    if (!statuses.includes(status)) return `the status ${status} is not described`;
    const place = `/paths/${escaped(path)}/${method.toLowerCase()}/responses/${status}`;
    const response = valueAt(document, place) as { readonly content?: Readonly<Record<string, unknown>> };
    const [described] = Object.keys(response.content ?? {});
    if (described === undefined) return body === undefined ? null : "there is a body where none is described";
    if (contentType?.split(";")[0] !== described) return `it is ${contentType}, not ${described}`;
    if (!described.endsWith("json")) return null;
    const validate = validatorOf(`${place}/content/${escaped(described)}/schema`);
    // Of what comes line by line, the schema is that of a line.
    const values = described === "application/x-ndjson" ? linesOf(body) : [body];
    return values.every((value) => validate(value)) ? null : ajv.errorsText(validate.errors);
  }

  /** Whether a body fits the operation's schema. */
  function bodyFits({ method, path, body: schema }: Operation, body: unknown): boolean {
    if (schema === null) return true;
    const place = `/paths/${escaped(path)}/${method.toLowerCase()}/requestBody/content/application~1json/schema`;
    return validatorOf(place)(body);
  }

  /** Whether a parameter's value, as text, fits its schema. */
  function parameterFits(schema: Schema, text: string): boolean {
    const validate = ajv.compile({ ...schema, ...rooted(schema) });
    return validate(schema["type"] === "integer" && /^-?\d+$/.test(text) ? Number(text) : text);
  }

  return { faultOf, bodyFits, parameterFits };
}

function linesOf(body: unknown): unknown[] {
  const lines = typeof body === "string" ? body.split("\n").filter((line) => line !== "") : [];
  return lines.map((line) => JSON.parse(line) as unknown);
}

function rooted({ $ref }: Schema): Schema {
  return typeof $ref === "string" ? { $ref: `api${$ref}` } : {};
}

/** The same with every object closed that names its members. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== "object" || value === null) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, member]) => [key, closed(member)]));
  const isOpen =
    copy["type"] === "object" && typeof copy["properties"] === "object" && !("additionalProperties" in copy);
  return isOpen ? { ...copy, additionalProperties: false } : copy;
}

function escaped(key: string): string {
  return encodeURIComponent(key.replaceAll("~", "~0").replaceAll("/", "~1"));
}

function valueAt(document: unknown, pointer: string): unknown {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<unknown>((place, key) => (place as Record<string, unknown> | undefined)?.[key], document);
}
