import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sql } from "drizzle-orm";
import { withTransaction } from "#control-plane/database/index.ts";
import {
  exportAudit,
  listAudit,
  recordAudit,
  recordRefusal,
  systemActor,
} from "#control-plane/services/audit/index.ts";
import { createTenant } from "#control-plane/services/tenants/index.ts";
import { ChainVerifier, type AuditEntry } from "#domain/audit/index.ts";
import { uuidV7 } from "#domain/ids/index.ts";
import { acting, newTenant, startDatabase, type TestDatabase } from "./start-database.ts";

let started: TestDatabase;
beforeAll(async () => {
  started = await startDatabase();
});
afterAll(() => started.stop());

async function tenant(): Promise<string> {
  const created = await withTransaction(started.database, (transaction) =>
    createTenant(transaction, newTenant(), acting),
  );
  return created.ok ? created.value.tenantId : "";
}

const record = (tenantId: string, after: Record<string, unknown> | null, action = "thing.changed") =>
  withTransaction(started.database, (transaction) =>
    recordAudit(transaction, {
      tenantId,
      actor: systemActor,
      action,
      target: { type: "thing", id: "1" },
      origin: null,
      before: null,
      after,
    }),
  );

async function exported(tenantId: string): Promise<AuditEntry[]> {
  const { lines } = await exportAudit(started.database, tenantId);
  const text = await new Response(lines).text();
  return text.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line) as AuditEntry]));
}

function faultsOf(entries: readonly AuditEntry[]): unknown[] {
  const verifier = new ChainVerifier();
  return entries.map((entry) => verifier.take(entry)).filter((fault) => fault !== null);
}

describe("a chain", () => {
  test("is whole when many append at a time and some of them are rolled back", async () => {
    const tenantId = await tenant();
    await Promise.allSettled(
      Array.from({ length: 60 }, (_, index) =>
        withTransaction(started.database, async (transaction) => {
          const entry = {
            actor: systemActor,
            action: "a.b",
            target: { type: "t", id: "1" },
            origin: null,
            before: null,
          };
          await recordAudit(transaction, { tenantId, ...entry, after: { index } });
          if (index % 4 === 0) throw new Error("rolled back");
        }),
      ),
    );
    const entries = await exported(tenantId);
    expect(entries).toHaveLength(46);
    expect(faultsOf(entries)).toEqual([]);
  });

  test("without the lock of its head is broken, or loses entries: the check sees it", async () => {
    const tenantId = await tenant();
    const appendUnlocked = async () => {
      const last = (await exported(tenantId)).at(-1)!;
      await started.database.execute(sql`
        insert into platform.audit_entries select tenant_id, ${last.sequence + 1}, at, actor, actor_id, action, target_type, target_id,
          origin, before, after, ${last.hash}, hash, search_text from platform.audit_entries
          where tenant_id = ${tenantId} and sequence = ${last.sequence}`);
    };
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map(appendUnlocked));
    const { rows } = await started.database.execute<{ hash: string }>(
      sql`select hash from platform.audit_entries where tenant_id = ${tenantId}`,
    );
    const lost = outcomes.filter(({ status }) => status === "rejected").length;
    expect(lost > 0 || new Set(rows.map(({ hash }) => hash)).size < rows.length).toBe(true);
  });

  test("is whole with texts and numbers that a database could change", async () => {
    const tenantId = await tenant();
    const after = {
      z: 1e21,
      a: -0,
      tiny: 5e-324,
      text: "nul \u0000, half \ud800, ü",
      long: "x".repeat(10_000),
      deep: [{ b: 1, a: [null] }],
    };
    await record(tenantId, after);
    expect(faultsOf(await exported(tenantId))).toEqual([]);
  });

  test.each([
    "update platform.audit_entries set action = 'x.y'",
    "delete from platform.audit_entries",
    "truncate platform.audit_entries",
    "delete from platform.audit_heads",
    "update platform.audit_heads set sequence = 0",
  ])("cannot be changed by '%s', not by the owner of its table either", async (statement) => {
    await expect(started.database.execute(sql.raw(statement))).rejects.toMatchObject({ cause: { code: "42501" } });
  });
});

test("a list looks through the log page by page and finds each entry once, by part of any text", async () => {
  const tenantId = await tenant();
  for (let index = 0; index < 12; index += 1) await record(tenantId, { note: index % 3 === 0 ? "Needle 50%" : "hay" });
  const found: number[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await listAudit(started.database, tenantId, { limit: 2, search: "EEDLE 50%", cursor });
    found.push(...page.items.map(({ sequence }) => sequence));
    if (page.cursor === null) break;
    cursor = page.cursor;
  }
  expect(found).toEqual([11, 8, 5, 2]);
  const none = await listAudit(started.database, tenantId, { limit: 5, search: "needle 5_%" });
  expect(none.items).toEqual([]);
});

test("an attempt that is told of many times at once is logged once", async () => {
  const tenantId = await tenant();
  const attempt = {
    attemptId: uuidV7(Date.now()),
    at: new Date().toISOString(),
    actor: "platform-token",
    impersonatedBy: null,
    actorTenantId: null,
    method: "GET",
    route: "/websites/:websiteId",
    reason: "another tenant's",
    requestId: "r",
    address: "192.0.2.1",
  };
  const told = await Promise.all(Array.from({ length: 5 }, () => recordRefusal(started.database, tenantId, attempt)));
  expect(told.every(({ ok }) => ok)).toBe(true);
  const { items } = await listAudit(started.database, tenantId, { limit: 50, action: "access.refused" });
  expect(items).toHaveLength(1);
});
