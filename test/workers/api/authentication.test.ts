import { describe, expect, test } from "vitest";
import { apiRoutes } from "#workers/api/routes.ts";
import { isToken, tokenOf } from "#workers/api/access/bearer-token.ts";
import { sha256 } from "#domain/digest/index.ts";
import { callApi, problemIn, token } from "./call-api.ts";

const digest = "0".repeat(64);
const paths = apiRoutes
  .filter(({ access }) => access.kind !== "public")
  .map(({ method, path }) => ({
    method,
    path: path.replace(":digest", digest).replaceAll(/:\w+Id/g, crypto.randomUUID()),
  }));

describe("no route that is not public answers without the token", () => {
  test.each(paths)("$method $path", async ({ method, path }) => {
    for (const given of [null, "another-token", `${token}x`]) {
      const response = await callApi(method, path, { token: given });
      expect(response.status).toBe(401);
      expect(response.headers.get("WWW-Authenticate")).toMatch(/^Bearer realm="hotswap"/);
      expect(await problemIn(response)).toMatchObject({ type: "urn:hotswap:problem:unauthorized", retryable: false });
    }
  });
});

test("a token may not come by other ways than the header", async () => {
  const tries = [
    callApi("GET", `/websites?access_token=${token}`, { token: null }),
    callApi("GET", "/websites", { token: null, headers: { Authorization: token } }),
    callApi("GET", "/websites", { token: null, headers: { Authorization: `Basic ${btoa(`x:${token}`)}` } }),
    callApi("GET", "/websites", { token: null, headers: { Cookie: `token=${token}` } }),
  ];
  for (const response of await Promise.all(tries)) expect(response.status).toBe(401);
});

test("other methods of known paths ask for it too", async () => {
  expect((await callApi("PATCH", "/websites", { token: null })).status).toBe(401);
  expect((await callApi("OPTIONS", "/websites", { token: null })).status).toBe(401);
});

test("health, and the answer that there is no such route, need none", async () => {
  const health = await callApi("GET", "/health", { token: null });
  expect(await health.json()).toEqual({ status: "ok", controlPlane: "not-configured" });
  const unknown = await callApi("GET", "/nothing", { token: null });
  expect(await problemIn(unknown)).toMatchObject({ status: 404, type: "urn:hotswap:problem:route-not-found" });
});

test("where no token is configured, none is accepted", async () => {
  expect(await isToken("", "")).toBe(false);
  expect(await isToken(token, "")).toBe(false);
  expect(await isToken(token, sha256(token))).toBe(true);
});

test.each([
  ["Bearer abc", "abc"],
  ["bearer  a.b-c_d~e+f/g==", "a.b-c_d~e+f/g=="],
  ["Bearer", null],
  ["Bearer a b", null],
  ["Basic abc", null],
  ["", null],
])("the token of %j is %j", (header, expected) => expect(tokenOf(header)).toBe(expected));
