import { and, desc, eq, gt, lt } from "drizzle-orm";
import type { ListInput, Page } from "#domain/contracts/index.ts";
import type { Session } from "#domain/identity/index.ts";
import { sessions, type SessionRow } from "#migrations/schema/index.ts";
import type { IdentityServices, SignedIn } from "../../identity/index.ts";

/** A page of the devices on which a person is signed in, newest first. */
export async function listSessions(
  { database, now }: Pick<IdentityServices, "database" | "now">,
  { person, session }: SignedIn,
  { limit, cursor }: ListInput,
): Promise<Page<Session>> {
  const rows = await database
    .select()
    .from(sessions)
    .where(
      and(
        eq(sessions.userId, person.personId),
        gt(sessions.expiresAt, new Date(now())),
        cursor === undefined ? undefined : lt(sessions.id, cursor),
      ),
    )
    .orderBy(desc(sessions.id))
    .limit(limit + 1);
  const items = rows.slice(0, limit).map((row) => viewOf(row, session.sessionId));
  return { items, cursor: rows.length > limit ? items.at(-1)!.sessionId : null };
}

function viewOf(row: SessionRow, currentId: string): Session {
  return {
    sessionId: row.id,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.updatedAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    address: row.ipAddress || null,
    userAgent: row.userAgent || null,
    isCurrent: row.id === currentId,
  };
}
