import { runInDurableObject } from "cloudflare:test";
import { beforeAll, expect, test } from "vitest";
import type { DirectoryRpc } from "#domain/contracts/index.ts";
import { shardName, shardOfHostname } from "#durable-objects/support/placement.ts";
import { bindings, stubOf } from "#test/workers/website/site.ts";
import { tenantStub } from "#test/workers/tenant/tenant.ts";
import { newTenant, platformToken, startEdge, type Edge } from "./callers.ts";

const count = 100;
let edge: Edge;
let stranger: string;
beforeAll(async () => {
  edge = await startEdge();
  const { tenantId } = await newTenant(edge);
  stranger = await edge.sign({ tid: tenantId, role: "owner" });
});

/** The names of the tables that objects keep. */
async function tablesOf(stubs: readonly unknown[]): Promise<unknown[]> {
  const tables = stubs.map((stub) =>
    runInDurableObject<never, unknown[]>(stub as never, (_, { storage }) => {
      // SQLite makes one page of nothing.
      expect(storage.sql.databaseSize).toBeLessThanOrEqual(4_096);
      return storage.sql.exec("SELECT name FROM sqlite_schema").toArray();
    }),
  );
  return (await Promise.all(tables)).flat();
}

async function statusesOf(calls: readonly Promise<Response>[]) {
  const answers = await Promise.all(calls);
  for (const answer of answers) await answer.body?.cancel();
  return new Set(answers.map(({ status }) => status));
}

test("a hundred websites that a stranger makes up leave nothing behind, whatever is asked of them", async () => {
  const ids = Array.from({ length: count }, () => crypto.randomUUID());
  const paths = [
    "",
    "/documents",
    "/released/documents",
    "/deployments",
    "/branches/x",
    "/released/records/document/a",
  ];
  const calls = ids.map((id, index) =>
    edge.call(index % 7 === 6 ? "DELETE" : "GET", `/websites/${id}${index % 7 === 6 ? "" : paths[index % 5]}`, {
      token: stranger,
    }),
  );
  expect(await statusesOf(calls)).toEqual(new Set([404]));
  for (const id of ids) {
    await stubOf(id).lease({ durationMs: 50 });
    await stubOf(id).countTraffic(null);
  }
  expect(await tablesOf(ids.map(stubOf))).toEqual([]);
});

test("a hundred tenants that somebody makes up leave nothing behind, though each refusal is to be told to its tenant", async () => {
  const ids = Array.from({ length: count }, () => crypto.randomUUID());
  const digest = "0".repeat(64);
  const byStranger = ids.map((tenantId) => edge.call("GET", `/blobs/${digest}`, { token: stranger, tenantId }));
  expect(await statusesOf(byStranger)).toEqual(new Set([400]));
  const byPlatform = ids.map((tenantId) => edge.call("GET", "/tenant/settings", { token: platformToken, tenantId }));
  expect(await statusesOf(byPlatform)).toEqual(new Set([404]));
  expect(await tablesOf(ids.map(tenantStub))).toEqual([]);
});

test("hostnames that somebody makes up leave nothing in the directory", async () => {
  const hostnames = Array.from({ length: count }, () => `${crypto.randomUUID()}.localhost`);
  for (const hostname of hostnames) {
    const name = shardName(shardOfHostname(hostname));
    const shard = bindings.DIRECTORY.get(bindings.DIRECTORY.idFromName(name)) as unknown as DirectoryRpc;
    expect(await shard.resolve(hostname)).toBeNull();
    const kept = await runInDurableObject<never, unknown[]>(shard as never, (_, { storage }) =>
      storage.sql.exec("SELECT hostname FROM hostnames WHERE hostname = ?", hostname).toArray(),
    );
    expect(kept).toEqual([]);
  }
});
