import fc, { type Arbitrary } from "fast-check";
import { arbitraryOf, type KnownValues } from "./arbitrary-of.ts";
import type { ApiDocument, Operation, Parameter } from "./operations.ts";
import { spoiled } from "./spoil.ts";

/** A call of one operation, ready to be sent. */
export interface ContractRequest {
  readonly params: Readonly<Record<string, string>>;
  /** Pairs: a name may be there twice. */
  readonly query: readonly (readonly [string, string])[];
  /** Undefined for none; bytes are sent as they are. */
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

/** Calls that fit the operation's schemas. */
export function validRequests(
  operation: Operation,
  document: ApiDocument,
  known: KnownValues,
): Arbitrary<ContractRequest> {
  const valueOf = (name: string, schema: Parameter["schema"]) => {
    const [any, there] = [arbitraryOf(schema, document, known), known[name] ?? []];
    return there.length === 0 ? any : fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...there) }, any);
  };
  const parameters = (place: Parameter["in"]) =>
    fc.record(
      Object.fromEntries(
        operation.parameters
          .filter((parameter) => parameter.in === place && parameter.name !== "X-Tenant-ID")
          .map(({ name, schema }) => [name, valueOf(name, schema).map(String)]),
      ),
      { requiredKeys: operation.parameters.filter((one) => one.in === place && one.required).map(({ name }) => name) },
    ) as Arbitrary<Record<string, string>>;
  return fc.record({
    params: parameters("path"),
    query: parameters("query").map((query) => Object.entries(query)),
    headers: parameters("header"),
    body: operation.body === null ? bytesOf(operation, known) : arbitraryOf(operation.body, document, known),
  });
}

/** Calls of which some part does not fit; the others do. */
export function invalidRequests(
  operation: Operation,
  document: ApiDocument,
  known: KnownValues,
): Arbitrary<ContractRequest> {
  const valid = validRequests(operation, document, known);
  const text = fc.oneof(
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 300 }),
    fc.constantFrom("%00", "'", "null", "-1", "0"),
  );
  const ways: Arbitrary<ContractRequest>[] = [
    fc
      .tuple(valid, text, text)
      .map(([request, name, value]) => ({ ...request, query: [...request.query, [name, value]] })),
    fc
      .tuple(valid, text)
      .map(([request, value]) => ({ ...request, query: [...request.query, ["limit", value], ["limit", "1"]] })),
  ];
  const names = operation.parameters.filter((parameter) => parameter.in === "path").map(({ name }) => name);
  if (names.length > 0) {
    ways.push(
      fc
        .tuple(valid, fc.constantFrom(...names), text)
        .map(([request, name, value]) => ({ ...request, params: { ...request.params, [name]: value } })),
    );
  }
  if (operation.body !== null) {
    const bodies = spoiled(arbitraryOf(operation.body, document, known));
    const way = fc.tuple(valid, bodies).map(([request, body]) => ({ ...request, body }));
    ways.push(way, way, way);
    ways.push(fc.tuple(valid, fc.uint8Array({ maxLength: 50 })).map(([request, body]) => ({ ...request, body })));
  }
  return fc.oneof(...ways);
}

function bytesOf({ takesBytes }: Operation, known: KnownValues): Arbitrary<unknown> {
  if (!takesBytes) return fc.constant(undefined);
  const any = fc.uint8Array({ minLength: 1, maxLength: 200 });
  return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...(known["raw body"] ?? [new Uint8Array([1])])) }, any);
}

/** The address of a call about these things, of which a website may be named by the query. */
export function addressAbout(operation: Operation, ids: Readonly<Record<string, string>>): string {
  const isNamed = operation.parameters.some((one) => one.in === "query" && one.name === "websiteId");
  const named = operation.parameters.filter((one) => one.in === "path").map(({ name }) => name);
  const params = Object.fromEntries(named.map((name) => [name, ids[name] ?? "unknown"]));
  const query = isNamed ? [["websiteId", ids["websiteId"] ?? "unknown"] as const] : [];
  return addressOf(operation, { params, query, body: undefined, headers: {} });
}

/** The address of a call, below `/api/v1`. */
export function addressOf({ path }: Operation, { params, query }: ContractRequest): string {
  const filled = path.replace(/\{([A-Za-z]+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
  const search = new URLSearchParams(query.map(([name, value]) => [name, value])).toString();
  return search === "" ? filled : `${filled}?${search}`;
}
