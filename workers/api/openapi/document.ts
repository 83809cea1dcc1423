import { createDocument, type ZodOpenApiPathItemObject } from "zod-openapi";
import { apiBasePath } from "../paths.ts";
import type { Route } from "../route.ts";
import { adjustSchema } from "./adjust-schema.ts";
import { namedSchemas } from "./named-schemas.ts";
import { templateOf } from "./names.ts";
import { operationOf } from "./operation.ts";
import { headerParameters } from "./parameters.ts";
import { plainOperations } from "./plain-operations.ts";
import { securitySchemes } from "./security.ts";

/** Of the API, not of the software: it changes with what clients may count on. */
const apiVersion = "1.0.0";

const description = `
Every call but those marked public carries \`Authorization: Bearer\` with an access token. Calls within a tenant take it from the
token, from the website in the path, or from \`X-Tenant-ID\`; what another tenant owns does not exist for you (404).

Refusals are problem documents (RFC 9457): \`type\` names the reason, \`retryable\` says whether the same call may succeed later, and
then \`Retry-After\` says when. Every answer carries \`X-Request-Id\`.

Lists take \`limit\` (1 to 200) and \`cursor\`, which is the \`cursor\` of the page before; it is null at the end. Bodies hold what is
described here and nothing else. Answers may get further members in time.`.trim();

export type ApiDocument = ReturnType<typeof createDocument>;

/** The OpenAPI 3.1 description of these routes. @see https://spec.openapis.org/oas/v3.1.1 */
export function describeApi(routes: readonly Route[]): ApiDocument {
  const paths: Record<string, ZodOpenApiPathItemObject> = {};
  for (const route of routes) {
    const path = templateOf(route.path);
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return createDocument(
    {
      openapi: "3.1.1",
      info: { title: "HotSwap", version: apiVersion, description },
      servers: [{ url: apiBasePath }],
      paths: { ...paths, ...plainOperations },
      components: { schemas: namedSchemas, parameters: headerParameters, securitySchemes },
    },
    { override: adjustSchema },
  );
}
