import { beforeAll, describe, expect, test } from "vitest";
import { SignJWT, UnsecuredJWT } from "jose";
import { accessTokenAudience, accessTokenIssuer, platformTenantId } from "#domain/access/index.ts";
import { activeState } from "#test/support/tenant-states.ts";
import { admitTenant, problemIn } from "./call-api.ts";
import { claimsOf, newKey, newTenant, signAssertion, signToken, startEdge, type Edge } from "./callers.ts";

let edge: Edge;
let tenant: Awaited<ReturnType<typeof newTenant>>;
beforeAll(async () => {
  edge = await startEdge();
  tenant = await newTenant(edge);
});

const owner = () => ({ tid: tenant.tenantId, role: "owner" as const });
const path = () => `/websites/${tenant.websiteId}`;

async function expectUnauthorized(response: Response): Promise<void> {
  expect(response.headers.get("WWW-Authenticate")).toBe('Bearer realm="hotswap", error="invalid_token"');
  expect(await problemIn(response)).toMatchObject({ status: 401, type: "urn:hotswap:problem:unauthorized" });
}

test("a token of the control plane is taken, without a call for each", async () => {
  const token = await edge.sign(owner());
  for (let calls = 0; calls < 5; calls++) expect((await edge.call("GET", path(), { token })).status).toBe(200);
  expect(edge.asked.filter((asked) => asked === "/internal/jwks")).toHaveLength(1);
});

describe("a token is refused", () => {
  const now = () => Math.floor(Date.now() / 1_000);
  const forged: Readonly<Record<string, () => Promise<string>>> = {
    "that has run out": () => edge.sign({ ...owner(), iat: now() - 300, exp: now() - 6 }),
    "that is to live longer than tokens do": () => edge.sign({ ...owner(), iat: now() - 400, exp: now() + 3_600 }),
    "of the future": () => edge.sign({ ...owner(), iat: now() + 60, exp: now() + 120 }),
    "that another key signed under the same id": async () =>
      signToken(await newKey(edge.keys[0]!.kid), claimsOf(owner())),
    "for another audience": () => edge.sign(owner(), { audience: "control-plane" }),
    "of another issuer": () => edge.sign(owner(), { issuer: "somebody" }),
    "without a signature": async () =>
      new UnsecuredJWT({ ...claimsOf(owner()) }).setIssuer(accessTokenIssuer).setAudience(accessTokenAudience).encode(),
    "without a key's id": () => edge.sign(owner(), { header: { kid: undefined as never } }),
    "signed with the public key as if it were a secret": () =>
      new SignJWT({ ...claimsOf(owner()) })
        .setProtectedHeader({ alg: "HS256", kid: edge.keys[0]!.kid })
        .setIssuer(accessTokenIssuer)
        .setAudience(accessTokenAudience)
        .sign(new TextEncoder().encode(edge.keys[0]!.jwk.x)),
    "signed with the secret that edge and control plane share": () =>
      signAssertion(claimsOf(owner()), { audience: accessTokenAudience }),
    "with a role that there is none of": () => edge.sign({ ...owner(), role: "emperor" as never }),
    "with a role in no tenant": () => edge.sign({ tid: null, role: "owner" }),
    "whose claims were changed": async () => {
      const [header, , signature] = (await edge.sign({ ...owner(), role: "viewer" })).split(".");
      const claims = { ...claimsOf(owner()), iss: accessTokenIssuer, aud: accessTokenAudience };
      return [header, btoa(JSON.stringify(claims)).replaceAll("=", ""), signature].join(".");
    },
  };
  test.each(Object.keys(forged))("%s", async (name) => {
    await expectUnauthorized(await edge.call("GET", path(), { token: await forged[name]!() }));
  });

  test("once its key is no key any more, though it was taken before", async () => {
    const own = await startEdge();
    const { websiteId, tenantId } = await newTenant(own);
    const token = await own.sign({ tid: tenantId, role: "owner" });
    expect((await own.call("GET", `/websites/${websiteId}`, { token })).status).toBe(200);
    own.keys[0] = await newKey();
    // Five seconds have to pass between two questions: the clock of this edge is not turned, so only another edge knows.
    const other = await startEdge(own.keys[0]);
    await expectUnauthorized(await other.call("GET", `/websites/${websiteId}`, { token }));
  });
});

test("while the control plane is away known keys are good; whether others are cannot be told", async () => {
  const known = await edge.sign(owner());
  edge.setAway(true);
  expect((await edge.call("GET", path(), { token: known })).status).toBe(200);
  edge.setAway(false);
  const own = await startEdge(edge.keys[0]!);
  own.setAway(true);
  const early = await own.call("GET", path(), { token: known });
  expect(await problemIn(early)).toMatchObject({ status: 503, type: "urn:hotswap:problem:control-plane-unavailable" });
  expect(early.headers.get("Retry-After")).toBe("2");
});

describe("revoked tokens", () => {
  const revoke = (tenantId: string, revocationEpoch: number, version: number) =>
    admitTenant(activeState(tenantId, { revocationEpoch, version }));

  test("of a tenant are refused, newer ones are not", async () => {
    const own = await startEdge();
    const { websiteId, tenantId } = await newTenant(own);
    await revoke(tenantId, 4, 2);
    // Another edge, which has no lease of before.
    const fresh = await startEdge(own.keys[0]!);
    const call = async (epoch: number) =>
      fresh.call("GET", `/websites/${websiteId}`, { token: await fresh.sign({ tid: tenantId, role: "owner", epoch }) });
    await expectUnauthorized(await call(3));
    expect((await call(4)).status).toBe(200);
  });

  test("of people of the platform are held against the platform's epoch too, in a tenant and outside", async () => {
    await revoke(platformTenantId, 2, 2);
    const own = await startEdge();
    const { websiteId, tenantId } = await newTenant(own);
    const at = `/websites/${websiteId}`;
    const inside = (platformEpoch: number) => own.sign({ tid: tenantId, platformRole: "administrator", platformEpoch });
    await expectUnauthorized(await own.call("GET", at, { token: await inside(1) }));
    expect((await own.call("GET", at, { token: await inside(2) })).status).toBe(200);
    await expectUnauthorized(await own.call("GET", at, { token: await own.sign({ epoch: 1 }) }));
    expect((await own.call("GET", at, { token: await own.sign({ epoch: 2 }) })).status).toBe(400);
  });
});
