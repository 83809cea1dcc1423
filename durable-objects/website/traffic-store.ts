import type { TrafficPage, ReadTrafficInput } from "#domain/contracts/index.ts";
import type { TrafficHour, TrafficStep } from "#domain/traffic/index.ts";
import type { Sql, SqlRows } from "#durable-objects/support/sql.ts";

/** How many hours are kept, those that the control plane has not been told of beside them: three months without a pause. */
const hoursKept = 2_200;
/** How often in a row a sweep may find an isolate silent before it is forgotten. */
const silentSweepsMax = 3;
const pageMax = 1_000;

type HourRow = Record<"hour" | "bytes" | "s1" | "s2" | "s3" | "s4" | "s5", number>;
const hourColumns =
  "hour, bytes, status_1xx AS s1, status_2xx AS s2, status_3xx AS s3, status_4xx AS s4, status_5xx AS s5";

/** What visitors were sent, and up to where whose batches are in it. */
export class TrafficStore {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** The last sequence that is counted; null when the isolate has no name here. */
  sequenceOf(isolateId: string): number | null {
    const rows = this.#sql.exec<{ sequence: number }>(
      "SELECT sequence FROM traffic_isolates WHERE isolate_id = ?",
      isolateId,
    );
    return rows.toArray()[0]?.sequence ?? null;
  }

  /** To be called in a transaction. @returns whether these are the first counts that are to be reported */
  write({ hours, isolates }: TrafficStep): boolean {
    const isFirst = hours.length > 0 && !this.#hasUnreported();
    for (const { hour, bytes, statuses } of hours) {
      this.#sql.exec(
        `INSERT INTO traffic_hours VALUES (?, ?, ?, ?, ?, ?, ?, 0)
         ON CONFLICT (hour) DO UPDATE SET bytes = bytes + excluded.bytes,
           status_1xx = status_1xx + excluded.status_1xx, status_2xx = status_2xx + excluded.status_2xx,
           status_3xx = status_3xx + excluded.status_3xx, status_4xx = status_4xx + excluded.status_4xx,
           status_5xx = status_5xx + excluded.status_5xx, reported = 0`,
        hour,
        bytes,
        ...statuses,
      );
    }
    for (const { isolateId, sequence } of isolates) {
      this.#sql.exec(
        `INSERT INTO traffic_isolates VALUES (?, ?, -1)
         ON CONFLICT (isolate_id) DO UPDATE SET sequence = excluded.sequence, silent_sweeps = -1`,
        isolateId,
        sequence,
      );
    }
    return isFirst;
  }

  /** Counts who has been silent since the last sweep, and forgets who was so often. @returns whom it forgot */
  sweep(): readonly string[] {
    this.#sql.exec("UPDATE traffic_isolates SET silent_sweeps = silent_sweeps + 1");
    this.#sql.exec(
      `DELETE FROM traffic_hours WHERE reported = 1
       AND hour <= (SELECT hour FROM traffic_hours ORDER BY hour DESC LIMIT 1 OFFSET ?)`,
      hoursKept,
    );
    return this.#sql
      .exec<{ isolateId: string }>(
        "DELETE FROM traffic_isolates WHERE silent_sweeps >= ? RETURNING isolate_id AS isolateId",
        silentSweepsMax,
      )
      .toArray()
      .map(({ isolateId }) => isolateId);
  }

  read({ from, to }: ReadTrafficInput): TrafficPage {
    const rows = this.#sql.exec<HourRow>(
      `SELECT ${hourColumns} FROM traffic_hours WHERE hour >= ? AND hour < ? ORDER BY hour LIMIT ?`,
      from,
      to,
      pageMax + 1,
    );
    const hours = hoursOf(rows);
    return { hours: hours.slice(0, pageMax), next: hours[pageMax]?.hour ?? null };
  }

  /** Of all hours from the first, to before the second. */
  total({ from, to }: ReadTrafficInput): { readonly bytes: number; readonly requests: number } {
    return this.#sql
      .exec<{ bytes: number; requests: number }>(
        `SELECT coalesce(sum(bytes), 0) AS bytes,
           coalesce(sum(status_1xx + status_2xx + status_3xx + status_4xx + status_5xx), 0) AS requests
         FROM traffic_hours WHERE hour >= ? AND hour < ?`,
        from,
        to,
      )
      .toArray()[0]!;
  }

  /** Takes the oldest hours that are to be reported, as they stand. To be called in the transaction that notes the report. */
  takeUnreported(limit: number): { readonly hours: readonly TrafficHour[]; readonly areMore: boolean } {
    const rows = this.#sql.exec<HourRow>(
      `SELECT ${hourColumns} FROM traffic_hours WHERE reported = 0 ORDER BY hour LIMIT ?`,
      limit,
    );
    const hours = hoursOf(rows);
    for (const { hour } of hours) this.#sql.exec("UPDATE traffic_hours SET reported = 1 WHERE hour = ?", hour);
    return { hours, areMore: this.#hasUnreported() };
  }

  #hasUnreported(): boolean {
    return this.#sql.exec("SELECT 1 FROM traffic_hours WHERE reported = 0 LIMIT 1").toArray().length > 0;
  }
}

function hoursOf(rows: SqlRows<HourRow>): readonly TrafficHour[] {
  return rows.toArray().map(({ hour, bytes, s1, s2, s3, s4, s5 }) => ({ hour, bytes, statuses: [s1, s2, s3, s4, s5] }));
}
