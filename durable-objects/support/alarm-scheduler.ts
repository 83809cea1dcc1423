import { begun, dueDeadlines, nextAlarm, type Deadline } from "./deadline.ts";
import type { Sql } from "./sql.ts";

export type DeadlineHandlers = Readonly<Record<string, () => void | Promise<void>>>;
/** The one alarm that an object has: its `DurableObjectStorage`. */
export interface Alarm {
  getAlarm(): Promise<number | null>;
  setAlarm(atMs: number): Promise<void>;
  deleteAlarm(): Promise<void>;
}

export interface DueReport {
  readonly succeeded: readonly string[];
  readonly failed: readonly { readonly name: string; readonly error: unknown; readonly retryAtMs: number }[];
}

/** An alarm that is later than this will not ring. */
const lateMsMax = 5_000;

/**
 * Many named deadlines behind the one alarm that an object has.
 *
 * The table is the truth and the alarm follows it in the same synchronous step, which the runtime commits as
 * one. Before a handler runs, its retry is stored and the alarm set to it; success takes the retry away. So a
 * crash between any two steps runs the handler again: handlers must be idempotent.
 */
export class AlarmScheduler {
  readonly #sql: Sql;
  readonly #alarm: Alarm;
  readonly #now: () => number;
  /** What the alarm was set to last, as far as this object knows. */
  #setTo: number | null = null;
  /** The time for which it rang last, or rings. */
  #rang: number | null = null;
  #isRunning = false;

  /** @param now milliseconds since the epoch */
  constructor(sql: Sql, alarm: Alarm, now: () => number) {
    this.#sql = sql;
    this.#alarm = alarm;
    this.#now = now;
  }

  /** Asks for a run at this time; where one is outstanding, the earlier holds. */
  schedule(name: string, atMs: number): void {
    this.#change(() =>
      this.#sql.exec(
        `INSERT INTO deadlines (name, at_ms) VALUES (?1, ?2)
         ON CONFLICT (name) DO UPDATE SET at_ms = min(coalesce(at_ms, ?2), ?2)`,
        name,
        Math.ceil(atMs),
      ),
    );
  }

  /** Takes a deadline back, its retries too. A run under way goes on. */
  cancel(name: string): void {
    this.#change(() => this.#sql.exec("DELETE FROM deadlines WHERE name = ?", name));
  }

  /** When a run was asked for; null where none is outstanding, whatever is to be tried again. */
  atMs(name: string): number | null {
    return this.deadlines().find((deadline) => deadline.name === name)?.atMs ?? null;
  }

  deadlines(): readonly Deadline[] {
    return this.#sql
      .exec<{ name: string; atMs: number | null; retryAtMs: number | null; attempts: number }>(
        "SELECT name, at_ms AS atMs, retry_at_ms AS retryAtMs, attempts FROM deadlines",
      )
      .toArray();
  }

  /**
   * Sets an alarm that was lost, or would ring too late. Call it when the object starts. An alarm that will ring
   * is left as it is: setting one is a write, and an object has to start, and be read, on a full disk too.
   */
  async recover(nowMs: number): Promise<void> {
    const next = nextAlarm(this.deadlines());
    if (next === null) return;
    const set = await this.#alarm.getAlarm();
    this.#setTo = set;
    if (set === null || set > Math.max(next, nowMs)) this.#ring(next);
  }

  /**
   * Runs the handlers of all deadlines that are due, one after the other. A handler that throws is tried again
   * after a growing wait and does not stop the others; so is a deadline without a handler, which code of
   * another version may have left.
   */
  async runDue(nowMs: number, handlers: DeadlineHandlers): Promise<DueReport> {
    this.#rang = this.#setTo;
    this.#isRunning = true;
    try {
      return await this.#runDue(nowMs, handlers);
    } finally {
      this.#isRunning = false;
    }
  }

  async #runDue(nowMs: number, handlers: DeadlineHandlers): Promise<DueReport> {
    const succeeded: string[] = [];
    const failed: { name: string; error: unknown; retryAtMs: number }[] = [];
    for (const { name } of dueDeadlines(this.deadlines(), nowMs)) {
      const deadline = dueDeadlines(this.deadlines(), nowMs).find((due) => due.name === name);
      if (deadline === undefined) continue; // cancelled by a handler before it
      const run = begun(deadline, nowMs);
      this.#begin(run);
      try {
        const handler = Object.hasOwn(handlers, run.name) ? handlers[run.name] : undefined;
        if (handler === undefined) throw new Error(`The deadline "${run.name}" has no handler.`);
        await handler();
        this.#succeed(run.name);
        succeeded.push(run.name);
      } catch (error) {
        failed.push({ name: run.name, error, retryAtMs: run.retryAtMs! });
      }
    }
    this.#ring(nextAlarm(this.deadlines()));
    return { succeeded, failed };
  }

  #begin({ name, atMs, retryAtMs, attempts }: Deadline): void {
    this.#change(() =>
      this.#sql.exec(
        "UPDATE deadlines SET at_ms = ?, retry_at_ms = ?, attempts = ? WHERE name = ?",
        atMs,
        retryAtMs,
        attempts,
        name,
      ),
    );
  }

  /** Keeps what was asked for while the handler ran. */
  #succeed(name: string): void {
    this.#change(() => {
      this.#sql.exec("DELETE FROM deadlines WHERE name = ? AND at_ms IS NULL", name);
      this.#sql.exec("UPDATE deadlines SET retry_at_ms = NULL, attempts = 0 WHERE name = ?", name);
    });
  }

  #change(write: () => void): void {
    const before = nextAlarm(this.deadlines());
    write();
    const after = nextAlarm(this.deadlines());
    if (after !== before || this.#isLost(after)) this.#ring(after);
  }

  /**
   * Whether the alarm should have rung long ago. Where it was set to a later time and an earlier one in quick succession the runtime may
   * keep to the later (https://github.com/cloudflare/workerd/issues/7330): whatever is written next sets it anew.
   */
  #isLost(atMs: number | null): boolean {
    if (atMs === null || this.#isRunning) return false;
    return Math.max(atMs, this.#setTo ?? atMs) + lateMsMax < this.#now();
  }

  /**
   * Never to the time for which it rings, nor to one that has passed, which is taken for now and may be that very time: the runtime would
   * take it for the alarm that rings, and it would never ring again.
   * Not awaited: it commits with the writes beside it, and when that fails the runtime resets the object.
   */
  #ring(atMs: number | null): void {
    if (atMs === null) {
      this.#setTo = null;
      void this.#alarm.deleteAlarm();
      return;
    }
    const next = Math.max(atMs, this.#now() + 1);
    this.#setTo = next === this.#rang ? next + 1 : next;
    void this.#alarm.setAlarm(this.#setTo);
  }
}
