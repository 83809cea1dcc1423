/**
 * What it costs an edge to find out who asks, for which tenant, and whether they may: `node test/load/measure-access.ts`, with Node 24.
 * `warm` is what every further call of a token pays: its claims, both leases and the website's owner are in memory.
 * `first` has the signature verified beside it, which an isolate does once for a token.
 */
import { generateKeyPairSync } from "node:crypto";
import { SignJWT, type JWK } from "jose";
import { accessTokenAudience, accessTokenIssuer } from "#domain/access/index.ts";
import { activeState } from "#test/support/tenant-states.ts";
import { newAccessMemory, type AccessMemory } from "#workers/api/access/access-memory.ts";
import { callOrigin } from "#workers/api/access/call-origin.ts";
import { establishContext } from "#workers/api/access/establish-context.ts";
import { findOwner } from "#workers/api/access/find-owner.ts";

const calls = 20_000;
const firstCalls = 2_000;
const [tenantId, websiteId] = [crypto.randomUUID(), crypto.randomUUID()];
const { publicKey, privateKey } = generateKeyPairSync("ed25519");
const jwk: JWK = { ...(publicKey.export({ format: "jwk" }) as JWK), kid: "measured" };
const clock = { now: () => Date.now(), wait: (ms: number) => new Promise((resolve) => setTimeout(resolve, ms)) };
const headers = new Headers({ "User-Agent": "measure", "CF-Connecting-IP": "192.0.2.1" });

function newToken(): Promise<string> {
  const [sub, sid] = [crypto.randomUUID(), crypto.randomUUID()];
  const claims = { sub, sid, tid: tenantId, role: "editor", platformRole: null, epoch: 0, platformEpoch: 0, imp: null };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: "EdDSA", kid: "measured" })
    .setIssuer(accessTokenIssuer)
    .setAudience(accessTokenAudience)
    .setIssuedAt()
    .setExpirationTime("300s")
    .sign(privateKey);
}

async function check({ tokens, tenants, owners }: AccessMemory, token: string): Promise<void> {
  const claims = await tokens.verify(token, { ...clock, fetchKeys: async () => [jwk] });
  if (claims === null) throw new Error("the token was refused");
  const call = async (id: string) => ({ state: activeState(id), durationMs: 1_000 });
  const describe = async () => ({ ok: true, value: { tenantId, status: "active" } }) as const;
  const established = await establishContext(
    {
      access: { kind: "website", permission: "content:write" },
      credential: { kind: "access-token", claims },
      origin: callOrigin(headers, "measured", "CF-Connecting-IP"),
      tenantHeader: tenantId,
      websiteId,
    },
    {
      tenantState: (id) => tenants.stateOf(id, { ...clock, call }),
      ownerOf: (id) => findOwner(owners, id, describe),
      reportRefusal: () => undefined,
    },
  );
  if (!established.ok) throw new Error(established.failure.detail);
}

/** @param next the token of each call */
async function measure(name: string, count: number, next: (index: number) => string): Promise<void> {
  const memory = newAccessMemory();
  await check(memory, next(0));
  const times: number[] = [];
  for (let index = 0; index < count; index++) {
    const startedAt = performance.now();
    await check(memory, next(index));
    times.push(performance.now() - startedAt);
  }
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => `${sorted[Math.floor(share * (count - 1))]!.toFixed(4)} ms`;
  console.log(`${name}: p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)} (${count} calls)`);
}

const token = await newToken();
await measure("warm", calls, () => token);
const fresh = await Promise.all(Array.from({ length: firstCalls }, newToken));
await measure("first", firstCalls, (index) => fresh[index]!);
