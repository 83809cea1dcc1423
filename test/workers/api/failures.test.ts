import { afterEach, expect, test, vi } from "vitest";
import { StorageFull } from "#durable-objects/support/index.ts";
import { WebsiteUnavailable } from "#workers/websites/index.ts";
import { apiOver } from "./api-over.ts";
import { origin, problemIn, tenantId, token } from "./call-api.ts";

const secretText = "at /srv/secret/path with password hunter2";

async function answerOf(error: unknown): Promise<Response> {
  const headers = { Authorization: `Bearer ${token}`, "X-Tenant-ID": tenantId };
  return apiOver(error).request(`${origin}/api/v1/websites/${crypto.randomUUID()}`, { headers });
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
  const response = await apiOver(new Error()).request(`${origin}/api/v1/websites`, { headers });
  expect(response.headers.get("Retry-After")).toBe("2");
  expect((await problemIn(response)).type).toBe("urn:hotswap:problem:control-plane-unavailable");
});

test("a website that is deleted is so, also when its tenant cannot hear of it yet", async () => {
  const logged = vi.spyOn(console, "error").mockImplementation(() => {});
  const api = apiOver(new Error(secretText), { onWebsite: async () => ({ ok: true, value: { drainMs: 0 } }) as never });
  const headers = { Authorization: `Bearer ${token}`, "X-Tenant-ID": tenantId };
  const path = `${origin}/api/v1/websites/${crypto.randomUUID()}`;
  const response = await api.request(path, { method: "DELETE", headers });
  expect([response.status, await response.json()]).toEqual([200, { drainMs: 0 }]);
  expect(logged).toHaveBeenCalledOnce();
});
