import { beforeAll, expect, test } from "vitest";
import type { Branch, Page } from "#domain/contracts/index.ts";
import { changeSchema } from "#domain/contracts/index.ts";
import type { ContentRecord } from "#domain/content/index.ts";
import { callApi, hostname, problemIn, uploadTheme } from "./call-api.ts";

let theme: string;
beforeAll(async () => {
  theme = await uploadTheme();
});

async function createWebsite(more: object = {}) {
  const host = hostname();
  const response = await callApi("POST", "/websites", { body: { name: "Bakery", hostnames: [host], theme, ...more } });
  return { host, path: `/websites/${((await response.json()) as { websiteId: string }).websiteId}` };
}

const body = { type: "doc", content: [] };
const documentOf = (documentId: string, more: object = {}) => ({
  kind: "document",
  value: { documentId, type: "post", path: `/${documentId}`, title: documentId, body, ...more },
});
const term = { kind: "term", value: { termId: "t", taxonomy: "tag", slug: "t", path: "/tag/t", name: "T" } };
const redirect = { kind: "redirect", value: { from: "/old", to: { kind: "path", path: "/a" } } };

async function json<Value>(method: string, path: string, content?: unknown, status = 200): Promise<Value> {
  const response = await callApi(method, path, content === undefined ? {} : { body: content });
  expect([response.status, response.ok ? "" : await response.clone().text()]).toEqual([status, ""]);
  return (await response.json()) as Value;
}

async function deploy(path: string, change: unknown): Promise<void> {
  const { changeId } = changeSchema.parse(change);
  await json("POST", `${path}/deployments`, { changeId }, 201);
}

test("records of every kind are changed together, listed by kind and read one by one", async () => {
  const { path } = await createWebsite();
  const put = [documentOf("a"), documentOf("b", { status: "draft" }), term, redirect];
  await deploy(path, await json("POST", `${path}/changes`, { records: { put } }, 201));
  const listed = await json<Page<ContentRecord>>("GET", `${path}/released/records?kind=document&limit=1`);
  expect([listed.items.length, listed.cursor]).toEqual([1, "a"]);
  const rest = await json<Page<ContentRecord>>("GET", `${path}/released/records?kind=document&cursor=a`);
  expect(rest.items).toMatchObject([{ kind: "document", value: { documentId: "b", status: "draft" } }]);
  expect(await json("GET", `${path}/released/records/term/t`)).toMatchObject({ kind: "term", value: { name: "T" } });
  expect(await json("GET", `${path}/released/records/redirect/%2Fold`)).toMatchObject({ value: { from: "/old" } });
  expect(await json("GET", `${path}/released/documents?status=draft`)).toMatchObject({ items: [{ documentId: "b" }] });
  expect(await problemIn(await callApi("GET", `${path}/released/records/author/none`))).toMatchObject({ status: 404 });
  expect(await problemIn(await callApi("GET", `${path}/released/records`))).toMatchObject({ status: 400 });
});

test("records that do not fit are refused, naming the place; a thousand and one are too many", async () => {
  const { path } = await createWebsite();
  const wrong = await callApi("POST", `${path}/changes`, {
    body: { records: { put: [documentOf("a", { path: "x" })] } },
  });
  expect((await problemIn(wrong)).errors![0]!.location).toBe("records.put[0].value.path");
  const many = Array.from({ length: 501 }, (_, index) => documentOf(`d${index}`));
  const documents = { put: many.map(({ value }) => ({ ...value, documentId: `x${value.documentId}` })) };
  const refused = await callApi("POST", `${path}/changes`, { body: { documents, records: { put: many } } });
  expect((await problemIn(refused)).errors![0]!.location).toBe("records.put");
});

test("a branch is edited in batches, looked at, previewed and deployed", async () => {
  const { path, host } = await createWebsite();
  const headers = { "Idempotency-Key": crypto.randomUUID() };
  const begin = async () => (await (await callApi("POST", `${path}/branches`, { body: {}, headers })).json()) as Branch;
  const { branchId } = await begin();
  expect((await begin()).branchId).toBe(branchId);
  const branch = `${path}/branches/${branchId}`;
  await json("POST", `${branch}/edits`, { batch: 1, put: [documentOf("a"), term] });
  const gap = await problemIn(await callApi("POST", `${branch}/edits`, { body: { batch: 3 } }));
  expect(gap).toMatchObject({ status: 409, type: "urn:hotswap:problem:batch-out-of-order", facts: { applied: 1 } });
  expect(await json("POST", `${branch}/lookups`, { paths: ["/tag/t", "/x"] })).toEqual({
    holders: { "/tag/t": { kind: "term", id: "t" } },
  });
  const change = changeSchema.parse(await json("POST", `${branch}/changes`, {}, 201));
  expect(await json("GET", branch)).toMatchObject({ applied: 1, changeId: change.changeId });
  const preview = await json<{ url: string }>("POST", `${path}/previews`, { changeId: change.changeId }, 201);
  expect(preview.url).toMatch(new RegExp(`^https://${host}/_hotswap/preview/[0-9a-zA-Z._-]+$`));
  await deploy(path, change);
  expect(await json("DELETE", branch)).toEqual({ branchId });
  expect(await problemIn(await callApi("GET", branch))).toMatchObject({ status: 404 });
});

test("a preview is of a change or a release, and for a week at most", async () => {
  const { path } = await createWebsite();
  const id = "0".repeat(64);
  for (const wrong of [{}, { changeId: id, releaseId: id }, { releaseId: id, expiresInMs: 8 * 86_400_000 }]) {
    expect(await problemIn(await callApi("POST", `${path}/previews`, { body: wrong }))).toMatchObject({ status: 400 });
  }
});

test("a preview is at a hostname that the platform has given, at the website's address, or at the one that is asked for", async () => {
  const [first, second, given] = [`${crypto.randomUUID()}.example`, `${crypto.randomUUID()}.example`, hostname()];
  const at = async (path: string, more: object = {}) => {
    const { activeReleaseId: releaseId } = await json<{ activeReleaseId: string }>("GET", path);
    const { url } = await json<{ url: string }>("POST", `${path}/previews`, { releaseId, ...more }, 201);
    return new URL(url).hostname;
  };
  const { path } = await createWebsite({ hostnames: [first, given] });
  expect([await at(path), await at(path, { hostname: first })]).toEqual([given, first]);
  const elsewhere = await callApi("POST", `${path}/previews`, {
    body: { releaseId: "0".repeat(64), hostname: "bakery.example" },
  });
  const [wrong] = (await problemIn(elsewhere)).errors!;
  expect(wrong).toMatchObject({ location: "body.hostname", message: expect.stringContaining(`${first}, ${given}`) });

  const own = await createWebsite({ hostnames: [`a.${first}`, second] });
  expect(await at(own.path)).toBe(`a.${first}`);
  const configuration = { title: "Bakery", url: `https://b.${second}` };
  const settled = await createWebsite({ hostnames: [`b.${first}`, `b.${second}`], configuration });
  expect(await at(settled.path)).toBe(`b.${second}`);
});
