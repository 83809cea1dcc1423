import { beforeAll, describe, expect, test } from "vitest";
import { callApi, hostname, problemIn, uploadTheme } from "./call-api.ts";

const absent = `/websites/${crypto.randomUUID()}`;
let website: string;
beforeAll(async () => {
  const body = { name: "Bakery", hostnames: [hostname()], theme: await uploadTheme() };
  const created = await callApi("POST", "/websites", { body });
  website = created.headers.get("Location")!.slice("/api/v1".length);
});
const paragraph = { type: "paragraph", content: [{ type: "text", text: "Hello" }] };
const document = {
  documentId: "a",
  type: "page",
  path: "/a",
  title: "A",
  body: { type: "doc", content: [paragraph] },
};

async function errorsOf(response: Response) {
  const problem = await problemIn(response);
  expect(problem).toMatchObject({ status: 400, type: "urn:hotswap:problem:invalid-request", retryable: false });
  return problem.errors ?? [];
}

describe("a request that does not fit is refused, naming each place", () => {
  test("within the body", async () => {
    const put = [document, { ...document, documentId: "b" }, { ...document, path: "no/slash", title: 7 }];
    const errors = await errorsOf(await callApi("POST", `${website}/changes`, { body: { documents: { put } } }));
    expect(errors.map(({ location }) => location)).toEqual(["documents.put[2].path", "documents.put[2].title"]);
  });

  test("with members that are not known, saying which are", async () => {
    const body = { name: "X", hostnames: [hostname()], domain: "x" };
    const [error] = await errorsOf(await callApi("POST", "/websites", { body }));
    expect(error).toEqual({
      location: "domain",
      message:
        "is not known here; known are websiteId, tenantId, name, hostnames, theme, configuration, subdomain, welcomePage",
    });
  });

  test("with members that are missing", async () => {
    const errors = await errorsOf(await callApi("PUT", `${website}/status`, { body: {} }));
    expect(errors.map(({ location }) => location)).toEqual(["status"]);
  });

  test("with a NUL in the address, which no database looks for", async () => {
    const locations = async (below: string) =>
      (await errorsOf(await callApi("GET", website + below))).map(({ location }) => location);
    expect(await locations("/records/redirect/%00")).toEqual(["path.id"]);
    expect(await locations("/records?kind=term&search=a%00b")).toEqual(["query.search"]);
  });

  test("with a path and the last part of one", async () => {
    const { type: _, ...page } = document;
    for (const [method, path, body] of [
      ["POST", "/documents", { document, slug: "b" }],
      ["POST", "/pages", { document: page, slug: "b" }],
      ["PATCH", "/documents/a", { changes: { path: "/b" }, slug: "b" }],
    ] as const) {
      const errors = await errorsOf(await callApi(method, website + path, { body, headers: { "If-Match": '"1"' } }));
      expect([path, errors.map(({ location }) => location)]).toEqual([path, ["slug"]]);
    }
  });

  test("in the query: limits, unknown parameters, repeated ones", async () => {
    const locations = async (query: string) =>
      (await errorsOf(await callApi("GET", `${website}/released/documents?${query}`))).map(({ location }) => location);
    for (const limit of ["0", "201", "-1", "1e2", "ten", ""]) {
      expect(await locations(`limit=${limit}`)).toEqual(["query.limit"]);
    }
    expect(await locations("limit=1&limit=2")).toEqual(["query.limit"]);
    expect(await locations("offset=3")).toEqual(["query.offset"]);
    expect(await locations("cursor=")).toEqual(["query.cursor"]);
    expect(await locations("cursor=a%20b")).toEqual(["query.cursor"]);
    const [error] = await errorsOf(await callApi("GET", `${website}/deployments?cursor=abc`));
    expect(error?.location).toBe("query.cursor");
  });

  test("in the path", async () => {
    const [error] = await errorsOf(await callApi("GET", "/websites/bakery"));
    expect(error).toEqual({ location: "path.websiteId", message: "must be a UUID" });
  });

  test("in the Idempotency-Key", async () => {
    const body = { name: "X", hostnames: [hostname()], theme: "0".repeat(64) };
    const headers = { "Idempotency-Key": "k".repeat(256) };
    const [error] = await errorsOf(await callApi("POST", "/websites", { body, headers }));
    expect(error?.location).toBe("header.Idempotency-Key");
  });

  test.each([
    ["{", "is not JSON"],
    [new Uint8Array([0x22, 0xff, 0x22]), "is not UTF-8"],
    [`${'{"a":'.repeat(1_000)}1${"}".repeat(1_000)}`, "is nested deeper than 128"],
    ["[".repeat(500_000), "is not JSON"],
    ['{"name":{"__proto__":{}}}', "may have no member '__proto__'"],
    ['{"a\\u0000":1}', "may hold no NUL character and no half of a surrogate pair"],
  ])("when the body is no JSON that can be read", async (body, message) => {
    expect(await errorsOf(await callApi("POST", "/websites", { body }))).toEqual([{ location: "body", message }]);
  });

  test.each([
    ['{"name":"a\\u0000b"}', "name", ""],
    ['{"name":["a",{"b":"\\ud800"}]}', "name[1].b", ""],
    ['{"name":["a",{"b":{"c\\u0000":"\\u0000"}}]}', "name[1].b", ""],
    [
      '{"body":{"type":"doc","content":[{"type":"paragraph"},{"type":"paragraph","content":[{"type":"text","text":"\\u0000"}]}]}}',
      "body.content[1].content[0].text",
      "text 1 (content › 1 › content › 0): text ",
    ],
  ])("at the text that could not be stored, and by its node", async (body, location, node) => {
    const message = `${node}may hold no NUL character and no half of a surrogate pair`;
    expect(await errorsOf(await callApi("POST", "/websites", { body }))).toEqual([{ location, message }]);
  });

  test("and a thousand mistakes make no endless answer", async () => {
    const put = Array.from({ length: 1_000 }, () => ({ ...document, path: "x" }));
    const errors = await errorsOf(await callApi("POST", `${website}/changes`, { body: { documents: { put } } }));
    expect(errors).toHaveLength(20);
  });
});

