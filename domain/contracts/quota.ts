import type { Digest } from "#domain/digest/index.ts";

/** For so long what was reserved may be made, in milliseconds; whether it was is asked after that, unless it was told before. */
export const reservationMs = 60_000;

/** What a website is to be made, or given, by. */
export interface ReserveWebsiteInput {
  readonly websiteId: string;
  /** The hostnames outside the sites' domain that it is to have: all of them, those it has too. */
  readonly domains: readonly string[];
}

/** Room in the quota, taken: it counts like what is there until it is settled. */
export interface Reservation {
  readonly reservationId: string;
  /** Milliseconds since the epoch: the website begins nothing by it after that. */
  readonly untilMs: number;
}

/** Some bytes that a tenant is about to store, and has. */
export interface BlobToHold {
  readonly digest: Digest;
  readonly bytes: number;
}
