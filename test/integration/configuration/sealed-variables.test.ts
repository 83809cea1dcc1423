import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { EdgeUnavailable, type SecretEdge } from "#control-plane/drivers/edge/index.ts";
import { withTransaction } from "#control-plane/database/index.ts";
import { readVariables, sealVariable, sweepVariables } from "#control-plane/services/environment/index.ts";
import { parseMasterKeys, rotateTenantKey } from "#control-plane/services/secrets/index.ts";
import { createTenant } from "#control-plane/services/tenants/index.ts";
import { websites } from "#migrations/schema/index.ts";
import { masterKeys as someKeys } from "#test/integration/control-plane/start-control-plane.ts";
import { acting, newTenant, startDatabase, type TestDatabase } from "#test/integration/tenants/start-database.ts";

let started: TestDatabase;
beforeAll(async () => {
  started = await startDatabase();
});
afterAll(() => started.stop());

const masterKeys = parseMasterKeys(someKeys);
const never = new AbortController().signal;

/** A tenant with so many websites, of which each names the versions that `names` tells. */
async function tenantWith(websiteCount: number) {
  const created = await withTransaction(started.database, (transaction) =>
    createTenant(transaction, newTenant(), acting),
  );
  if (!created.ok) throw new Error(created.failure.detail);
  const { tenantId } = created.value;
  const ids = Array.from({ length: websiteCount }, () => randomUUID());
  const at = new Date();
  const row = { tenantId, name: "W", status: "active" as const, hostnames: [], createdAt: at, updatedAt: at };
  await started.database.insert(websites).values(ids.slice(0, -1).map((websiteId) => ({ ...row, websiteId })));
  const names = new Map<string, readonly string[]>(ids.map((id) => [id, []]));
  const edge: SecretEdge = {
    // The edge knows of the last one alone, the platform of all but it.
    listWebsites: async () => ({ ok: true, value: { items: ids.slice(-1), cursor: null } }),
    async listSecretVersions({ websiteId }) {
      const versions = names.get(websiteId);
      if (versions === undefined) throw new EdgeUnavailable("away");
      return { ok: true, value: versions };
    },
  };
  const services = { database: started.database, masterKeys, edge };
  const seal = async (value: string, version: string = randomUUID()) => {
    const sealed = await sealVariable(services, tenantId, { name: "KEY", version, value });
    if (!sealed.ok) throw new Error(sealed.failure.code);
    return version;
  };
  const read = async (version: string) =>
    (await readVariables(services, tenantId, { variables: [{ name: "KEY", version }] })).values["KEY"];
  const age = (days: number) =>
    started.database.$client.query(
      "update platform.tenant_secrets set updated_at = now() - make_interval(days => $1) where tenant_id = $2",
      [days, tenantId],
    );
  return { tenantId, ids, names, services, seal, read, age };
}

test("a value is kept once a version: the same again changes nothing, another is refused, also at the same time", async () => {
  const { services, tenantId, read } = await tenantWith(2);
  const version = randomUUID();
  const values = ["one", "two", "one", "two"];
  const sealed = await Promise.all(
    values.map((value) => sealVariable(services, tenantId, { name: "KEY", version, value })),
  );
  const kept = await read(version);
  expect(values).toContain(kept);
  expect(sealed.map(({ ok }) => ok)).toEqual(values.map((value) => value === kept));
});

test("values are opened after the tenant's key was rotated, and by no other tenant", async () => {
  const [mine, theirs] = [await tenantWith(2), await tenantWith(2)];
  const version = await mine.seal("пароль 🔑");
  await rotateTenantKey(started.database, masterKeys, mine.tenantId);
  expect(await mine.read(version)).toBe("пароль 🔑");
  expect(await theirs.read(version)).toBeUndefined();
});

test("a sweep removes old values that no website of the tenant names, and nothing else", async () => {
  const { ids, names, services, seal, read, age } = await tenantWith(2);
  const [named, copied, unnamed] = [await seal("named"), await seal("copied"), await seal("unnamed")];
  names.set(ids[0]!, [named]);
  names.set(ids[1]!, [copied]);
  await age(8);
  expect(await sweepVariables(services, never)).toBe(0);
  await age(10);
  const young = await seal("young");
  expect(await sweepVariables(services, never)).toBe(1);
  expect(await Promise.all([named, copied, unnamed, young].map(read))).toEqual(["named", "copied", undefined, "young"]);
});

test("while a website cannot be asked nothing of its tenant is removed", async () => {
  const { ids, names, services, seal, read, age } = await tenantWith(2);
  const version = await seal("kept");
  await age(10);
  names.delete(ids[1]!);
  await sweepVariables(services, never);
  expect(await read(version)).toBe("kept");
});
