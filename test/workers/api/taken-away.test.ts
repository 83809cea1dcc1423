import { expect, test } from "vitest";
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

test("a website that is taken away with its tenant leaves its hostnames to whoever comes next", async () => {
  const { tenantId, websiteId, hostname } = await newTenant(await startEdge());
  await admitTenant(activeState(tenantId, { status: "deprovisioning", version: 2 }));
  expect(await askFor(hostname)).toBe(409);
  const token = await signAssertion({ kind: "control-plane", websiteId, tenantId });
  expect((await (await startEdge()).call("DELETE", `/websites/${websiteId}`, { token })).status).toBe(200);
  expect(await askFor(hostname)).toBe(201);
});

test("one that was deleted before does so too, when its tenant is taken away", async () => {
  const edge = await startEdge();
  const { tenantId, websiteId, hostname } = await newTenant(edge);
  const call = (token: string) => edge.call("DELETE", `/websites/${websiteId}`, { token });
  expect((await call(await edge.sign({ tid: tenantId, role: "owner" }))).status).toBe(200);
  expect(await askFor(hostname)).toBe(409);
  expect((await call(await signAssertion({ kind: "control-plane", websiteId, tenantId }))).status).toBe(410);
  expect(await askFor(hostname)).toBe(201);
});
