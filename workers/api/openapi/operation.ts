import type { ZodOpenApiOperationObject, ZodOpenApiRequestBodyObject, ZodOpenApiResponseObject } from "zod-openapi";
import { failureCodes, type FailureCode } from "#domain/errors/index.ts";
import { nothing, type Route } from "../route.ts";
import { operationIdOf, tagOf } from "./names.ts";
import { parametersOf } from "./parameters.ts";
import { refusalsOf } from "./refusals-of.ts";
import { securityOf } from "./security.ts";

const meanings: Readonly<Record<string, string>> = {
  200: "Done; what was asked for.",
  201: "Made.",
  202: "Taken; it goes on by itself.",
  204: "Done; there is nothing to tell.",
  304: "What the caller has is still so.",
};

/** The route as OpenAPI describes it. `x-permission` names what its caller needs to be allowed. */
export function operationOf(route: Route): ZodOpenApiOperationObject {
  const { access } = route;
  return {
    operationId: operationIdOf(route),
    summary: route.summary,
    tags: [tagOf(route.path)],
    security: securityOf(route),
    "x-access": access.kind,
    ...("permission" in access ? { "x-permission": access.permission } : {}),
    ...parametersOf(route),
    ...bodyOf(route),
    responses: {
      ...Object.fromEntries(
        Object.entries(route.answers).map(([status, schema]) => [
          status,
          answerOf(status, schema, route.linesOf ?? "application/json"),
        ]),
      ),
      ...(route.headers.includes("If-None-Match") ? { 304: answerOf("304", null) } : {}),
      ...Object.fromEntries([...refusalsOf(route)].map(([status, codes]) => [status, refusalOf(codes)])),
    },
  };
}

function bodyOf({ method, accepts, schemas }: Route): { requestBody?: ZodOpenApiRequestBodyObject } {
  const binary = { schema: {} };
  const json =
    schemas.body === null || schemas.body === nothing ? {} : { "application/json": { schema: schemas.body } };
  switch (accepts) {
    case "json":
      if (schemas.body === null || schemas.body === nothing || method === "GET") return {};
      // An empty body counts as an empty object.
      return { requestBody: { required: !schemas.body.safeParse({}).success, content: json } };
    case "json-or-zip":
      return { requestBody: { required: true, content: { ...json, "application/zip": binary } } };
    case "bytes":
    case "stream":
      return { requestBody: { required: true, content: { "application/octet-stream": binary } } };
  }
}

function answerOf(
  status: string,
  schema: Route["answers"][200] | undefined,
  type: NonNullable<Route["linesOf"]> | "application/json" = "application/json",
): ZodOpenApiResponseObject {
  const description = meanings[status] ?? "Done.";
  if (schema === null || schema === undefined) return { description };
  return { description, content: { [type]: { schema } } };
}

/** A problem document (RFC 9457) of one of these types. */
function refusalOf(codes: readonly FailureCode[]): ZodOpenApiResponseObject {
  const type = { enum: codes.map((code) => `urn:hotswap:problem:${code}`) };
  const schema = { allOf: [{ $ref: "#/components/schemas/Problem" }, { properties: { type } }] };
  return {
    description: codes.map((code) => `\`${code}\`: ${failureCodes[code].title}.`).join(" "),
    content: { "application/problem+json": { schema } },
  };
}
