import type { Sql } from "./sql.ts";

/** An event waiting to be acknowledged; sequences grow and are never used twice, also across crashes. */
export interface OutboxEntry {
  readonly sequence: number;
  /** JSON. */
  readonly body: string;
}

/**
 * What may be deleted after a delivery: the receiver's receipt, but never more than was sent to it. A receipt
 * of another epoch, or of a receiver gone wrong, must not delete events that nobody has.
 *
 * @param receipt the highest sequence that the receiver has stored, with all before it
 * @returns null when the receipt covers nothing that was sent
 */
export function acknowledgeable(sent: readonly OutboxEntry[], receipt: number): number | null {
  const covered = sent.filter(({ sequence }) => sequence <= receipt);
  return covered.at(-1)?.sequence ?? null;
}

/**
 * Events written in the caller's transaction, so that a change and the news of it are durable together, or
 * neither is. Delivered in order, at least once.
 */
export class Outbox {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  append(body: string): number {
    return this.#sql.exec<{ sequence: number }>("INSERT INTO outbox (body) VALUES (?) RETURNING sequence", body).one()
      .sequence;
  }

  /** The oldest events, in order. */
  peek(limit: number): readonly OutboxEntry[] {
    return this.#sql
      .exec<{ sequence: number; body: string }>("SELECT sequence, body FROM outbox ORDER BY sequence LIMIT ?", limit)
      .toArray();
  }

  /** Forgets the events up to this sequence, itself included. */
  acknowledge(upToSequence: number): void {
    this.#sql.exec("DELETE FROM outbox WHERE sequence <= ?", upToSequence);
  }
}

/**
 * Delivers batch after batch until nothing is left. A crash after `send` sends the batch again.
 *
 * Throws what `send` throws, and when a receipt covers nothing of its batch: the caller tries again later.
 *
 * @param send answers the highest sequence that the receiver has stored
 * @returns how many events were acknowledged
 */
export async function drainOutbox(
  outbox: Pick<Outbox, "peek" | "acknowledge">,
  send: (batch: readonly OutboxEntry[]) => Promise<number>,
  batchSize = 100,
): Promise<number> {
  let acknowledged = 0;
  for (;;) {
    const batch = outbox.peek(batchSize);
    if (batch.length === 0) return acknowledged;
    const upTo = acknowledgeable(batch, await send(batch));
    if (upTo === null) throw new Error(`The receiver stored none of the events from ${batch[0]!.sequence} on.`);
    outbox.acknowledge(upTo);
    acknowledged += batch.filter(({ sequence }) => sequence <= upTo).length;
  }
}
