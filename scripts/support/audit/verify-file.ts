import {
  auditEntrySchema,
  ChainVerifier,
  firstPreviousHash,
  type AuditEntry,
  type ChainFault,
} from "#domain/audit/index.ts";

export interface Verified {
  readonly isWhole: boolean;
  /** What was found, a sentence a line. */
  readonly report: readonly string[];
}

const faults: Readonly<Record<ChainFault["fault"], string>> = {
  altered: "it was altered after it was written",
  missing: "it is missing, or another was put in its place",
  "not-linked": "it does not follow from the one before: one of them was altered, taken out or put in",
  "another-tenant": "it belongs to the log of another tenant",
};

/**
 * Follows an exported log from its first entry to its last, in as little memory as one takes.
 *
 * @param lines an entry each, as `GET /api/v1/tenant/audit/export` gives them
 * @param head the hash of an entry, kept since an earlier export: whoever rewrote the log, or cut off its end, cannot have it
 */
export async function verifyLog(lines: AsyncIterable<string>, head: string | null): Promise<Verified> {
  const verifier = new ChainVerifier();
  let headAt = head === firstPreviousHash ? 0 : null;
  let number = 0;
  for await (const line of lines) {
    number += 1;
    if (line.trim() === "") continue;
    const value = parse(line);
    const entry = auditEntrySchema.safeParse(value);
    if (!entry.success) return broken(verifier, `Line ${number} is no entry of an audit log.`);
    // Of a member that is there twice programs believe the last, and people the first.
    if (JSON.stringify(value) !== line)
      return broken(verifier, `Line ${number} is spelled otherwise than it was written.`);
    // With whatever else it holds: what was put into it alters it as well.
    const fault = verifier.take(value as AuditEntry);
    if (fault !== null) return broken(verifier, `Entry ${fault.sequence} is not as it was: ${faults[fault.fault]}.`);
    if (entry.data.hash === head) headAt = entry.data.sequence;
  }
  const { sequence, hash } = verifier.verified;
  if (head !== null && headAt === null) {
    return broken(
      verifier,
      `No entry has the hash ${head}: the end of the log was cut off, or all of it written anew.`,
    );
  }
  const found = sequence === 0 ? "The log is empty." : `All ${sequence} entries are as they were written.`;
  const kept =
    head === null
      ? "Keep the hash of the last entry elsewhere: with --head it shows later that nothing was cut off or written anew."
      : `The hash that you kept is that of entry ${headAt}: nothing up to it was cut off or written anew.`;
  return { isWhole: true, report: [found, `Last entry: ${sequence}, hash ${hash}`, kept] };
}

function broken(verifier: ChainVerifier, sentence: string): Verified {
  const { sequence, hash } = verifier.verified;
  const before =
    sequence === 0 ? "No entry before it is known to be whole." : `Whole up to entry ${sequence}, hash ${hash}.`;
  return { isWhole: false, report: [sentence, before] };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
