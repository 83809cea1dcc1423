import { describe, expect, test } from "vitest";
import { activeState } from "#test/support/tenant-states.ts";
import { admitTenant, uploadTheme } from "./call-api.ts";
import { newTenant, platformToken, signAssertion, startEdge } from "./callers.ts";

/** What is answered to another tenant that asks for a website at the hostname. */
async function askFor(hostname: string): Promise<number> {
  const edge = await startEdge();
  const { tenantId } = await newTenant(edge);
  const theme = await uploadTheme(tenantId);
  const body = { name: "Other", hostnames: [hostname], theme };
  return (await edge.call("POST", "/websites", { token: platformToken, tenantId, body })).status;
}

interface Ref {
  readonly websiteId: string;
  readonly tenantId: string;
}

/** As the control plane asks for it. */
async function takeAway({ websiteId, tenantId }: Ref): Promise<number> {
  const token = await signAssertion({ kind: "control-plane", websiteId, tenantId });
  return (await (await startEdge()).call("DELETE", pathOf({ websiteId, tenantId }), { token })).status;
}
const pathOf = ({ websiteId, tenantId }: Ref) => `/_hotswap/tenants/${tenantId}/websites/${websiteId}`;

async function listed(tenantId: string): Promise<unknown> {
  const token = await signAssertion({ kind: "tenant-state", tenantId });
  return (await (await startEdge()).call("GET", `/_hotswap/tenants/${tenantId}/websites`, { token })).json();
}

test("a website that is taken away with its tenant leaves its hostnames to whoever comes next", async () => {
  const { tenantId, websiteId, hostname } = await newTenant(await startEdge());
  await admitTenant(activeState(tenantId, { status: "deprovisioning", version: 2 }));
  expect(await askFor(hostname)).toBe(409);
  expect(await listed(tenantId)).toEqual({ items: [websiteId], cursor: null });
  expect(await takeAway({ websiteId, tenantId })).toBe(204);
  expect(await listed(tenantId)).toEqual({ items: [], cursor: null });
  expect(await askFor(hostname)).toBe(201);
  expect(await takeAway({ websiteId, tenantId })).toBe(204);
});

test("one that was deleted before does so too, when its tenant is taken away", async () => {
  const edge = await startEdge();
  const { tenantId, websiteId, hostname } = await newTenant(edge);
  const token = await edge.sign({ tid: tenantId, role: "owner" });
  expect((await edge.call("DELETE", `/websites/${websiteId}`, { token })).status).toBe(200);
  expect(await askFor(hostname)).toBe(409);
  expect(await takeAway({ websiteId, tenantId })).toBe(204);
  expect(await askFor(hostname)).toBe(201);
});

describe("a website that is taken away before it was made", () => {
  test("is not made by a call that arrives afterwards, nor counted", async () => {
    const edge = await startEdge();
    const { tenantId, websiteId: other } = await newTenant(edge);
    const websiteId = crypto.randomUUID();
    expect(await takeAway({ websiteId, tenantId })).toBe(204);
    expect(await takeAway({ websiteId, tenantId })).toBe(204);
    const theme = await uploadTheme(tenantId);
    const body = { websiteId, name: "Late", hostnames: [`${websiteId}.example.com`], theme };
    const late = await edge.call("POST", "/websites", { token: platformToken, tenantId, body });
    expect([late.status, ((await late.json()) as { type: string }).type]).toEqual([
      410,
      "urn:hotswap:problem:website-deleted",
    ]);
    const clone = { websiteId, name: "Late", hostnames: [`${websiteId}.example.com`] };
    const cloned = await edge.call("POST", `/websites/${other}/clone`, { token: platformToken, tenantId, body: clone });
    expect(cloned.status).toBe(410);
    expect((await edge.call("GET", `/websites/${websiteId}`, { token: platformToken, tenantId })).status).toBe(404);
    expect(await listed(tenantId)).toEqual({ items: [other], cursor: null });
  });

  test("is nobody's to take away but the control plane's, for its own tenant", async () => {
    const edge = await startEdge();
    const { tenantId, websiteId } = await newTenant(edge);
    const foreign = await newTenant(edge);
    const theirs = await signAssertion({ kind: "control-plane", websiteId, tenantId: foreign.tenantId });
    for (const token of [await edge.sign({ tid: tenantId, role: "owner" }), platformToken, theirs]) {
      expect((await edge.call("DELETE", pathOf({ websiteId, tenantId }), { token })).status).toBe(403);
    }
    expect(await takeAway({ websiteId, tenantId: foreign.tenantId })).toBe(404);
    expect((await edge.call("GET", `/websites/${websiteId}`, { token: platformToken, tenantId })).status).toBe(200);
  });
});
