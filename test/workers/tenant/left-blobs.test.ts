import { runInDurableObject } from "cloudflare:test";
import { beforeEach, expect, test } from "vitest";
import { TenantStore } from "#durable-objects/tenant/tenant-store.ts";
import { BlobRegistry } from "#durable-objects/tenant/quotas/blob-registry.ts";
import { freeLeftBlobs } from "#durable-objects/tenant/quotas/free-left-blobs.ts";
import { LeftBlobs } from "#durable-objects/tenant/quotas/left-blobs.ts";
import { activeState } from "#test/support/tenant-states.ts";
import {
  createSite,
  newHostname,
  recordOf,
  rows,
  runDeadline,
  stubOf,
  valueOf,
  type Stub,
} from "#test/workers/website/site.ts";
import { inTenant, runTenantDeadline, tenantStub, type TenantStub } from "./tenant.ts";

const [own, shared, before, edition] = ["a", "b", "c", "d"].map((letter) => letter.repeat(64));
const bytes = 1_000;
let tenantId: string;
let tenant: TenantStub;
beforeEach(async () => {
  tenantId = crypto.randomUUID();
  tenant = tenantStub(tenantId);
  valueOf(await tenant.applyState(activeState(tenantId)));
  const all = [own, shared, before, edition].map((digest) => ({ digest: digest!, bytes }));
  valueOf(await tenant.holdBlobs(all));
  valueOf(await tenant.keepBlobs(all));
});

const used = () =>
  inTenant(tenant, ({ storage }) => storage.sql.exec<{ bytes: number }>("SELECT bytes FROM storage").one().bytes);

/** A website of the tenant whose media have been these files, one after the other. */
async function createLibrary(...files: readonly (readonly (string | undefined)[])[]) {
  const site = await createSite({ tenantId });
  valueOf(await tenant.registerWebsite({ websiteId: site.input.websiteId, isCreated: true }));
  for (const [digest, variant] of files) {
    const variants =
      variant === undefined ? [] : [{ digest: variant, contentType: "image/webp", width: 1, height: 1, bytes }];
    await site.publishRecords(
      recordOf("media", { mediaId: "m", fileName: "m.png", contentType: "image/png", digest, variants }),
    );
  }
  return site;
}

/** Deletes a website, and lets the month be over for which what it was made of is kept. */
async function erase({ stub, input }: { readonly stub: Stub; readonly input: { readonly websiteId: string } }) {
  valueOf(await stub.setStatus("deleted"));
  await tenant.forgetWebsite(input.websiteId);
  for (let slices = 0; slices < 20; slices++) {
    await runDeadline(stub, "erase");
    if ((await rows(stub, "SELECT 1 FROM media_files LIMIT 1")).length === 0) return;
  }
  throw new Error("it does not come to an end");
}

async function letADayPass(): Promise<void> {
  await inTenant(tenant, ({ storage }) => void storage.sql.exec("UPDATE left_blobs SET due_ms = 1"));
  await runTenantDeadline(tenant, "free-left-blobs");
}

test("what a deleted website's files took is free again a day after it was forgotten, but for those that another names, in an old release too", async () => {
  const site = await createLibrary([own, edition], [shared], [before]);
  await createLibrary([before], [shared]);
  await letADayPass();
  expect(await used()).toBe(4 * bytes);
  await erase(site);
  await runTenantDeadline(tenant, "free-left-blobs");
  // It was looked too early.
  expect(await used()).toBe(4 * bytes);
  await letADayPass();
  expect(await used()).toBe(2 * bytes);
  expect(await tenant.missingBlobs([own!, shared!, before!, edition!])).toEqual([own, edition]);
  await letADayPass();
  expect(await used()).toBe(2 * bytes);
});

test("a file that somebody asks for meanwhile stays: what is to name it may be on its way", async () => {
  await erase(await createLibrary([own]));
  await inTenant(tenant, ({ storage }) => void storage.sql.exec("UPDATE left_blobs SET due_ms = 1"));
  expect(await tenant.missingBlobs([own!])).toEqual([]);
  await runTenantDeadline(tenant, "free-left-blobs");
  expect(await used()).toBe(4 * bytes);
});

test("a clone keeps the files that its source had", async () => {
  const source = await createLibrary([own, edition]);
  const websiteId = crypto.randomUUID();
  const { websiteId: sourceId } = source.input;
  valueOf(await tenant.registerWebsite({ websiteId, isCreated: true }));
  const copy = { websiteId, tenantId, name: "Copy", hostnames: [newHostname()], sourceId };
  valueOf(await stubOf(websiteId).clone(copy));
  await erase(source);
  await letADayPass();
  expect(await tenant.missingBlobs([own!, edition!])).toEqual([]);
  await erase({ stub: stubOf(websiteId), input: { websiteId } });
  await letADayPass();
  expect(await tenant.missingBlobs([own!, edition!])).toEqual([own, edition]);
});

test("nothing is freed while a website, or the tables, cannot be asked", async () => {
  await createLibrary();
  await tenant.leaveBlobs([own!]);
  await runInDurableObject<never, void>(tenant as never, async (_, { storage }) => {
    const { sql } = storage;
    const parts = { store: new TenantStore(sql), blobs: new BlobRegistry(sql), left: new LeftBlobs(sql) };
    const away = () => Promise.reject(new Error("away"));
    const nothing = () => Promise.resolve([]);
    const effects = {
      website: () => ({ namedAssets: nothing }),
      namedInTables: nothing,
      now: () => Date.now() + 2 * 86_400_000,
      transaction: (run: () => void) => storage.transactionSync(run),
    };
    await expect(freeLeftBlobs(parts, { ...effects, website: () => ({ namedAssets: away }) })).rejects.toThrow("away");
    await expect(freeLeftBlobs(parts, { ...effects, namedInTables: away })).rejects.toThrow("away");
    expect(parts.blobs.bytes).toBe(4 * bytes);
    await freeLeftBlobs(parts, { ...effects, namedInTables: () => Promise.resolve([own!]) });
    expect(parts.blobs.bytes).toBe(4 * bytes);
    parts.left.add([own!], 0);
    await freeLeftBlobs(parts, effects);
    expect(parts.blobs.bytes).toBe(3 * bytes);
  });
});
