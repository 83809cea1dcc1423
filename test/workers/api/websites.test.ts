import { beforeAll, describe, expect, test } from "vitest";
import { changeSchema, websiteSchema } from "#domain/contracts/index.ts";
import { deploymentSchema, type Deployment } from "#domain/deployment/index.ts";
import { newTenant, platformToken, startEdge } from "./callers.ts";
import { callApi, hostname, problemIn, uploadTheme } from "./call-api.ts";

let theme: string;
beforeAll(async () => {
  theme = await uploadTheme();
});

async function createWebsite() {
  const body = { name: "Bakery", hostnames: [hostname()], theme };
  const response = await callApi("POST", "/websites", { body });
  expect(response.status).toBe(201);
  const website = websiteSchema.parse(await response.json());
  return { website, path: `/websites/${website.websiteId}` };
}

function documentOf(documentId: string, title: string) {
  const paragraph = { type: "paragraph", content: [{ type: "text", text: title }] };
  return { documentId, type: "page", path: `/${documentId}`, title, body: { type: "doc", content: [paragraph] } };
}

async function changeTo(path: string, body: unknown): Promise<string> {
  const response = await callApi("POST", `${path}/changes`, { body });
  expect(response.status).toBe(201);
  return changeSchema.parse(await response.json()).changeId;
}

async function deploy(path: string, body: unknown, headers = {}): Promise<Deployment> {
  const response = await callApi("POST", `${path}/deployments`, { body, headers });
  expect(response.status).toBe(201);
  return deploymentSchema.parse(await response.json());
}

async function titleOf(path: string, documentId: string): Promise<string | number> {
  const response = await callApi("GET", `${path}/released/documents/${documentId}`);
  return response.ok ? ((await response.json()) as { title: string }).title : response.status;
}

