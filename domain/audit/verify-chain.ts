import { firstPreviousHash, hashOfEntry, type AuditEntry } from "./audit-entry.ts";

/** What is wrong with a chain, where. */
export interface ChainFault {
  readonly sequence: number;
  readonly fault: "altered" | "missing" | "not-linked" | "another-tenant";
}

/** Follows one tenant's chain from its first entry, entry by entry, in as little memory as one takes. */
export class ChainVerifier {
  #sequence = 0;
  #hash = firstPreviousHash;
  #tenantId: string | null = null;

  /** How many entries were found whole so far, and the hash of the last: to be compared with one kept elsewhere. */
  get verified(): { readonly sequence: number; readonly hash: string } {
    return { sequence: this.#sequence, hash: this.#hash };
  }

  /** @returns what is wrong with this entry; null when it follows from those before */
  take(entry: AuditEntry): ChainFault | null {
    this.#tenantId ??= entry.tenantId;
    const { sequence } = entry;
    if (entry.tenantId !== this.#tenantId) return { sequence, fault: "another-tenant" };
    if (sequence !== this.#sequence + 1) return { sequence: this.#sequence + 1, fault: "missing" };
    if (entry.previousHash !== this.#hash) return { sequence, fault: "not-linked" };
    if (hashOfEntry(entry) !== entry.hash) return { sequence, fault: "altered" };
    this.#sequence = sequence;
    this.#hash = entry.hash;
    return null;
  }
}
