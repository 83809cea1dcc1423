import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withTransaction } from "#control-plane/database/index.ts";
import { bumpTenantState, createTenant, revokeTenantTokens } from "#control-plane/services/tenants/index.ts";
import { acting, newTenant, startDatabase, type TestDatabase } from "./start-database.ts";

let started: TestDatabase;
beforeAll(async () => {
  started = await startDatabase();
});
afterAll(() => started.stop());

const create = (input = newTenant()) =>
  withTransaction(started.database, (transaction) => createTenant(transaction, input, acting));

async function rowOf(tenantId: string) {
  const { rows } = await started.database.$client.query(
    "select state_version::int as state, revocation_epoch::int as epoch, version::int from platform.tenants where tenant_id = $1",
    [tenantId],
  );
  return rows[0] as { state: number; epoch: number; version: number };
}

describe("creating a tenant", () => {
  test("of ten creates of one subdomain at a time, exactly one is a tenant", async () => {
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => create(newTenant({ subdomain: "bakery" }))));
    const refused = outcomes.filter((outcome) => !outcome.ok).map((outcome) => outcome.failure.code);
    expect(refused).toEqual(Array(9).fill("subdomain-taken"));
  });

  test("a subdomain that looks like another's is taken", async () => {
    await create(newTenant({ subdomain: "mill-garden" }));
    expect(await create(newTenant({ subdomain: "mi11-garden" }))).toMatchObject({
      failure: { code: "subdomain-taken" },
    });
  });

  test("leaves nothing when its transaction is rolled back: no tenant, no job, no entry in the log", async () => {
    const input = newTenant();
    const broken = withTransaction(started.database, async (transaction) => {
      await createTenant(transaction, input, acting);
      throw new Error("broken");
    });
    await expect(broken).rejects.toThrow("broken");
    const { rows } = await started.database.$client.query(
      `select (select count(*) from platform.tenants where tenant_id = $1)
        + (select count(*) from platform.audit_entries where tenant_id = $1)
        + (select count(*) from graphile_worker.jobs where key like '%' || $1::text) as left_over`,
      [input.tenantId],
    );
    expect(rows).toEqual([{ left_over: "0" }]);
  });
});

test("each change of the state has a number of its own, however many are made at a time", async () => {
  const created = await create();
  const { tenantId } = created.ok ? created.value : { tenantId: "" };
  await Promise.all(
    Array.from({ length: 8 }, (_, index) =>
      withTransaction(started.database, (transaction) =>
        index % 2 === 0
          ? bumpTenantState(transaction, tenantId)
          : revokeTenantTokens(transaction, tenantId).then(() => {}),
      ),
    ),
  );
  expect(await rowOf(tenantId)).toEqual({ state: 9, epoch: 4, version: 1 });
});