describe("a website", () => {
  test("is created active, with its name as its title, and found under its address", async () => {
    const body = { name: "Bakery", hostnames: [hostname()], theme };
    const response = await callApi("POST", "/websites", { body });
    const website = websiteSchema.parse(await response.json());
    expect(website).toMatchObject({ name: "Bakery", status: "active", hostnames: body.hostnames });
    expect(response.headers.get("Location")).toBe(`/api/v1/websites/${website.websiteId}`);
    const found = await callApi("GET", `/websites/${website.websiteId}`);
    expect(await found.json()).toMatchObject({
      websiteId: website.websiteId,
      activeReleaseId: website.activeReleaseId,
    });
  });

  test("is created once by its id: the same again is 200, another is refused", async () => {
    const body = { websiteId: crypto.randomUUID(), name: "Bakery", hostnames: [hostname()], theme };
    expect((await callApi("POST", "/websites", { body })).status).toBe(201);
    expect((await callApi("POST", "/websites", { body })).status).toBe(200);
    const other = await callApi("POST", "/websites", { body: { ...body, name: "Studio" } });
    expect(await problemIn(other)).toMatchObject({ status: 409, type: "urn:hotswap:problem:website-exists" });
  });

  test("is created once by its Idempotency-Key", async () => {
    const call = {
      body: { name: "Bakery", hostnames: [hostname()], theme },
      headers: { "Idempotency-Key": crypto.randomUUID() },
    };
    const first = await callApi("POST", "/websites", call);
    const second = await callApi("POST", "/websites", call);
    expect([first.status, second.status]).toEqual([201, 200]);
    const [a, b] = [websiteSchema.parse(await first.json()), websiteSchema.parse(await second.json())];
    expect(a.websiteId).toBe(b.websiteId);
    expect(a.websiteId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab]/);
  });

  test("needs a theme that was uploaded, where no default is configured", async () => {
    const body = { name: "Bakery", hostnames: [hostname()] };
    expect((await callApi("POST", "/websites", { body })).status).toBe(400);
    const absent = await callApi("POST", "/websites", { body: { ...body, theme: "0".repeat(64) } });
    expect((await problemIn(absent)).type).toBe("urn:hotswap:problem:blob-not-found");
  });

  test("takes no hostname that another has", async () => {
    const { website } = await createWebsite();
    const body = { name: "Other", hostnames: website.hostnames, theme };
    const refused = await callApi("POST", "/websites", { body });
    expect(await problemIn(refused)).toMatchObject({
      type: "urn:hotswap:problem:hostname-taken",
      facts: { hostname: website.hostnames[0] },
    });
  });

  test("changes its hostnames and status, and is gone once deleted", async () => {
    const { path } = await createWebsite();
    const hostnames = [hostname(), hostname()];
    expect((await callApi("PUT", `${path}/hostnames`, { body: { hostnames } })).status).toBe(200);
    expect((await callApi("PUT", `${path}/status`, { body: { status: "maintenance" } })).status).toBe(200);
    expect(await (await callApi("GET", path)).json()).toMatchObject({ hostnames, status: "maintenance" });
    expect((await callApi("DELETE", path)).status).toBe(200);
    expect(await (await callApi("GET", path)).json()).toMatchObject({ status: "deleted" });
    expect((await callApi("GET", `${path}/released/documents`)).status).toBe(410);
    expect((await callApi("PUT", `${path}/status`, { body: { status: "active" } })).status).toBe(410);
  });

  test("is suspended, and opened again, by the platform alone: its owner is told to ask, and may delete it", async () => {
    const edge = await startEdge();
    const { tenantId, websiteId } = await newTenant(edge);
    const set = (token: string, status: string) =>
      edge.call("PUT", `/websites/${websiteId}/status`, { token, tenantId, body: { status } });
    const owner = await edge.sign({ tid: tenantId, role: "owner" });
    const support = await edge.sign({ tid: tenantId, role: "owner", platformRole: "support" });
    const administrator = await edge.sign({ tid: tenantId, platformRole: "administrator" });
    const problem = await problemIn(await set(owner, "suspended"));
    expect(problem).toMatchObject({ status: 403, detail: expect.stringContaining("ask it to") });
    expect((await set(administrator, "suspended")).status).toBe(200);
    expect((await set(owner, "active")).status).toBe(403);
    expect((await set(support, "active")).status).toBe(403);
    expect((await set(platformToken, "active")).status).toBe(200);
    expect((await set(platformToken, "suspended")).status).toBe(200);
    const deleted = await edge.call("DELETE", `/websites/${websiteId}`, { token: owner, tenantId });
    expect(deleted.status).toBe(200);
  });

  test("that the platform has suspended is exported by owners and the platform, and by nobody else", async () => {
    const edge = await startEdge();
    const { tenantId, websiteId } = await newTenant(edge);
    const path = `/websites/${websiteId}`;
    const read = async (token: string) =>
      (await edge.call("GET", `${path}/releases/active/contents`, { token, tenantId })).status;
    const ask = async (token: string) =>
      (await edge.call("POST", `${path}/exports`, { token, tenantId, body: { format: "archive" } })).status;
    const owner = await edge.sign({ tid: tenantId, role: "owner" });
    const administrator = await edge.sign({ tid: tenantId, role: "administrator" });
    expect([await read(administrator), await ask(administrator)]).toEqual([200, 503]);
    const body = { status: "suspended" };
    expect((await edge.call("PUT", `${path}/status`, { token: platformToken, tenantId, body })).status).toBe(200);
    expect([await read(administrator), await ask(administrator)]).toEqual([403, 403]);
    expect([await read(owner), await ask(owner)]).toEqual([200, 503]);
    const ofPlatform = await edge.sign({ tid: tenantId, platformRole: "administrator" });
    expect([await read(platformToken), await read(ofPlatform)]).toEqual([200, 200]);
  });

  test("that does not exist is 404 by every road", async () => {
    const path = `/websites/${crypto.randomUUID()}`;
    const digest = "0".repeat(64);
    const calls = [
      callApi("GET", path),
      callApi("DELETE", path),
      callApi("GET", `${path}/released/documents`),
      callApi("GET", `${path}/deployments`),
      callApi("POST", `${path}/changes`, { body: {} }),
      callApi("POST", `${path}/deployments`, { body: { changeId: digest } }),
      callApi("POST", `${path}/releases/${digest}/restore`),
      callApi("PUT", `${path}/rollout`, { body: { candidate: null } }),
    ];
    for (const response of await Promise.all(calls)) {
      expect(await problemIn(response)).toMatchObject({ status: 404, type: "urn:hotswap:problem:website-not-found" });
    }
  });
});

