import { expect, test } from "vitest";
import { verifyAssertion } from "#control-plane/api/verify-assertion.ts";
import { signEdgeAssertion } from "#control-plane/drivers/edge/sign-edge-assertion.ts";
import { signAssertion } from "#durable-objects/support/control-plane-client.ts";
import { verifyEdgeAssertion } from "#workers/api/verify-assertion.ts";

const secret = "a secret of at least 32 characters, for tests";
const website = {
  websiteId: "00000000-0000-7000-8000-000000000101",
  tenantId: "00000000-0000-7000-8000-000000000001",
};
const now = Date.UTC(2026, 10, 25);

test("the edge hears what the control plane asks for a website", async () => {
  const token = await signEdgeAssertion({ kind: "control-plane", ...website }, secret, now);
  expect(await verifyEdgeAssertion(token, secret, now)).toEqual({ kind: "control-plane", ...website });
});

test("neither direction's assertion is heard in the other", async () => {
  const toEdge = await signEdgeAssertion({ kind: "control-plane", ...website }, secret, now);
  const toControlPlane = await signAssertion({ kind: "platform" }, secret, now);
  expect(await verifyAssertion(`Bearer ${toEdge}`, secret, now)).toBeNull();
  expect(await verifyEdgeAssertion(toControlPlane, secret, now)).toBeNull();
});

test("an old, early or forged one is not heard", async () => {
  const token = await signEdgeAssertion({ kind: "control-plane", ...website }, secret, now);
  expect(await verifyEdgeAssertion(token, secret, now + 120_000)).toBeNull();
  expect(await verifyEdgeAssertion(token, secret, now - 120_000)).toBeNull();
  expect(await verifyEdgeAssertion(token, `${secret}!`, now)).toBeNull();
});
