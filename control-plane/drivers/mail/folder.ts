import { open, readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  keptMailContentSchema,
  keptMailSchema,
  type KeptMail,
  type KeptMailContent,
  type Page,
} from "#domain/contracts/index.ts";

/** The mails that a directory holds. */
export interface MailFolder {
  /** Newest first. @param cursor of a page that was given before: a place in the index, in bytes */
  list(input: { readonly limit: number; readonly cursor: number | undefined }): Promise<Page<KeptMail>>;
  /** Null for none of this id. @param mailId a UUID, as it is part of a file's name */
  find(mailId: string): Promise<KeptMailContent | null>;
}

/** So much of the index is looked through for a page: far more than its lines take. */
const stretchBytesMax = 262_144;
const newline = 10;

/** Reads what `directoryMailer` wrote. */
export function directoryMailFolder(path: string): MailFolder {
  return {
    async list({ limit, cursor }) {
      const { bytes, start } = await readBefore(join(path, "index.ndjson"), cursor);
      const lines = completeLines(bytes, start);
      const page = lines.slice(-limit);
      const first = page[0];
      // Begins where this page does: what is written meanwhile comes behind all that.
      const isMore = first !== undefined && first.at > 0;
      return { items: page.flatMap(({ mail }) => mail ?? []).toReversed(), cursor: isMore ? String(first.at) : null };
    },
    async find(mailId) {
      const text = await readFile(join(path, `${mailId}.json`), "utf8").catch(whenMissing(null));
      return text === null ? null : keptMailContentSchema.parse(JSON.parse(text));
    },
  };
}

/** The last stretch of a file that ends before a place; nothing of a file that is not there. */
async function readBefore(file: string, end: number | undefined): Promise<{ bytes: Buffer; start: number }> {
  const handle = await open(file, "r").catch(whenMissing(null));
  if (handle === null) return { bytes: Buffer.alloc(0), start: 0 };
  try {
    const { size } = await handle.stat();
    const until = Math.min(end ?? size, size);
    const start = Math.max(0, until - stretchBytesMax);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(until - start), 0, until - start, start);
    return { bytes: buffer.subarray(0, bytesRead), start };
  } finally {
    await handle.close();
  }
}

interface Line {
  /** Where it begins in the file, in bytes. */
  readonly at: number;
  /** Null for what a crash left half written. */
  readonly mail: KeptMail | null;
}

/** The lines that the stretch has whole, from their beginning to their end. */
function completeLines(bytes: Buffer, start: number): Line[] {
  const lines: Line[] = [];
  let from = start === 0 ? 0 : bytes.indexOf(newline) + 1;
  for (let to = bytes.indexOf(newline, from); to >= 0; to = bytes.indexOf(newline, from)) {
    lines.push({ at: start + from, mail: mailOf(bytes.subarray(from, to).toString()) });
    from = to + 1;
  }
  return lines;
}

function mailOf(line: string): KeptMail | null {
  try {
    return keptMailSchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

function whenMissing<Value>(value: Value) {
  return (error: NodeJS.ErrnoException): Value => {
    if (error.code === "ENOENT") return value;
    throw error;
  };
}
