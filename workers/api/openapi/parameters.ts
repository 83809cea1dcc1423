import { z } from "zod";
import type { ZodOpenApiOperationObject, ZodOpenApiParameterObject } from "zod-openapi";
import type { Route } from "../route.ts";

/** Headers that many routes heed, by the name under which the description keeps them. */
export const headerParameters = {
  TenantHeader: header(
    "X-Tenant-ID",
    "The tenant that the call is about, for callers who may act in several. It may not disagree with the token's tenant nor with the website's.",
    { type: "string", format: "uuid" },
  ),
  IdempotencyKey: header(
    "Idempotency-Key",
    "Chosen by the caller: the same call with the same key is done once, and answered as it was the first time.",
    { type: "string", pattern: "^[\\x21-\\x7e]{1,255}$" },
  ),
  IfMatch: header("If-Match", "The ETag of what is to be changed, as it was read. If it was changed since: 412.", {
    type: "string",
    pattern: "^[\\x21-\\x7e]{1,200}$",
  }),
  IfNoneMatch: header("If-None-Match", "The ETag of what the caller has already. If that is still so: 304.", {
    type: "string",
    pattern: "^[\\x21-\\x7e]{1,1000}$",
  }),
  LastEventId: header("Last-Event-ID", "The id of the last event that the caller has seen: those behind it follow.", {
    type: "string",
    pattern: "^[0-9]{1,15}$",
  }),
} as const satisfies Record<string, ZodOpenApiParameterObject>;

function header(name: string, description: string, schema: object): ZodOpenApiParameterObject {
  return { name, in: "header", description, schema };
}

const nameOfHeader = {
  "Idempotency-Key": "IdempotencyKey",
  "If-Match": "IfMatch",
  "If-None-Match": "IfNoneMatch",
  "Last-Event-ID": "LastEventId",
} as const satisfies Record<string, keyof typeof headerParameters>;

/** What a call of the route is made with beside its body: path, query and headers. */
export function parametersOf(route: Route): Pick<ZodOpenApiOperationObject, "requestParams" | "parameters"> {
  const { kind } = route.access;
  const names = [
    ...(kind === "tenant" || kind === "website" ? (["TenantHeader"] as const) : []),
    ...route.headers.map((name) => nameOfHeader[name]),
  ];
  return {
    requestParams: { path: objectOf(route.schemas.params), query: objectOf(route.schemas.query) },
    parameters: names.map((name) => ({ $ref: `#/components/parameters/${name}` })),
  };
}

/** Parameters are members of an object; a route whose schema is anything else is a mistake in its definition. */
function objectOf(schema: z.ZodType): z.ZodObject {
  if (schema instanceof z.ZodObject) return schema;
  throw new TypeError("parameters are described by a zod object");
}
