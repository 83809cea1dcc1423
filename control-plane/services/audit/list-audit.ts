import { and, desc, eq, gte, like, lt, sql, type SQL } from "drizzle-orm";
import type { AuditEntry } from "#domain/audit/index.ts";
import type { Page } from "#domain/contracts/index.ts";
import { auditEntries } from "#migrations/schema/index.ts";
import type { Database } from "../../database/index.ts";
import { auditView } from "./audit-view.ts";
import type { ListAuditInput } from "./schemas.ts";

/** So many entries are looked through for a page: it may have fewer items than asked for, or none, and still a cursor. */
const lookedThroughMax = 20_000;

/** A page of one log, newest first, of the entries that fit the filter. */
export async function listAudit(
  database: Database,
  tenantId: string,
  input: ListAuditInput,
): Promise<Page<AuditEntry>> {
  const before = await sequenceBefore(database, tenantId, input);
  const lowest = Math.max(1, before - lookedThroughMax);
  const rows = await database
    .select()
    .from(auditEntries)
    .where(
      and(
        eq(auditEntries.tenantId, tenantId),
        lt(auditEntries.sequence, before),
        gte(auditEntries.sequence, lowest),
        ...conditionsOf(input),
      ),
    )
    .orderBy(desc(auditEntries.sequence))
    // One more than asked for tells whether there is another page.
    .limit(input.limit + 1);
  const items = rows.slice(0, input.limit).map(auditView);
  const next = rows.length > input.limit ? items.at(-1)!.sequence : lowest;
  return { items, cursor: next > 1 ? String(next) : null };
}

/** The sequence that the page begins below: the cursor's, or that of the first entry that is too late. */
async function sequenceBefore(database: Database, tenantId: string, { cursor, to }: ListAuditInput): Promise<number> {
  const [row] = await database
    .select({ last: sql<string | null>`max(${auditEntries.sequence})` })
    .from(auditEntries)
    .where(and(eq(auditEntries.tenantId, tenantId), to === undefined ? undefined : lt(auditEntries.at, new Date(to))));
  const afterLast = Number(row?.last ?? 0) + 1;
  return cursor === undefined ? afterLast : Math.min(afterLast, Number(cursor));
}

function conditionsOf({ actor, action, targetType, targetId, from, search }: ListAuditInput): (SQL | undefined)[] {
  return [
    actor === undefined ? undefined : eq(auditEntries.actorId, actor),
    action === undefined ? undefined : eq(auditEntries.action, action),
    targetType === undefined ? undefined : eq(auditEntries.targetType, targetType),
    targetId === undefined ? undefined : eq(auditEntries.targetId, targetId),
    from === undefined ? undefined : gte(auditEntries.at, new Date(from)),
    search === undefined ? undefined : like(auditEntries.searchText, patternOf(search)),
  ];
}

function patternOf(search: string): string {
  return `%${search.toLowerCase().replace(/[\\%_]/g, String.raw`\$&`)}%`;
}
