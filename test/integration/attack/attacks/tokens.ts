import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { decodeJwt } from "jose";
import { accessTokenAudience as audience, accessTokenIssuer as issuer } from "#domain/access/index.ts";
import { Breaches, forEach, type Attack } from "../breaches.ts";
import { forge, sharedSecretOf, signingKeyOf } from "../signing.ts";

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Tokens that are forged, old, of tomorrow, for somebody else or of another kind are nobody's. */
export const tokens: Attack = async (world) => {
  const { call, anna, berta } = world;
  const breaches = new Breaches();
  const good = await anna.people.owner.tokenFor(anna.tenantId);
  const { kid, privateKey } = await signingKeyOf(world);
  const secret = new TextEncoder().encode(sharedSecretOf(world));
  const publicKey = createPublicKey(privateKey);
  const foreign = generateKeyPairSync("ed25519").privateKey;
  const { iat: _, exp: __, aud: ___, iss: ____, ...claims } = decodeJwt(good);
  const other = { ...claims, tid: berta.tenantId };
  const [head, payload, signature] = good.split(".") as [string, string, string];
  const right = { claims, header: { kid }, audience, issuer };
  const symmetric = { claims: other, header: { alg: "HS256", kid }, audience, issuer };
  const raw = new TextEncoder().encode(publicKey.export({ format: "jwk" }).x);
  const pem = new TextEncoder().encode(publicKey.export({ format: "pem", type: "spki" }).toString());

  const forged: Record<string, string> = {
    "claims that were changed": `${head}.${base64url({ ...decodeJwt(good), tid: berta.tenantId })}.${signature}`,
    "a header that was changed": `${base64url({ alg: "EdDSA", kid, typ: "JWT" })}.${payload}.${signature}`,
    "alg none": `${base64url({ alg: "none", kid })}.${base64url(decodeJwt(good))}.`,
    "alg none with a signature": `${base64url({ alg: "none", kid })}.${payload}.${signature}`,
    "no signature": `${head}.${payload}.`,
    "another key under the right kid": await forge(foreign, { ...right, claims: other }),
    "another key under a kid of its own": await forge(foreign, { ...right, header: { kid: "mine" } }),
    "HS256 with the public key": await forge(raw, symmetric),
    "HS256 with the public key's PEM": await forge(pem, symmetric),
    "HS256 with the shared secret": await forge(secret, symmetric),
    "a kid that is a path": await forge(foreign, { ...right, header: { kid: "../../../dev/null" } }),
    "a kid of SQL": await forge(foreign, { ...right, header: { kid: "' or 1=1 --" } }),
    "a kid that objects have": await forge(foreign, { ...right, header: { kid: "__proto__" } }),
    "a key in the header": await forge(foreign, {
      ...right,
      header: { kid, jwk: createPublicKey(foreign).export({ format: "jwk" }) },
    }),
    "no kid": await forge(privateKey, { ...right, header: {} }),
    "another audience": await forge(privateKey, { ...right, audience: "control-plane" }),
    "no audience": await forge(privateKey, { claims, header: { kid }, issuer }),
    "another issuer": await forge(privateKey, { ...right, issuer: "somebody" }),
    "a time that has run out": await forge(privateKey, { ...right, issuedIn: -400, expiresIn: -100 }),
    "a time that has not come": await forge(privateKey, { ...right, issuedIn: 120, expiresIn: 240 }),
    "an issue long ago": await forge(privateKey, { ...right, issuedIn: -4_000, expiresIn: 4_000 }),
    "a role that there is not": await forge(privateKey, { ...right, claims: { ...claims, role: "root" } }),
    "a role in no tenant": await forge(privateKey, { ...right, claims: { ...claims, tid: null } }),
    "an epoch before the last": await forge(privateKey, { ...right, claims: { ...claims, epoch: -1 } }),
    "a role at the platform of another epoch": await forge(privateKey, {
      ...right,
      claims: { ...claims, platformRole: "administrator", platformEpoch: -1 },
    }),
    "what the control plane is told": await forge(secret, {
      claims: { kind: "platform" },
      header: { alg: "HS256" },
      audience: "control-plane",
    }),
    "an old word of the control plane": await forge(secret, {
      claims: { kind: "tenant-state", tenantId: anna.tenantId },
      header: { alg: "HS256" },
      audience: "edge-api",
      issuedIn: -300,
      expiresIn: -200,
    }),
    "another's word": await forge(new TextEncoder().encode("secret"), {
      claims: { kind: "control-plane", tenantId: anna.tenantId, websiteId: anna.ids["websiteId"] },
      header: { alg: "HS256" },
      audience: "edge-api",
    }),
    "a session's cookie": anna.people.owner.cookie.replace(/^[^=]*=/, ""),
    "a good token and more": `${good}.x`,
    "part of a good one": good.slice(0, -1),
  };
  const control = await call("GET", "/tenant/profile", { token: await forge(privateKey, right) });
  breaches.unless(control.status === 200, `a right token is refused, so that nothing is shown: ${control.text}`);
  await forEach(Object.entries(forged), async ([what, token]) => {
    const { status, text } = await call("GET", "/tenant/profile", { token });
    breaches.unless(status === 401, `a token with ${what}: ${status} ${text.slice(0, 200)}`);
  });
  return breaches.found;
};
