import { and, eq, lt, sql } from "drizzle-orm";
import { digestOf } from "#domain/digest/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { idempotencyKeys } from "#migrations/schema/index.ts";
import { withTransaction, type Database, type Transaction } from "../../database/index.ts";

export interface KeyedCall {
  /** Who calls, and for what: keys of others mean others. */
  readonly scope: string;
  /** The `Idempotency-Key`; null for none. */
  readonly key: string | null;
  /** What is asked for, as JSON. */
  readonly request: unknown;
}

const keyPattern = /^[\x21-\x7e]{1,255}$/;
const keptDays = 7;

/**
 * Does the work in a transaction, once for each key: the same call again is given the answer of the first one, also while that is
 * still under way, for seven days. What is refused is not kept.
 *
 * Fails with `idempotency-key-reused` when the key stood for another request, and with `invalid-request` for one that is none.
 */
export async function answerOnce<Answer>(
  database: Database,
  { scope, key, request }: KeyedCall,
  work: (transaction: Transaction) => Promise<Result<Answer>>,
): Promise<Result<Answer>> {
  if (key === null) return withTransaction(database, work);
  if (!keyPattern.test(key)) {
    return fail(
      "invalid-request",
      "header.Idempotency-Key: must be 1 to 255 printable ASCII characters without spaces",
    );
  }
  const requestSha256 = digestOf(request);
  return withTransaction(database, async (transaction) => {
    await forgetOld(transaction);
    const isFirst = await claim(transaction, { scope, key, requestSha256 });
    if (!isFirst) return answerOfFirst<Answer>(transaction, { scope, key, requestSha256 });
    const outcome = await work(transaction);
    if (outcome.ok) await keep(transaction, { scope, key }, outcome.value);
    else await transaction.delete(idempotencyKeys).where(named({ scope, key }));
    return outcome;
  });
}

/** Replaces what is answered to the same call again: for work that goes on after its transaction. */
export async function keepAnswer(database: Database, { scope, key }: KeyedCall, answer: unknown): Promise<void> {
  if (key !== null) await keep(database, { scope, key }, answer);
}

interface Named {
  readonly scope: string;
  readonly key: string;
}
type Claim = Named & { readonly requestSha256: string };

/** Waits for another call of this key, if one is under way. */
async function claim(transaction: Transaction, values: Claim): Promise<boolean> {
  const rows = await transaction.insert(idempotencyKeys).values(values).onConflictDoNothing().returning();
  return rows.length > 0;
}

async function answerOfFirst<Answer>(transaction: Transaction, { scope, key, requestSha256 }: Claim) {
  const [row] = await transaction.select().from(idempotencyKeys).where(named({ scope, key }));
  return row?.requestSha256 === requestSha256
    ? ok(readAnswer(row.answer) as Answer)
    : fail("idempotency-key-reused", "This Idempotency-Key stood for another call. Use a new one for each.");
}

/** Drizzle itself reads a text within JSON as JSON. */
function readAnswer(answer: unknown): unknown {
  return typeof answer === "string" ? (JSON.parse(answer) as unknown) : answer;
}

/** Kept as text: so its members stay in their order. */
async function keep(database: Database | Transaction, name: Named, answer: unknown): Promise<void> {
  await database
    .update(idempotencyKeys)
    .set({ answer: JSON.stringify(answer) })
    .where(named(name));
}

const named = ({ scope, key }: Named) => and(eq(idempotencyKeys.scope, scope), eq(idempotencyKeys.key, key));

/** A few at a time, so that no call takes longer for it. */
async function forgetOld(transaction: Transaction): Promise<void> {
  const old = transaction
    .select({ row: sql`ctid` })
    .from(idempotencyKeys)
    .where(lt(idempotencyKeys.createdAt, sql`now() - make_interval(days => ${keptDays})`))
    .limit(20)
    .for("update", { skipLocked: true });
  await transaction.delete(idempotencyKeys).where(sql`ctid in ${old}`);
}
