import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { answerChecks } from "#test/support/contract/answer-checks.ts";
import { arbitraryOf } from "#test/support/contract/arbitrary-of.ts";
import { operationsOf } from "#test/support/contract/operations.ts";
import { addressOf, invalidRequests, validRequests } from "#test/support/contract/requests-of.ts";

const thing = {
  type: "object",
  properties: {
    id: { type: "string", pattern: "^[a-z]{1,8}$" },
    parts: { type: "array", items: { $ref: "#/components/schemas/Thing" } },
    size: { type: "integer", minimum: 1, maximum: 9 },
  },
  required: ["id"],
};
const problem = { type: "object", properties: { type: { type: "string" } }, required: ["type"] };
const refusals = {
  allOf: [{ $ref: "#/components/schemas/Problem" }, { properties: { type: { enum: ["urn:gone"] } } }],
};
const document = {
  paths: {
    "/things/{id}": {
      put: {
        operationId: "putThing",
        tags: ["things"],
        security: [],
        "x-access": "public",
        parameters: [
          { in: "path", name: "id", required: true, schema: { type: "string", pattern: "^[a-z]{1,8}$" } },
          { in: "query", name: "limit", schema: { type: "integer", minimum: 1, maximum: 200 } },
        ],
        requestBody: { content: { "application/json": { schema: { ...thing, additionalProperties: false } } } },
        responses: {
          200: { description: "", content: { "application/json": { schema: { $ref: "#/components/schemas/Thing" } } } },
          204: { description: "" },
          404: { description: "", content: { "application/problem+json": { schema: refusals } } },
          503: { description: "", content: { "application/problem+json": { schema: refusals } } },
        },
      },
    },
  },
  components: { schemas: { Thing: thing, Problem: problem } },
};
const [operation] = operationsOf(document);
const checks = answerChecks(document);
const json = "application/json";

describe("an answer is at fault", () => {
  const faultOf = (status: number, body: unknown, contentType: string | null = json) =>
    checks.faultOf(operation!, { status, contentType, body });

  test("for nothing when it is as it is described", () => {
    expect(faultOf(200, { id: "a", parts: [{ id: "b" }] })).toBeNull();
    expect(faultOf(204, undefined, null)).toBeNull();
    expect(faultOf(404, { type: "urn:gone" }, "application/problem+json")).toBeNull();
  });

  test.each([
    ["a member is missing", 200, {}, json],
    ["a member is of another type", 200, { id: 1 }, json],
    ["a member is beyond its range", 200, { id: "a", size: 10 }, json],
    ["a member is there that is not described", 200, { id: "a", secret: "x" }, json],
    ["so is one further down", 200, { id: "a", parts: [{ id: "b", secret: "x" }] }, json],
    ["its status is not described", 201, { id: "a" }, json],
    ["it is a failure of the server's, though described", 503, { type: "urn:gone" }, "application/problem+json"],
    ["it refuses for a reason that is not described", 404, { type: "urn:other" }, "application/problem+json"],
    ["it is of another media type", 404, { type: "urn:gone" }, json],
    ["it has a body where there is to be none", 204, {}, json],
  ])("when %s", (_, status, body, contentType) => {
    expect(faultOf(status, body, contentType)).not.toBeNull();
  });
});

describe("requests are made", () => {
  test("that fit the schemas, whatever contains itself", () => {
    fc.assert(
      fc.property(validRequests(operation!, document, {}), (request) => {
        expect(checks.bodyFits(operation!, request.body)).toBe(true);
        expect(addressOf(operation!, request)).toMatch(/^\/things\/[a-z]{1,8}(?:\?limit=\d+)?$/);
      }),
    );
  });

  test("that do not, most of the time", () => {
    const requests = fc.sample(invalidRequests(operation!, document, {}), { seed: 7, numRuns: 200 });
    const right = requests.filter(
      (request) =>
        checks.bodyFits(operation!, request.body) &&
        /^\/things\/[a-z]{1,8}(?:\?limit=\d+)?$/.test(addressOf(operation!, request)),
    );
    expect(right.length).toBeLessThan(60);
  });

  test("with values that are there, mostly, where some are known", () => {
    const known = { id: ["known"] };
    const made = fc.sample(arbitraryOf({ ...thing }, document, known), { seed: 7, numRuns: 100 }) as { id: string }[];
    expect(made.filter(({ id }) => id === "known").length).toBeGreaterThan(50);
  });
});
