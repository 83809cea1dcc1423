import { z } from "zod";
import type { FailureCode } from "#domain/errors/index.ts";
import type { Access, Context, ContextOf } from "./access/context.ts";
import { refuse, type Answer, type Handled } from "./answer.ts";
import type { ApiServices } from "./context.ts";
import { readJson } from "./json.ts";
import { bodyError, validate, withNul } from "./validation.ts";

/** A body that is passed on while it comes. */
export interface BodyStream {
  readonly body: ReadableStream<Uint8Array> | null;
  readonly contentType: string | null;
  /** Null when its sender does not say. */
  readonly bytes: number | null;
}

/** A request after authentication, before validation. */
export interface RawCall<Who extends Context = Context> {
  readonly context: Who;
  readonly services: ApiServices;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  /** Without parameters, in lower case; empty for none. */
  readonly contentType: string;
  /** Empty for a route that accepts a stream. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The body as it comes, unread but by a route that accepts a stream. */
  readonly stream: BodyStream;
  readonly idempotencyKey: string | null;
}

/** A request that fits its schemas. */
export interface Call<Who extends Context, Params, Query, Body> extends Omit<RawCall<Who>, "params" | "query"> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
}

/** What the API's description tells of a route beside how it is called. */
export interface Description {
  /** What it does, in a few words: `List members`. */
  readonly summary: string;
  /** By status, what it answers when all goes well; null for an answer without a body. */
  readonly answers: Readonly<Partial<Record<Answer["status"], z.ZodType | null>>>;
  /** Set where the answer is sent while it is made: then its schema is that of a line, or of bytes. */
  readonly linesOf?: "application/x-ndjson" | "text/event-stream" | "text/plain" | "application/octet-stream" | null;
  /** How it may refuse, beside what its access and its schemas bring with them. */
  readonly refusals?: readonly FailureCode[];
  /** The headers that it heeds, beside those that every route does. */
  readonly headers?: readonly ("Idempotency-Key" | "If-Match" | "If-None-Match" | "Last-Event-ID")[];
}

/** The schemas that a request has to fit. */
export interface RequestSchemas {
  readonly params: z.ZodType;
  readonly query: z.ZodType;
  /** Null where the body is no JSON. */
  readonly body: z.ZodType | null;
}

export interface Route extends Required<Description> {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly access: Access;
  /**
   * `bytes` takes any media type and leaves the body as it is; `json-or-zip` leaves telling them apart to `run`;
   * `stream` leaves the body unread, and its length unbounded.
   */
  readonly accepts: "json" | "json-or-zip" | "bytes" | "stream";
  readonly bodyBytesMax: number;
  readonly schemas: RequestSchemas;
  run(call: RawCall): Promise<Handled>;
}

export interface Definition<
  A extends Access,
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
> extends Description {
  readonly method: Route["method"];
  /** As Hono reads it, below `/api/v1`. */
  readonly path: string;
  readonly access: A;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly accepts?: Exclude<Route["accepts"], "json-or-zip">;
  /** 1,000,000 unless told. */
  readonly bodyBytesMax?: number;
  handle(call: Call<ContextOf<A>, z.output<Params>, z.output<Query>, z.output<Body>>): Promise<Handled>;
}

export const nothing = z.strictObject({});
export type Nothing = typeof nothing;

/** A route whose handler is given validated input and the context that its access stands for; what it does not name in a request is refused. */
export function defineRoute<
  const A extends Access,
  Params extends z.ZodType = Nothing,
  Query extends z.ZodType = Nothing,
  Body extends z.ZodType = Nothing,
>(definition: Definition<A, Params, Query, Body>): Route {
  const { method, path, access, accepts = "json", bodyBytesMax = 1_000_000 } = definition;
  const schemas = { params: definition.params ?? nothing, query: definition.query ?? nothing };
  const bodySchema = definition.body ?? nothing;
  return {
    method,
    path,
    access,
    accepts,
    bodyBytesMax,
    ...descriptionOf(definition),
    schemas: { ...schemas, body: accepts === "json" ? bodySchema : null },
    async run(call) {
      const unstorable = withNul(call.params, call.query);
      if (unstorable.length > 0) return refuse(unstorable);
      const params = validate(schemas.params, call.params, "path.");
      const query = validate(schemas.query, queryObject(call.query), "query.");
      const json = accepts === "json" ? readJson(call.bytes) : { value: {} };
      if ("fault" in json) return refuse([bodyError(json.at?.value, json.at?.path ?? [], json.fault)]);
      const body = validate(bodySchema, json.value, "");
      if ("errors" in params || "errors" in query || "errors" in body) {
        return refuse([params, query, body].flatMap((part) => ("errors" in part ? part.errors : [])));
      }
      return definition.handle({
        ...call,
        // The middleware made it of this route's own access.
        context: call.context as ContextOf<A>,
        params: params.value as z.output<Params>,
        query: query.value as z.output<Query>,
        body: body.value as z.output<Body>,
      });
    },
  };
}

function descriptionOf({
  summary,
  answers,
  refusals = [],
  headers = [],
  linesOf = null,
}: Description): Required<Description> {
  return { summary, answers, refusals, headers, linesOf };
}

/** A parameter given twice becomes an array, which no schema accepts. */
function queryObject(query: URLSearchParams): Record<string, string | string[]> {
  return Object.fromEntries(
    [...new Set(query.keys())].map((key) => {
      const values = query.getAll(key);
      return [key, values.length === 1 ? values[0]! : values];
    }),
  );
}
