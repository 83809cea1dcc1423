import type { Reservation } from "#domain/contracts/index.ts";

export interface WaitingReservation extends Reservation {
  readonly websiteId: string;
  readonly domains: readonly string[];
}

type Row = { reservationId: string; websiteId: string; domains: string; untilMs: number };
const columns = "reservation_id AS reservationId, website_id AS websiteId, domains, until_ms AS untilMs";

/** Of each website that is there or about to be: the room it takes. Writes belong in the caller's transaction. */
export class WebsiteSlots {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  has(websiteId: string): boolean {
    return this.#sql.exec("SELECT 1 FROM websites WHERE website_id = ?", websiteId).toArray().length > 0;
  }

  /** Those that are about to be created too. */
  get websites(): number {
    return this.#count("SELECT count(*) AS count FROM websites");
  }

  /** Those that websites are about to get too. */
  get domains(): number {
    return this.#count(`SELECT count(*) AS count FROM (${everyDomain})`);
  }

  /** How many of these the website has not, nor is about to get. */
  countNewDomains(websiteId: string, domains: readonly string[]): number {
    return this.#count(
      `SELECT count(*) AS count FROM (SELECT DISTINCT value FROM json_each(?2)
       WHERE value NOT IN (SELECT hostname FROM (${everyDomain}) WHERE website_id = ?1))`,
      websiteId,
      JSON.stringify(domains),
    );
  }

  reserve({ reservationId, websiteId, domains, untilMs }: WaitingReservation): void {
    this.#sql.exec(
      "INSERT INTO reservations (reservation_id, website_id, domains, until_ms) VALUES (?, ?, ?, ?)",
      reservationId,
      websiteId,
      JSON.stringify(domains),
      untilMs,
    );
  }

  find(reservationId: string): WaitingReservation | null {
    const rows = this.#sql.exec<Row>(`SELECT ${columns} FROM reservations WHERE reservation_id = ?`, reservationId);
    return rows.toArray().map(reservationOf)[0] ?? null;
  }

  /** Those whose time was over by then, the oldest first. */
  overdue(atMs: number, limit: number): readonly WaitingReservation[] {
    const query = `SELECT ${columns} FROM reservations WHERE until_ms <= ? ORDER BY until_ms LIMIT ?`;
    return this.#sql.exec<Row>(query, atMs, limit).toArray().map(reservationOf);
  }

  /** When the next one's time is over; null for none. */
  get nextUntilMs(): number | null {
    return this.#sql.exec<{ untilMs: number | null }>("SELECT min(until_ms) AS untilMs FROM reservations").one()
      .untilMs;
  }

  postpone({ reservationId }: WaitingReservation, untilMs: number): void {
    this.#sql.exec("UPDATE reservations SET until_ms = ? WHERE reservation_id = ?", untilMs, reservationId);
  }

  /** The website exists: it keeps what it has of what was reserved, or held before. One that was forgotten meanwhile stays so. */
  keep({ reservationId, websiteId, domains }: WaitingReservation, hostnames: readonly string[]): void {
    this.#sql.exec("DELETE FROM reservations WHERE reservation_id = ?", reservationId);
    if (!this.has(websiteId)) return;
    this.#sql.exec("UPDATE websites SET held = 1 WHERE website_id = ?", websiteId);
    const has = JSON.stringify(hostnames);
    this.#sql.exec(
      "DELETE FROM domains WHERE website_id = ? AND hostname NOT IN (SELECT value FROM json_each(?))",
      websiteId,
      has,
    );
    this.#sql.exec(
      `INSERT INTO domains (website_id, hostname) SELECT ?1, value FROM json_each(?2)
       WHERE value IN (SELECT value FROM json_each(?3)) ON CONFLICT DO NOTHING`,
      websiteId,
      JSON.stringify(domains),
      has,
    );
  }

  /** The website does not exist: unless somebody else is about to make it, it leaves the list. */
  release({ reservationId, websiteId }: WaitingReservation): void {
    this.#sql.exec("DELETE FROM reservations WHERE reservation_id = ?", reservationId);
    this.#sql.exec(
      `DELETE FROM websites WHERE website_id = ?1 AND held = 0
       AND NOT EXISTS (SELECT 1 FROM reservations WHERE website_id = ?1)`,
      websiteId,
    );
  }

  #count(query: string, ...bindings: string[]): number {
    return this.#sql.exec<{ count: number }>(query, ...bindings).one().count;
  }
}

const everyDomain = `SELECT website_id, hostname FROM domains
  UNION SELECT website_id, value AS hostname FROM reservations, json_each(domains)`;

function reservationOf({ domains, ...row }: Row): WaitingReservation {
  return { ...row, domains: JSON.parse(domains) as string[] };
}