describe("a change", () => {
  test("shows nothing until it is deployed, and then all of itself", async () => {
    const { path } = await createWebsite();
    const changeId = await changeTo(path, { documents: { put: [documentOf("a", "A"), documentOf("b", "B")] } });
    expect((await callApi("GET", `${path}/changes/${changeId}`)).status).toBe(200);
    expect((await callApi("POST", `${path}/changes/${changeId}/prepare`)).status).toBe(200);
    expect(await titleOf(path, "a")).toBe(404);
    await deploy(path, { changeId, message: "First texts" });
    expect([await titleOf(path, "a"), await titleOf(path, "b")]).toEqual(["A", "B"]);
  });

  test("is deployed once by its Idempotency-Key or its deployment id", async () => {
    const { path } = await createWebsite();
    const changeId = await changeTo(path, { documents: { put: [documentOf("a", "A")] } });
    const headers = { "Idempotency-Key": crypto.randomUUID() };
    const first = await deploy(path, { changeId }, headers);
    expect(await deploy(path, { changeId }, headers)).toEqual(first);
    expect(await deploy(path, { changeId, deploymentId: first.deploymentId })).toEqual(first);
    const history = (await (await callApi("GET", `${path}/deployments`)).json()) as { items: unknown[] };
    expect(history.items).toHaveLength(2);
  });

  test("is refused when the release it names is no longer active", async () => {
    const { path, website } = await createWebsite();
    const first = await changeTo(path, { documents: { put: [documentOf("a", "A")] } });
    const { releaseId } = await deploy(path, { changeId: first });
    const second = await changeTo(path, { documents: { put: [documentOf("a", "B")] } });
    const body = { changeId: second, replaces: website.activeReleaseId };
    const refused = await callApi("POST", `${path}/deployments`, { body });
    expect(await problemIn(refused)).toMatchObject({
      status: 409,
      type: "urn:hotswap:problem:release-not-active",
      facts: { activeReleaseId: releaseId },
    });
  });

  test("can be rolled back alone, and every leaf of a release restored", async () => {
    const { path } = await createWebsite();
    const texts = await deploy(path, {
      changeId: await changeTo(path, { documents: { put: [documentOf("a", "A")] } }),
    });
    const retitled = await deploy(path, {
      changeId: await changeTo(path, { leaves: { configuration: { title: "Renamed" } } }),
    });
    const undone = await callApi("POST", `${path}/deployments/${texts.deploymentId}/rollback`);
    expect(undone.status).toBe(201);
    expect(deploymentSchema.parse(await undone.json())).toMatchObject({ kind: "rollback", undoes: texts.deploymentId });
    expect(await titleOf(path, "a")).toBe(404);

    const restored = await callApi("POST", `${path}/releases/${retitled.releaseId}/restore`);
    expect(restored.status).toBe(201);
    expect(await titleOf(path, "a")).toBe(404);
    const { changeId } = changeSchema.parse(await restored.json());
    expect((await deploy(path, { changeId })).releaseId).toBe(retitled.releaseId);
    expect(await titleOf(path, "a")).toBe("A");
  });

  test("can be shown to some visitors only", async () => {
    const { path } = await createWebsite();
    const changeId = await changeTo(path, { leaves: { configuration: { title: "Candidate" } } });
    const candidate = { changeId, weight: 2_500 };
    expect((await callApi("PUT", `${path}/rollout`, { body: { candidate } })).status).toBe(200);
    expect(await (await callApi("GET", path)).json()).toMatchObject({ serving: { candidate: { weight: 2_500 } } });
    const heavy = await callApi("PUT", `${path}/rollout`, { body: { candidate: { changeId, weight: 10_001 } } });
    expect((await problemIn(heavy)).errors?.[0]?.location).toBe("candidate.weight");
  });
});

describe("lists", () => {
  test("give every item once, page by page: documents by id, deployments newest first", async () => {
    const { path } = await createWebsite();
    const ids = ["e", "b", "d", "a", "c"];
    for (const id of ids) {
      await deploy(path, { changeId: await changeTo(path, { documents: { put: [documentOf(id, id)] } }), message: id });
    }
    const documents = await everyItem<{ documentId: string }>(`${path}/released/documents`);
    expect(documents.map(({ documentId }) => documentId)).toEqual(ids.toSorted());
    const deployments = await everyItem<Deployment>(`${path}/deployments`);
    expect(deployments.slice(0, -1).map(({ message }) => message)).toEqual(ids.toReversed());
  });
});

async function everyItem<Item>(path: string): Promise<Item[]> {
  const items: Item[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const query: string = cursor === "" ? "limit=2" : `limit=2&cursor=${encodeURIComponent(cursor)}`;
    const page = (await (await callApi("GET", `${path}?${query}`)).json()) as { items: Item[]; cursor: string | null };
    expect(page.items.length).toBeLessThanOrEqual(2);
    items.push(...page.items);
    cursor = page.cursor;
  }
  return items;
}

test("a website cannot have the API's own name, at which nobody would reach it", async () => {
  const own = { name: "X", hostnames: [hostname(), "api.localhost"], theme };
  const taken = { status: 409, facts: { hostname: "api.localhost" } };
  expect(await problemIn(await callApi("POST", "/websites", { body: own }))).toMatchObject(taken);
  const created = await callApi("POST", "/websites", { body: { ...own, hostnames: [hostname()] } });
  const path = `${created.headers.get("Location")?.slice("/api/v1".length)}/hostnames`;
  expect(await problemIn(await callApi("PUT", path, { body: { hostnames: own.hostnames } }))).toMatchObject(taken);
});
