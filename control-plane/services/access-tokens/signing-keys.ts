import { createPrivateKey, generateKeyPairSync, randomUUID, type KeyObject } from "node:crypto";
import { asc, eq, gt, isNull, lte, or, sql } from "drizzle-orm";
import { signingKeys } from "#migrations/schema/index.ts";
import { withTransaction, type Transaction } from "../../database/index.ts";
import type { IdentityServices } from "../../identity/index.ts";

/** A key is signed with for so long. */
const rotationMs = 30 * 86_400_000;
/** A key that was replaced is told of for so long: more than any token lives, and any process keeps signing with it. */
const keptMs = 3_600_000;
/**
 * A new key is told of for so long before it is signed with, unless it is the first: edges ask for keys that they do not know every
 * five seconds at most, and strangers who make up ids of keys may have made them ask just before.
 */
const toldMs = 15_000;
/** A process looks for a newer key so often. */
const cacheMs = 60_000;

export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
}
type KeyServices = Pick<IdentityServices, "database" | "keys" | "now">;

const cached = new WeakMap<object, { readonly key: SigningKey; readonly untilMs: number }>();

/** The key that tokens are signed with now: made when there is none, and anew once it is old. */
export async function currentSigningKey(services: KeyServices): Promise<SigningKey> {
  const known = cached.get(services.database);
  if (known !== undefined && services.now() < known.untilMs) return known.key;
  const row = await readTold(services);
  const { open } = await services.keys();
  const pem = open(row.privateKey, `signing key ${row.kid}`);
  const key = { kid: row.kid, privateKey: createPrivateKey(pem) };
  cached.set(services.database, { key, untilMs: services.now() + cacheMs });
  return key;
}

/** The newest key, or the one before for as long as that was not told of to all. */
async function readTold(services: KeyServices) {
  const { database, now } = services;
  const newest = (await readCurrent(services)) ?? (await withTransaction(database, (tx) => rotate(services, tx)));
  if (now() - newest.createdAt.getTime() >= toldMs) return newest;
  const [before] = await database.select().from(signingKeys).where(eq(signingKeys.replacedAt, newest.createdAt));
  return before ?? newest;
}

/** Unless it is too old. */
async function readCurrent({ database, now }: KeyServices) {
  const [row] = await database.select().from(signingKeys).where(isNull(signingKeys.replacedAt));
  return row !== undefined && now() - row.createdAt.getTime() < rotationMs ? row : null;
}

/** Replaces the current key, unless another process just did. */
async function rotate({ keys, now }: KeyServices, transaction: Transaction) {
  const { seal } = await keys();
  await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended('signing keys', 0))`);
  const [current] = await transaction.select().from(signingKeys).where(isNull(signingKeys.replacedAt));
  if (current !== undefined && now() - current.createdAt.getTime() < rotationMs) return current;
  const at = new Date(now());
  await transaction.update(signingKeys).set({ replacedAt: at }).where(isNull(signingKeys.replacedAt));
  await transaction.delete(signingKeys).where(lte(signingKeys.replacedAt, new Date(now() - keptMs)));
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const kid = randomUUID();
  const { x = "" } = publicKey.export({ format: "jwk" });
  const pem = privateKey.export({ format: "pem", type: "pkcs8" }).toString();
  const [row] = await transaction
    .insert(signingKeys)
    .values({
      kid,
      publicJwk: { kty: "OKP", crv: "Ed25519", x },
      privateKey: seal(pem, `signing key ${kid}`),
      createdAt: at,
    })
    .returning();
  return row!;
}

/** All keys that a living token may be signed with, as edges read them (RFC 7517). */
export async function readKeySet(services: KeyServices) {
  await currentSigningKey(services);
  const rows = await services.database
    .select()
    .from(signingKeys)
    .where(or(isNull(signingKeys.replacedAt), gt(signingKeys.replacedAt, new Date(services.now() - keptMs))))
    .orderBy(asc(signingKeys.createdAt));
  return { keys: rows.map(({ kid, publicJwk }) => ({ ...publicJwk, kid, alg: "EdDSA", use: "sig" })) };
}
