import { beforeAll, describe, expect, test } from "vitest";
import { activeState } from "#test/support/tenant-states.ts";
import { admitTenant, problemIn, uploadTheme } from "./call-api.ts";
import { newTenant, platformToken, signAssertion, startEdge, type Edge } from "./callers.ts";

let edge: Edge;
let theme: string;
let one: Awaited<ReturnType<typeof newTenant>>;
let two: Awaited<ReturnType<typeof newTenant>>;
beforeAll(async () => {
  theme = await uploadTheme();
  edge = await startEdge();
  [one, two] = [await newTenant(edge), await newTenant(edge)];
});

const digest = "0".repeat(64);
const refusal = async (response: Response) => {
  const { status, type } = await problemIn(response);
  return [status, type.slice("urn:hotswap:problem:".length)];
};
const member = (tenantId: string) => edge.sign({ tid: tenantId, role: "owner" });

describe("the tenant of a call", () => {
  test("is the token's, and another in X-Tenant-ID is refused", async () => {
    const token = await member(one.tenantId);
    const find = (tenantId?: string) => edge.call("GET", `/blobs/${digest}`, { token, ...(tenantId && { tenantId }) });
    expect(await refusal(await find())).toEqual([404, "blob-not-found"]);
    expect(await refusal(await find(one.tenantId.toUpperCase()))).toEqual([404, "blob-not-found"]);
    expect(await refusal(await find(two.tenantId))).toEqual([400, "tenant-mismatch"]);
    expect(await refusal(await find("nobody"))).toEqual([400, "invalid-request"]);
  });

  test("is needed: a token of none is not enough, whatever the header says", async () => {
    const token = await edge.sign({ platformRole: "administrator" });
    expect(await refusal(await edge.call("GET", `/blobs/${digest}`, { token }))).toEqual([400, "tenant-required"]);
    const named = await edge.call("GET", `/blobs/${digest}`, { token, tenantId: one.tenantId });
    expect(await refusal(named)).toEqual([400, "tenant-mismatch"]);
  });

  test("has to be told by the platform's token, but for websites, which have one", async () => {
    const call = (path: string, tenantId?: string) =>
      edge.call("GET", path, { token: platformToken, ...(tenantId && { tenantId }) });
    expect(await refusal(await call(`/blobs/${digest}`))).toEqual([400, "tenant-required"]);
    expect(await refusal(await call(`/blobs/${digest}`, one.tenantId))).toEqual([404, "blob-not-found"]);
    expect((await call(`/websites/${one.websiteId}`)).status).toBe(200);
    expect((await call(`/websites/${one.websiteId}`, one.tenantId)).status).toBe(200);
    expect(await refusal(await call(`/websites/${one.websiteId}`, two.tenantId))).toEqual([400, "tenant-mismatch"]);
  });

  test("that nobody has told of is not found", async () => {
    const tenantId = crypto.randomUUID();
    const call = edge.call("GET", `/blobs/${digest}`, { token: platformToken, tenantId });
    expect(await refusal(await call)).toEqual([404, "tenant-not-found"]);
    const token = await member(tenantId);
    expect(await refusal(await edge.call("GET", `/blobs/${digest}`, { token }))).toEqual([404, "tenant-not-found"]);
  });
});

describe("another tenant's website", () => {
  test("does not exist, by no road", async () => {
    const token = await member(one.tenantId);
    for (const [method, rest] of [
      ["GET", ""],
      ["DELETE", ""],
      ["GET", "/documents"],
      ["POST", "/changes"],
      ["PUT", "/status"],
      ["GET", "/imports"],
    ] as const) {
      const call = edge.call(method, `/websites/${two.websiteId}${rest}`, { token });
      expect(await refusal(await call)).toEqual([404, "website-not-found"]);
    }
  });

  test("cannot be created over, nor one in another tenant", async () => {
    const token = await member(one.tenantId);
    const body = { name: "X", hostnames: [`${crypto.randomUUID()}.example`], theme };
    const over = await edge.call("POST", "/websites", { token, body: { ...body, websiteId: two.websiteId } });
    expect(await refusal(over)).toEqual([404, "website-not-found"]);
    const into = await edge.call("POST", "/websites", { token, body: { ...body, tenantId: two.tenantId } });
    expect(await refusal(into)).toEqual([400, "tenant-mismatch"]);
  });

  test("is none of the control plane's business that is at work on this one", async () => {
    const token = await signAssertion({ kind: "control-plane", websiteId: one.websiteId, tenantId: one.tenantId });
    expect((await edge.call("GET", `/websites/${one.websiteId}`, { token })).status).toBe(200);
    expect(await refusal(await edge.call("GET", `/websites/${two.websiteId}`, { token }))).toEqual([
      404,
      "website-not-found",
    ]);
    const lying = await signAssertion({ kind: "control-plane", websiteId: two.websiteId, tenantId: one.tenantId });
    expect((await edge.call("GET", `/websites/${two.websiteId}`, { token: lying })).status).toBe(404);
    expect((await edge.call("POST", "/themes", { token, body: {} })).status).toBe(403);
  });
});

