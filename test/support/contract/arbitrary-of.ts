import fc, { type Arbitrary } from "fast-check";
import { lookUp, type Schema, type ApiDocument } from "./operations.ts";
import { stringOf } from "./string-of.ts";

/**
 * Values that are there, by the name of their schema or of a member: `{ WebsiteId: [...], theme: [...] }`; those of bodies that are
 * no JSON are called `raw body`. Mostly they are taken.
 */
export type KnownValues = Readonly<Record<string, readonly unknown[]>>;

/** So many members are put into an array beyond the least, and so deep does what contains itself go. */
const itemsMore = 3;
const depthMax = 2;

/** Values that fit a schema of the description. What only the code knows of (`refine`) they may still break. */
export function arbitraryOf(schema: Schema, document: ApiDocument, known: KnownValues = {}): Arbitrary<unknown> {
  return makerOf(document, known)(schema, {});
}

/** How often each named schema was entered on the way to this one. */
type Depths = Readonly<Record<string, number>>;

function makerOf(document: ApiDocument, known: KnownValues) {
  function make(schema: Schema, depths: Depths): Arbitrary<unknown> {
    const { $ref, type } = schema;
    if (typeof $ref === "string") return named($ref, depths);
    if ("const" in schema) return fc.constant(schema["const"]);
    if (Array.isArray(schema["enum"])) return fc.constantFrom(...(schema["enum"] as unknown[]));
    const choices = (schema["oneOf"] ?? schema["anyOf"]) as readonly Schema[] | undefined;
    if (choices !== undefined) return fc.oneof(...shallow(choices, depths).map((choice) => make(choice, depths)));
    if (Array.isArray(type)) return fc.oneof(...type.map((one: string) => make({ ...schema, type: one }, depths)));
    switch (type) {
      case "string":
        return stringOf(schema);
      case "integer":
        return fc.integer(rangeOf(schema));
      case "number":
        return fc.double({ ...rangeOf(schema), noNaN: true, noDefaultInfinity: true });
      case "boolean":
        return fc.boolean();
      case "null":
        return fc.constant(null);
      case "array":
        return arrayOf(schema, depths);
      case "object":
        return objectOf(schema, depths);
      default:
        return fc.jsonValue({ maxDepth: 2 });
    }
  }

  function named(ref: string, depths: Depths): Arbitrary<unknown> {
    const name = ref.split("/").at(-1)!;
    return mostly(name, make(lookUp(document, ref) as Schema, { ...depths, [name]: (depths[name] ?? 0) + 1 }));
  }

  function mostly(name: string, any: Arbitrary<unknown>): Arbitrary<unknown> {
    const there = known[name] ?? [];
    return there.length === 0 ? any : fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...there) }, any);
  }

  /** The choices that do not lead on into what is deep enough already; all of them where each does. */
  function shallow(choices: readonly Schema[], depths: Depths): readonly Schema[] {
    const deep = Object.entries(depths).flatMap(([name, depth]) => (depth >= depthMax ? [`/${name}"`] : []));
    const ending = choices.filter((choice) => !deep.some((name) => JSON.stringify(choice).includes(name)));
    return ending.length === 0 ? choices : ending;
  }

  function arrayOf(schema: Schema, depths: Depths): Arbitrary<unknown> {
    const least = (schema["minItems"] as number | undefined) ?? 0;
    const most = Math.min((schema["maxItems"] as number | undefined) ?? Infinity, least + itemsMore);
    const items = schema["items"] as Schema | undefined;
    if (most === 0 || items === undefined || "not" in items) return fc.constant([]);
    // Only made where it can be had: what contains itself would be made without end.
    const isDeep = Object.values(depths).some((depth) => depth > depthMax);
    if (isDeep && least === 0) return fc.constant([]);
    return fc.array(make(items, depths), { minLength: least, maxLength: isDeep ? least : most });
  }

  function objectOf(schema: Schema, depths: Depths): Arbitrary<unknown> {
    const properties = (schema["properties"] ?? {}) as Readonly<Record<string, Schema>>;
    const required = (schema["required"] ?? []) as string[];
    const members = Object.fromEntries(
      Object.entries(properties).map(([name, member]) => [
        name,
        "const" in member ? make(member, depths) : mostly(name, make(member, depths)),
      ]),
    );
    const own = fc.record(members, { requiredKeys: required.filter((name) => name in members) });
    const rest = schema["additionalProperties"];
    if (typeof rest !== "object" || rest === null) return own;
    const names = make(
      { type: "string", ...(schema["propertyNames"] as Schema | undefined) },
      depths,
    ) as Arbitrary<string>;
    const more = fc.dictionary(names, make(rest as Schema, depths), { maxKeys: itemsMore });
    return fc.tuple(own, more).map(([some, others]) => ({ ...others, ...some }));
  }

  return make;
}

function rangeOf({ minimum, maximum }: Schema): { min: number; max: number } {
  return { min: (minimum as number | undefined) ?? -1_000_000, max: (maximum as number | undefined) ?? 1_000_000 };
}
