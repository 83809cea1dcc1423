import { z } from "zod";
import { refuse, type Handled } from "./answer.ts";
import type { ApiServices, Caller } from "./context.ts";
import { readJson } from "./json.ts";
import { validate } from "./validation.ts";

/** A body that is passed on while it comes. */
export interface BodyStream {
  readonly body: ReadableStream<Uint8Array> | null;
  readonly contentType: string | null;
  /** Null when its sender does not say. */
  readonly bytes: number | null;
}

/** A request after authentication, before validation. */
export interface RawCall {
  readonly caller: Caller;
  readonly services: ApiServices;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Without parameters, in lower case; empty for none. */
  readonly contentType: string;
  /** Empty for a route that accepts a stream. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The body as it comes, unread but by a route that accepts a stream. */
  readonly stream: BodyStream;
  readonly idempotencyKey: string | null;
}

/** A request that fits its schemas. */
export interface Call<Params, Query, Body> extends Omit<RawCall, "params" | "query"> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
}

export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly path: string;
  /**
   * `bytes` takes any media type and leaves the body as it is; `json-or-zip` leaves telling them apart to `run`;
   * `stream` leaves the body unread, and its length unbounded.
   */
  readonly accepts: "json" | "json-or-zip" | "bytes" | "stream";
  readonly bodyBytesMax: number;
  run(call: RawCall): Promise<Handled>;
}

interface Definition<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> {
  readonly method: Route["method"];
  /** As Hono reads it, below `/api/v1`. */
  readonly path: string;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly accepts?: Exclude<Route["accepts"], "json-or-zip">;
  /** 1,000,000 unless told. */
  readonly bodyBytesMax?: number;
  handle(call: Call<z.output<Params>, z.output<Query>, z.output<Body>>): Promise<Handled>;
}

const nothing = z.strictObject({});
type Nothing = typeof nothing;

/** A route whose handler is given validated input and a caller; what it does not name in a request is refused. */
export function defineRoute<
  Params extends z.ZodType = Nothing,
  Query extends z.ZodType = Nothing,
  Body extends z.ZodType = Nothing,
>(definition: Definition<Params, Query, Body>): Route {
  const { method, path, accepts = "json", bodyBytesMax = 1_000_000 } = definition;
  return {
    method,
    path,
    accepts,
    bodyBytesMax,
    async run(call) {
      const params = validate(definition.params ?? nothing, call.params, "path.");
      const query = validate(definition.query ?? nothing, queryObject(call.query), "query.");
      const json = accepts === "json" ? readJson(call.bytes) : { value: {} };
      if ("fault" in json) return refuse([{ location: "body", message: json.fault }]);
      const body = validate(definition.body ?? nothing, json.value, "");
      if ("errors" in params || "errors" in query || "errors" in body) {
        return refuse([params, query, body].flatMap((part) => ("errors" in part ? part.errors : [])));
      }
      return definition.handle({
        ...call,
        params: params.value as z.output<Params>,
        query: query.value as z.output<Query>,
        body: body.value as z.output<Body>,
      });
    },
  };
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
