import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { problemSchema } from "#domain/contracts/index.ts";
import type { KnownValues } from "#test/support/contract/arbitrary-of.ts";
import { operationsOf } from "#test/support/contract/operations.ts";
import { addressOf, invalidRequests, validRequests, type ContractRequest } from "#test/support/contract/requests-of.ts";
import { describeApi } from "#workers/api/openapi/index.ts";
import { refusalsOf } from "#workers/api/openapi/refusals-of.ts";
import type { Route } from "#workers/api/route.ts";
import { apiRoutes } from "#workers/api/routes.ts";
import { callApi, hostname, uploadTheme } from "./call-api.ts";

const tenantId = "00000000-0000-7000-8000-000000000001";
const callsEach = 25;
const seed = Math.floor(Math.random() * 2 ** 31);
const document = describeApi(apiRoutes);
const operations = operationsOf(document);

const closesWebsites = ({ method, path }: Route) =>
  (method === "DELETE" && path.endsWith("/:websiteId")) || path.endsWith("/status");

/** What is edited is in the tenant's own tables, which are not here: `test/integration/contract` has them. */
const inTables = ["documents", "pages", "posts", "records", "media", "media-folders", "publications", "content-state"];
const isInTables = ({ path }: Route) => inTables.includes(path.split("/")[3] ?? "") || path === "/deployments/content";

/** Those that need no control plane: calls of objects and of the blob store. What closes websites comes last. */
const routes = apiRoutes
  .filter(
    (route) =>
      (route.access.kind === "website" || /^\/(?:blobs|themes)\b/.test(route.path)) &&
      !/\/(?:imports|exports|uploads|environment)\b/.test(route.path) &&
      !isInTables(route),
  )
  .toSorted((a, b) => Number(closesWebsites(a)) - Number(closesWebsites(b)));
let known: KnownValues;

beforeAll(async () => {
  const theme = await uploadTheme();
  const websites = await Promise.all([0, 1].map((index) => makeWebsite(theme, `Website ${index}`)));
  known = { WebsiteId: websites, Digest: [theme], theme: [theme], timeZone: ["UTC"] };
});

async function makeWebsite(theme: string, name: string): Promise<string> {
  const headers = { "X-Tenant-ID": tenantId };
  const made = await callApi("POST", "/websites", { headers, body: { name, hostnames: [hostname()], theme } });
  return ((await made.json()) as { websiteId: string }).websiteId;
}

describe(`a call of any kind is answered as it is described (seed ${seed})`, () => {
  test.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))("%s", async (_, route) => {
    const operation = operations.find(
      ({ method, path }) => method === route.method && path === route.path.replace(/:(\w+)/g, "{$1}"),
    )!;
    for (const requests of [validRequests, invalidRequests]) {
      for (const request of fc.sample(requests(operation, document, known), { seed, numRuns: callsEach })) {
        const address = addressOf(operation, request);
        const response = await send(route, address, request);
        const fault = await faultOf(route, response);
        if (fault !== null) expect.fail(`${route.method} ${address} ${JSON.stringify(request.body)}: ${fault}`);
      }
    }
  });
});

function send({ method, accepts }: Route, address: string, { headers, body }: ContractRequest): Promise<Response> {
  const isJson = accepts === "json" || accepts === "json-or-zip";
  const contentType = isJson ? "application/json" : "application/octet-stream";
  const given = method === "GET" ? undefined : body;
  return callApi(method, address, {
    headers: { ...headers, "X-Tenant-ID": tenantId, "Content-Type": contentType },
    body: given,
  });
}

/** What is wrong with the answer; null when nothing is. Parameters that are nothing like one lead to no route at all. */
async function faultOf(route: Route, response: Response): Promise<string | null> {
  const { status } = response;
  const text = await response.text();
  const isJson = /\bjson\b/.test(response.headers.get("Content-Type") ?? "");
  const body: unknown = isJson ? JSON.parse(text) : text === "" ? null : text;
  if (status < 400) {
    const schema = route.answers[status as keyof Route["answers"]];
    if (schema === undefined) return `the status ${status} is not described`;
    const parsed = schema?.safeParse(body);
    return parsed === undefined || parsed.success ? null : `${parsed.error.message} in ${text}`;
  }
  const code = problemSchema.parse(body).type.replace("urn:hotswap:problem:", "");
  if (status >= 500) return `it failed: ${text}`;
  const described: readonly string[] = refusalsOf(route).get(status) ?? [];
  return described.includes(code) || code === "route-not-found" || code === "method-not-allowed"
    ? null
    : `${code} is not described`;
}
