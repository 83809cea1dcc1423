import { describe, expect, test } from "vitest";
import { lookUp, operationsOf, type ApiDocument } from "#test/support/contract/operations.ts";
import { describeApi } from "#workers/api/openapi/index.ts";
import { apiRoutes } from "#workers/api/routes.ts";
import { callApi } from "./call-api.ts";

const anyone = { token: null };

async function served(): Promise<ApiDocument & { readonly openapi: string }> {
  return (await callApi("GET", "/openapi.json", anyone)).json();
}

describe("the description of the API", () => {
  test("is there for anyone, and need not be sent twice", async () => {
    const first = await callApi("GET", "/openapi.json", anyone);
    expect(first.status).toBe(200);
    expect(first.headers.get("Content-Type")).toBe("application/json");
    expect(first.headers.get("Cache-Control")).toBe("public, no-cache");
    const etag = first.headers.get("ETag")!;
    const second = await callApi("GET", "/openapi.json", { ...anyone, headers: { "If-None-Match": etag } });
    expect([second.status, await second.text()]).toEqual([304, ""]);
  });

  test("is the same whenever it is made", () => {
    expect(JSON.stringify(describeApi(apiRoutes))).toBe(JSON.stringify(describeApi(apiRoutes)));
  });

  test("has every route, each with a summary and an answer, under an id of its own", async () => {
    const document = await served();
    const operations = operationsOf(document);
    const described = new Set(operations.map(({ method, path }) => `${method} ${path}`));
    for (const { method, path } of apiRoutes) {
      expect(described).toContain(`${method} ${path.replace(/:([A-Za-z]+)/g, "{$1}")}`);
    }
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    for (const { operationId, statuses } of operations) {
      expect([operationId, statuses.some((status) => status < 400)]).toEqual([operationId, true]);
    }
    expect(apiRoutes.filter(({ summary }) => summary === "").map(({ path }) => path)).toEqual([]);
  });

  test("refers to nothing that is not in it, and names what it refers to", async () => {
    const document = await served();
    const refs = new Set([...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref!));
    for (const ref of refs) expect(() => lookUp(document, ref)).not.toThrow();
    expect([...refs].filter((ref) => !/^#\/components\/(schemas|parameters)\/[A-Z][A-Za-z]+$/.test(ref))).toEqual([]);
  });

  test("declares the parameters of each path, and no others", async () => {
    for (const { path, parameters } of operationsOf(await served())) {
      const declared = parameters.filter((parameter) => parameter.in === "path" && parameter.required);
      expect(declared.map(({ name }) => name).sort()).toEqual(
        [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).sort(),
      );
    }
  });

  test("lets bodies hold what it names and nothing else", async () => {
    const document = await served();
    for (const { operationId, body } of operationsOf(document)) {
      if (body === null) continue;
      const schema = "$ref" in body ? lookUp(document, String(body["$ref"])) : body;
      const closed = JSON.stringify(schema).includes('"additionalProperties":false');
      expect([operationId, closed]).toEqual([operationId, true]);
    }
  });

  test("says what each call takes: a token and a permission, or nothing", async () => {
    const document = await served();
    const of = (method: string, path: string) => {
      const route = apiRoutes.find((one) => one.method === method && one.path === path)!;
      return [route, operationsOf(document).find((one) => one.method === method && one.path === path)!] as const;
    };
    const [route, operation] = of("POST", "/websites");
    expect([operation.access, operation.permission]).toEqual([route.access.kind, "websites:create"]);
    expect(operation.statuses).toEqual(expect.arrayContaining([200, 201, 400, 401, 403, 409, 503]));
    expect(operation.parameters.map(({ name }) => name)).toEqual(["X-Tenant-ID", "Idempotency-Key"]);
  });
});

describe("the page of it", () => {
  test("is there for anyone and runs nothing but its own script", async () => {
    const response = await callApi("GET", "/docs", anyone);
    expect(response.headers.get("Content-Type")).toBe("text/html; charset=utf-8");
    const policy = response.headers.get("Content-Security-Policy")!;
    expect(policy).toMatch(
      /^default-src 'none'; style-src 'sha256-[^' ]+'; script-src 'sha256-[^' ]+'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
    );
    const html = await response.text();
    for (const { operationId } of operationsOf(await served())) expect(html).toContain(`id="${operationId}"`);
    expect(html).not.toMatch(/\b(?:src|href)="(?:https?:)?\/\//);
  });

  test("has every schema that it links to", async () => {
    const html = await (await callApi("GET", "/docs", anyone)).text();
    const ids = new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    const links = [...html.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id!);
    expect(links.filter((id) => !ids.has(id))).toEqual([]);
  });
});