test("a body must be JSON, and say so", async () => {
  for (const type of ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin1"]) {
    const response = await callApi("POST", "/websites", { body: "{}", headers: { "Content-Type": type } });
    expect(await problemIn(response)).toMatchObject({
      status: 415,
      type: "urn:hotswap:problem:unsupported-media-type",
    });
  }
  const compressed = await callApi("POST", "/websites", { body: "{}", headers: { "Content-Encoding": "gzip" } });
  expect(compressed.status).toBe(415);
});

test("a body that is too large is refused, with and without a length announced", async () => {
  const large = " ".repeat(1_000_001);
  const response = await callApi("POST", "/websites", { body: large });
  expect(await problemIn(response)).toMatchObject({ status: 413, facts: { bytesMax: 1_000_000 } });
  expect((await callApi("PUT", `/blobs/${"0".repeat(64)}`, { body: new Uint8Array(64_000_001) })).status).toBe(413);
});

test("a method that a path does not have is refused, naming those it has", async () => {
  const response = await callApi("POST", website);
  expect(response.headers.get("Allow")).toBe("GET, HEAD, PATCH, PUT, DELETE, OPTIONS");
  expect(await problemIn(response)).toMatchObject({ status: 405, type: "urn:hotswap:problem:method-not-allowed" });
  const options = await callApi("OPTIONS", "/websites");
  expect([options.status, options.headers.get("Allow")]).toEqual([204, "POST, GET, HEAD, OPTIONS"]);
  expect((await callApi("HEAD", "/themes")).status).toBe(405);
});

test("every answer carries a request id, the client's own if it is harmless", async () => {
  const own = await callApi("GET", absent, { headers: { "X-Request-Id": "order-7.a" } });
  expect(own.headers.get("X-Request-Id")).toBe("order-7.a");
  expect((await problemIn(own)).requestId).toBe("order-7.a");
  const odd = await callApi("GET", website, { headers: { "X-Request-Id": '"><script>' } });
  expect(odd.headers.get("X-Request-Id")).toMatch(/^[0-9a-f-]{36}$/);
});

test("answers are kept by no cache and taken for nothing else", async () => {
  for (const path of ["/health", website, "/nothing"]) {
    const { headers } = await callApi("GET", path);
    expect([headers.get("Cache-Control"), headers.get("X-Content-Type-Options")]).toEqual(["no-store", "nosniff"]);
  }
});

test("HEAD answers as GET does, without a body", async () => {
  const response = await callApi("HEAD", absent);
  expect([response.status, await response.text()]).toEqual([404, ""]);
});
