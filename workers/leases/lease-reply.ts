import type { LeaseAnswer } from "#domain/contracts/index.ts";

/** What a website's object answers to a call for a lease. */
export type LeaseReply = LeaseAnswer;
