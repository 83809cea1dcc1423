import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import type { BlobBucket, BlobClaim, Page, SignedRequest } from "#control-plane/drivers/blobs/index.ts";
import type { TenantProvider, TenantResources } from "#control-plane/drivers/provider/index.ts";
import { makeTenant } from "./tenants.ts";

/** For signing what is used at once. */
export const soon = { expiresInS: 600 };

export interface BlobsUnderTest {
  readonly tenant: TenantResources;
  readonly bucket: BlobBucket;
  /** Another tenant's. */
  readonly other: BlobBucket;
}

export function claimOf(bytes: Uint8Array): BlobClaim {
  return { bytes: bytes.byteLength, sha256: createHash("sha256").update(bytes).digest("hex") };
}

export function bytesOf(text: string): Uint8Array {
  return Buffer.from(text);
}

/** Bytes that are no others': the same for the same seed. */
export function noise(length: number, seed: number): Uint8Array {
  const block = createHash("sha512").update(String(seed)).digest();
  return Buffer.alloc(length, block);
}

export async function* inChunks(bytes: Uint8Array, size = 1_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += size) yield bytes.subarray(at, at + size);
}

export async function collect(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The value of what went well; fails the test otherwise. */
export function valueOf<Value>(result: { ok: true; value: Value } | { ok: false; failure: unknown }): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

export function codeOf(result: { ok: boolean; failure?: { code: string } }): string {
  return result.ok ? "ok" : result.failure!.code;
}

export function put(bucket: BlobBucket, key: string, text: string) {
  return bucket.put(key, bytesOf(text), claimOf(bytesOf(text)));
}

/** The whole text under a key; null when there is none. */
export async function read(bucket: BlobBucket, key: string): Promise<string | null> {
  const got = await bucket.get(key);
  return got.ok ? (await collect(got.value.body)).toString() : null;
}

/** Sends a signed request, changed as is asked. */
export async function send(
  signed: SignedRequest,
  body?: Uint8Array,
  changes: { readonly method?: string; readonly url?: string; readonly headers?: Record<string, string> } = {},
): Promise<{ readonly status: number; readonly headers: Headers; readonly bytes: Buffer }> {
  const response = await fetch(changes.url ?? signed.url, {
    method: changes.method ?? signed.method,
    headers: { ...signed.headers, ...changes.headers },
    ...(body === undefined ? {} : { body: Buffer.from(body) }),
  });
  return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
}

export async function listAll(bucket: BlobBucket, prefix = "", limit = 1_000): Promise<string[]> {
  const keys: string[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const page: Page<{ readonly key: string }> = valueOf(await bucket.list(prefix, { cursor, limit }));
    keys.push(...page.items.map(({ key }) => key));
    cursor = page.cursor;
  }
  return keys;
}

/** A tenant that has what it ought to have. */
export async function ensured(provider: TenantProvider): Promise<TenantResources> {
  const tenant = makeTenant();
  await provider.ensure(tenant, new AbortController().signal);
  return tenant;
}

/** Sweeps between uploads of two tenants that were begun before and after a time. Services tell times in whole seconds. */
export async function expectSwept(provider: TenantProvider, mine: BlobBucket, theirs: BlobBucket): Promise<void> {
  for (const bucket of [mine, theirs]) valueOf(await bucket.createUpload("old"));
  await sleep(1_100);
  const beforeMs = Date.now();
  await sleep(1_100);
  valueOf(await mine.createUpload("new"));
  valueOf(await put(mine, "kept", "x"));
  expect(await provider.sweep!(beforeMs, new AbortController().signal)).toBeGreaterThanOrEqual(2);
  expect(valueOf(await mine.listUploads()).items.map(({ key }) => key)).toEqual(["new"]);
  expect(valueOf(await theirs.listUploads()).items).toEqual([]);
  expect(await listAll(mine)).toEqual(["kept"]);
}