describe("an inactive tenant", () => {
  test.each(["suspended", "deprovisioning", "provisioning", "deleted"] as const)(
    "that is %s is refused with 403 to its owner and to the platform's token",
    async (status) => {
      const { tenantId, websiteId } = await newTenant(edge);
      await admitTenant(activeState(tenantId, { status, version: 2 }));
      const fresh = await startEdge(edge.keys[0]!);
      const token = await fresh.sign({ tid: tenantId, role: "owner" });
      for (const credential of [token, platformToken]) {
        const read = await fresh.call("GET", `/websites/${websiteId}`, { token: credential });
        expect(await refusal(read)).toEqual([403, "tenant-inactive"]);
        const created = await fresh.call("POST", "/websites", { token: credential, tenantId, body: {} });
        expect(await refusal(created)).toEqual([403, "tenant-inactive"]);
      }
    },
  );
});

describe("a tenant's state", () => {
  const put = (tenantId: string, token: string, body: unknown) =>
    edge.call("PUT", `/_hotswap/tenants/${tenantId}/state`, { token, body });

  test("is told by the control plane alone, each by its own assertion", async () => {
    const tenantId = crypto.randomUUID();
    const state = activeState(tenantId);
    const others = [
      platformToken,
      await edge.sign({ tid: tenantId, role: "owner" }),
      await signAssertion({ kind: "tenant-state", tenantId: one.tenantId }),
      await signAssertion({ kind: "control-plane", tenantId, websiteId: one.websiteId }),
    ];
    for (const token of others) expect((await put(tenantId, token, state)).status).toBe(403);
    const byAnother = await signAssertion({ kind: "tenant-state", tenantId }, { secret: "x".repeat(32) });
    expect((await put(tenantId, byAnother, state)).status).toBe(401);
    const token = await signAssertion({ kind: "tenant-state", tenantId });
    expect((await put(tenantId, token, { ...state, tenantId: one.tenantId })).status).toBe(400);
    expect((await put(tenantId, token, { ...state, status: "odd" })).status).toBe(400);
    expect(await (await put(tenantId, token, state)).json()).toEqual({ version: 1 });
    expect(await (await put(tenantId, token, { ...state, version: 7 })).json()).toEqual({ version: 7 });
    expect(await (await put(tenantId, token, state)).json()).toEqual({ version: 7 });
  });

  test("is good for no route of the API", async () => {
    const token = await signAssertion({ kind: "tenant-state", tenantId: one.tenantId });
    expect((await edge.call("GET", `/websites/${one.websiteId}`, { token })).status).toBe(403);
  });
});

test("variables come by no branch of somebody who may not set them", async () => {
  const path = `/websites/${one.websiteId}/branches`;
  const configuration = { title: "Bakery", environment: { KEY: { value: "1" } } };
  const closeAs = async (role: "editor" | "administrator", leaves: object) => {
    const token = await edge.sign({ tid: one.tenantId, role });
    const branchId = crypto.randomUUID();
    expect((await edge.call("POST", path, { token, body: { branchId } })).status).toBe(201);
    return edge.call("POST", `${path}/${branchId}/changes`, { token, body: { leaves } });
  };
  expect(await refusal(await closeAs("editor", { configuration }))).toEqual([403, "forbidden"]);
  expect((await closeAs("editor", { themeSettings: { accent: "#000" } })).status).toBe(201);
  expect((await closeAs("administrator", { configuration })).status).toBe(201);
});
