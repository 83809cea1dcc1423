import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withTransaction } from "#control-plane/database/index.ts";
import {
  openSecret,
  parseMasterKeys,
  rotateMasterKey,
  rotateTenantKey,
  sealSecret,
  SecretFault,
} from "#control-plane/services/secrets/index.ts";
import { createTenant } from "#control-plane/services/tenants/index.ts";
import { acting, newTenant, startDatabase, type TestDatabase } from "./start-database.ts";

let started: TestDatabase;
beforeAll(async () => {
  started = await startDatabase();
});
afterAll(() => started.stop());

const [oldKey, newKey] = ["old", "new"].map((id) => `${id}:${randomBytes(32).toString("base64")}`) as [string, string];
const masterKeys = parseMasterKeys(oldKey);

async function tenant(): Promise<string> {
  const created = await withTransaction(started.database, (transaction) =>
    createTenant(transaction, newTenant(), acting),
  );
  return created.ok ? created.value.tenantId : "";
}
const seal = (tenantId: string, name: string, value: string, keys = masterKeys) =>
  withTransaction(started.database, (transaction) => sealSecret(transaction, keys, { tenantId, name }, value));
const open = (tenantId: string, name: string, keys = masterKeys) =>
  openSecret(started.database, keys, { tenantId, name });

const query = (text: string, values: readonly unknown[]) => started.database.$client.query(text, [...values]);

test("a secret is given back as it was, the last one set under a name, and null where there is none", async () => {
  const tenantId = await tenant();
  await seal(tenantId, "password", "first");
  await seal(tenantId, "password", "пароль 🔑");
  expect(await open(tenantId, "password")).toBe("пароль 🔑");
  expect(await open(tenantId, "other")).toBeNull();
});

test("a sealed secret opens neither under another name nor for another tenant, nor altered", async () => {
  const [mine, theirs] = [await tenant(), await tenant()];
  await seal(mine, "a", "secret a");
  await seal(mine, "b", "secret b");
  await seal(theirs, "a", "secret of theirs");
  const { rows } = await query("select sealed from platform.tenant_secrets where tenant_id = $1 and name = 'a'", [
    mine,
  ]);
  const { sealed } = rows[0] as { sealed: string };
  const put = (value: string, tenantId: string, name: string) =>
    query("update platform.tenant_secrets set sealed = $1 where tenant_id = $2 and name = $3", [value, tenantId, name]);
  await put(sealed, mine, "b");
  await put(sealed, theirs, "a");
  const last = sealed.at(-5) === "A" ? "B" : "A";
  await put(`${sealed.slice(0, -5)}${last}${sealed.slice(-4)}`, mine, "a");
  for (const [tenantId, name] of [
    [mine, "b"],
    [theirs, "a"],
    [mine, "a"],
  ] as const) {
    await expect(open(tenantId, name)).rejects.toThrow(SecretFault);
  }
});

test("many that seal a tenant's first secrets at a time use one key", async () => {
  const tenantId = await tenant();
  await Promise.all(Array.from({ length: 8 }, (_, index) => seal(tenantId, `secret-${index}`, `value ${index}`)));
  const { rows } = await query("select count(*)::int as keys from platform.tenant_keys where tenant_id = $1", [
    tenantId,
  ]);
  expect(rows).toEqual([{ keys: 1 }]);
  expect(await open(tenantId, "secret-5")).toBe("value 5");
});

describe("rotating", () => {
  test("the master key leaves nothing that the old one opens, and every secret as it was", async () => {
    const tenantId = await tenant();
    await seal(tenantId, "a", "kept");
    const both = parseMasterKeys(`${newKey},${oldKey}`);
    expect(await rotateMasterKey(started.database, both)).toBeGreaterThan(0);
    expect(await rotateMasterKey(started.database, both)).toBe(0);
    expect(await open(tenantId, "a", parseMasterKeys(newKey))).toBe("kept");
    await expect(open(tenantId, "a", masterKeys)).rejects.toThrow("the master key 'new' is not known here");
    // Back again, for the tests after this one.
    await rotateMasterKey(started.database, parseMasterKeys(`${oldKey},${newKey}`));
  });

  test("a tenant's key while secrets are set loses none and leaves none under the old key", async () => {
    const tenantId = await tenant();
    const names = Array.from({ length: 150 }, (_, index) => `secret-${index}`);
    for (const name of names) await seal(tenantId, name, "first");
    const setting = Promise.all(names.slice(0, 40).map((name) => seal(tenantId, name, "second")));
    const { keyNumber } = await rotateTenantKey(started.database, masterKeys, tenantId);
    await setting;
    expect(keyNumber).toBe(2);
    const { rows } = await query("select distinct key_number from platform.tenant_secrets where tenant_id = $1", [
      tenantId,
    ]);
    expect(rows).toEqual([{ key_number: 2 }]);
    const values = await Promise.all(names.map((name) => open(tenantId, name)));
    expect(values).toEqual(names.map((_, index) => (index < 40 ? "second" : "first")));
  });

  test("a tenant's key that was interrupted is gone on with, and no further key is made", async () => {
    const tenantId = await tenant();
    for (let index = 0; index < 120; index += 1) await seal(tenantId, `secret-${index}`, `value ${index}`);
    // The key is made and a hundred secrets are sealed by it, then the service is gone.
    const failing = failAfterBatches(1);
    await expect(rotateTenantKey(failing, masterKeys, tenantId)).rejects.toThrow("cut off");
    const during = await Promise.all([0, 50, 119].map((index) => open(tenantId, `secret-${index}`)));
    expect(during).toEqual(["value 0", "value 50", "value 119"]);
    expect(await rotateTenantKey(started.database, masterKeys, tenantId)).toEqual({ keyNumber: 2, secrets: 20 });
    const { rows } = await query("select number from platform.tenant_keys where tenant_id = $1", [tenantId]);
    expect(rows).toEqual([{ number: 2 }]);
  });
});

/** A database whose transactions fail after the one that makes the key and so many more. */
function failAfterBatches(batches: number): TestDatabase["database"] {
  let left = batches + 1;
  return new Proxy(started.database, {
    get(target, name, receiver) {
      if (name !== "transaction") return Reflect.get(target, name, receiver) as unknown;
      return async (work: Parameters<typeof target.transaction>[0]) => {
        left -= 1;
        if (left < 0) throw new Error("cut off");
        return target.transaction(work);
      };
    },
  });
}
