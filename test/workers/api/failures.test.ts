import { afterEach, expect, test, vi } from "vitest";
import { sha256 } from "#domain/digest/index.ts";
import { StorageFull } from "#durable-objects/support/index.ts";
import { activeState } from "#test/support/tenant-states.ts";
import { createApi } from "#workers/api/app.ts";
import { WebsiteUnavailable } from "#workers/websites/index.ts";
import { origin, problemIn, tenantId, token } from "./call-api.ts";

const secretText = "at /srv/secret/path with password hunter2";

/** The API over objects that fail so. */
function failingWith(error: unknown) {
  return createApi(() => ({
    onWebsite: () => Promise.reject(error),
    onNewWebsite: () => Promise.reject(error),
    ownerOf: async () => tenantId,
    holderOf: () => Promise.reject(error),
    tenantState: async () => activeState(tenantId),
    applyTenantState: () => Promise.reject(error),
    reserveWebsite: () => Promise.reject(error),
    settleReservation: () => Promise.reject(error),
    holdBlobs: () => Promise.reject(error),
    keepBlobs: () => Promise.reject(error),
    missingBlobs: () => Promise.reject(error),
    beginDeployment: () => Promise.reject(error),
    endDeployment: () => Promise.reject(error),
    readUsage: () => Promise.reject(error),
    forgetWebsite: () => Promise.reject(error),
    reportRefusal: () => undefined,
    readSettings: () => Promise.reject(error),
    writeSettings: () => Promise.reject(error),
    accessTokenOf: async () => null,
    blobs: { has: async () => false, get: async () => null, put: async () => {} },
    controlPlane: null,
    defaultTheme: null,
    apiHostname: "api.localhost",
    sitesDomain: "localhost",
    clientAddressHeader: null,
    controlPlaneSecret: null,
    platformTokenSha256: sha256(token),
    siteOrigin: (hostname) => `https://${hostname}`,
    now: () => 0,
  }));
}

async function answerOf(error: unknown): Promise<Response> {
  const headers = { Authorization: `Bearer ${token}`, "X-Tenant-ID": tenantId };
  return failingWith(error).request(`${origin}/api/v1/websites/${crypto.randomUUID()}`, { headers });
}

afterEach(() => vi.restoreAllMocks());

test("an unknown error becomes a fixed sentence, and is logged under the request's id", async () => {
  const logged = vi.spyOn(console, "error").mockImplementation(() => {});
  const response = await answerOf(new Error(secretText));
  const problem = await problemIn(response.clone() as Response);
  expect(problem).toMatchObject({ status: 500, type: "urn:hotswap:problem:internal", retryable: true });
  expect(await response.text()).not.toContain("secret");
  const [line] = logged.mock.calls[0] as [string];
  expect(JSON.parse(line)).toMatchObject({ requestId: problem.requestId, error: expect.stringContaining(secretText) });
});

test.each([
  new WebsiteUnavailable(secretText),
  Object.assign(new Error(secretText), { retryable: true }),
  Object.assign(new Error(secretText), { overloaded: true }),
])("an object out of reach is a 503 that says when to try again", async (error) => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  const response = await answerOf(error);
  expect(response.headers.get("Retry-After")).toBe("1");
  expect(await problemIn(response.clone() as Response)).toMatchObject({
    status: 503,
    type: "urn:hotswap:problem:website-unavailable",
    retryable: true,
  });
  expect(await response.text()).not.toContain("secret");
});

test.each([
  new Error(`database or disk is full: SQLITE_FULL, ${secretText}`),
  Object.assign(new Error("the object was reset", { cause: new Error("SQLITE_FULL") }), { retryable: true }),
  new StorageFull(secretText),
])("a disk that is full is a 507 that says so", async (error) => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  const response = await answerOf(error);
  const problem = await problemIn(response);
  expect(problem).toMatchObject({ status: 507, type: "urn:hotswap:problem:storage-full", retryable: true });
  expect(problem.detail).not.toContain("secret");
});

test("without a control plane the list of websites is unavailable, and nothing else", async () => {
  const headers = { Authorization: `Bearer ${token}`, "X-Tenant-ID": tenantId };
  const response = await failingWith(new Error()).request(`${origin}/api/v1/websites`, { headers });
  expect(response.headers.get("Retry-After")).toBe("2");
  expect((await problemIn(response)).type).toBe("urn:hotswap:problem:control-plane-unavailable");
});
