import type { Result } from "#domain/errors/index.ts";
import type { LeaseGrant } from "#domain/lease/index.ts";

/** What a website's object answers to a call for a lease. */
export type LeaseReply = Result<LeaseGrant, "website-not-found">;
