import type { ZodOpenApiOperationObject, ZodOpenApiPathItemObject } from "zod-openapi";
import { healthSchema } from "#domain/contracts/index.ts";

const isPublic = { security: [], "x-access": "public" } satisfies Partial<ZodOpenApiOperationObject>;

/** What the API answers by itself, to anyone, beside its routes. */
export const plainOperations: Readonly<Record<string, ZodOpenApiPathItemObject>> = {
  "/health": {
    get: {
      ...isPublic,
      operationId: "getHealth",
      summary: "Say whether the API is well",
      tags: ["health"],
      responses: {
        200: { description: "It is.", content: { "application/json": { schema: healthSchema } } },
      },
    },
  },
  "/openapi.json": {
    get: {
      ...isPublic,
      operationId: "getOpenapiJson",
      summary: "Read this description",
      tags: ["description"],
      responses: {
        200: { description: "OpenAPI 3.1.", content: { "application/json": { schema: { type: "object" } } } },
        304: { description: "What the caller has is still so." },
      },
    },
  },
  "/docs": {
    get: {
      ...isPublic,
      operationId: "getDocs",
      summary: "Read this description as a page",
      tags: ["description"],
      responses: {
        200: { description: "HTML.", content: { "text/html": { schema: { type: "string" } } } },
        304: { description: "What the caller has is still so." },
      },
    },
  },
};
