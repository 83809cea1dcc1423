import { leaseMsMin, type ServingState } from "#domain/lease/index.ts";
import type { TenantWord } from "#domain/contracts/index.ts";
import type { WebsiteStatus } from "#domain/website/index.ts";

/** The website's one row, as the code knows it. */
export interface WebsiteRecord {
  readonly websiteId: string;
  readonly tenantId: string;
  readonly name: string;
  readonly epoch: string;
  readonly creation: string;
  readonly createdAt: string;
  readonly status: WebsiteStatus;
  readonly hostnames: readonly string[];
  /** See `SiteNames`. */
  readonly moved: Readonly<Record<string, string>>;
  readonly activeReleaseId: string;
  readonly candidate: { readonly changeId: string; readonly releaseId: string; readonly weight: number } | null;
  readonly hintReleaseId: string | null;
  readonly version: number;
}

type Row = Record<string, SqlStorageValue> & {
  website_id: string;
  tenant_id: string;
  name: string;
  epoch: string;
  creation: string;
  created_at: string;
  status: string;
  hostnames: string;
  moved: string;
  active_release_id: string;
  candidate_change_id: string | null;
  candidate_release_id: string | null;
  candidate_weight: number | null;
  hint_release_id: string | null;
  version: number;
};

/**
 * The website's row and what follows from it, with a copy in memory that changes with each write. Writes
 * belong in a transaction; when one is undone, `reload` takes memory back with it.
 */
export class WebsiteStore {
  readonly #sql: SqlStorage;
  #record: WebsiteRecord | null;
  #isClosedByTenant: boolean;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#record = this.#read();
    this.#isClosedByTenant = this.#readClosed();
  }

  get record(): WebsiteRecord | null {
    return this.#record;
  }

  /** Whether its tenant is one whose websites are closed, whatever its own status. */
  get isClosedByTenant(): boolean {
    return this.#isClosedByTenant;
  }

  reload(): void {
    this.#record = this.#read();
    this.#isClosedByTenant = this.#readClosed();
  }

  write(record: WebsiteRecord): void {
    this.#sql.exec(
      `INSERT INTO website (id, website_id, tenant_id, name, epoch, creation, created_at, status, hostnames, moved, active_release_id,
         candidate_change_id, candidate_release_id, candidate_weight, hint_release_id, version)
       VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, status = excluded.status, hostnames = excluded.hostnames,
         moved = excluded.moved,
         active_release_id = excluded.active_release_id, candidate_change_id = excluded.candidate_change_id,
         candidate_release_id = excluded.candidate_release_id, candidate_weight = excluded.candidate_weight,
         hint_release_id = excluded.hint_release_id, version = excluded.version`,
      record.websiteId,
      record.tenantId,
      record.name,
      record.epoch,
      record.creation,
      record.createdAt,
      record.status,
      JSON.stringify(record.hostnames),
      JSON.stringify(record.moved),
      record.activeReleaseId,
      record.candidate?.changeId ?? null,
      record.candidate?.releaseId ?? null,
      record.candidate?.weight ?? null,
      record.hintReleaseId,
      record.version,
    );
    this.#record = record;
    this.#isClosedByTenant = this.#readClosed();
  }

  /** What this tenant said last; null when it has said nothing. Kept by tenant: before its creation the website is nobody's. */
  wordOf(tenantId: string): TenantWord | null {
    const row = this.#sql
      .exec<{ version: number; open: number }>("SELECT version, open FROM tenant_words WHERE tenant_id = ?", tenantId)
      .toArray()[0];
    return row === undefined ? null : { tenantId, version: row.version, isOpen: row.open === 1 };
  }

  writeWord({ tenantId, version, isOpen }: TenantWord): void {
    this.#sql.exec(
      `INSERT INTO tenant_words (tenant_id, version, open) VALUES (?, ?, ?)
       ON CONFLICT (tenant_id) DO UPDATE SET version = excluded.version, open = excluded.open`,
      tenantId,
      version,
      isOpen ? 1 : 0,
    );
    this.#isClosedByTenant = this.#readClosed();
  }

  /** Whether it was taken away before it was made. */
  get isBuried(): boolean {
    return this.#sql.exec("SELECT 1 FROM tombstone").toArray().length > 0;
  }

  bury(): void {
    this.#sql.exec("INSERT INTO tombstone (id) VALUES (1) ON CONFLICT DO NOTHING");
  }

  /** Forgets a website whose creation was given up. */
  remove(): void {
    this.#sql.exec("DELETE FROM website");
    this.#record = null;
    this.#isClosedByTenant = false;
  }

  readLeaseMax(): number {
    return this.#sql.exec<{ ms: number }>("SELECT ms FROM lease_max").toArray()[0]?.ms ?? leaseMsMin;
  }

  writeLeaseMax(ms: number): void {
    this.#sql.exec(
      "INSERT INTO lease_max (id, ms) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET ms = excluded.ms",
      Math.ceil(ms),
    );
  }

  #readClosed(): boolean {
    return this.#record !== null && this.wordOf(this.#record.tenantId)?.isOpen === false;
  }

  #read(): WebsiteRecord | null {
    const row = this.#sql.exec<Row>("SELECT * FROM website").toArray()[0];
    if (row === undefined) return null;
    return {
      websiteId: row.website_id,
      tenantId: row.tenant_id,
      name: row.name,
      epoch: row.epoch,
      creation: row.creation,
      createdAt: row.created_at,
      status: row.status as WebsiteStatus,
      hostnames: JSON.parse(row.hostnames) as string[],
      moved: JSON.parse(row.moved) as Record<string, string>,
      activeReleaseId: row.active_release_id,
      candidate:
        row.candidate_change_id === null
          ? null
          : { changeId: row.candidate_change_id, releaseId: row.candidate_release_id!, weight: row.candidate_weight! },
      hintReleaseId: row.hint_release_id,
      version: row.version,
    };
  }
}

/** What leases carry of a website. One that its tenant closes is suspended to visitors, and keeps its own status. */
export function servingStateOf(record: WebsiteRecord, isClosedByTenant: boolean): ServingState {
  return {
    version: record.version,
    activeReleaseId: record.activeReleaseId,
    candidate:
      record.candidate === null ? null : { releaseId: record.candidate.releaseId, weight: record.candidate.weight },
    status: isClosedByTenant && record.status !== "deleted" ? "suspended" : record.status,
    hostnames: [...record.hostnames],
    ...(Object.keys(record.moved).length === 0 ? {} : { moved: { ...record.moved } }),
    tenantId: record.tenantId,
    hint: record.hintReleaseId,
    dataVersions: {},
  };
}
