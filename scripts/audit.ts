/**
 * `npm run audit -- verify FILE [--head HASH]`: whether an exported audit log is as it was written. Needs no platform.
 *
 * Ends with 0 when it is whole, 1 when it is not, 2 when the command makes no sense or the file cannot be read.
 */
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { verifyLog } from "./support/audit/verify-file.ts";

const usage = `Usage: npm run audit -- verify FILE [--head HASH]

  FILE    an export of an audit log: GET /api/v1/tenant/audit/export
  --head  the hash of an entry that you kept: shows whether the log was cut off or written anew since
`;

process.exitCode = await main(process.argv.slice(2));

async function main(args: string[]): Promise<number> {
  if (args.includes("--help") || args.includes("-h")) {
    console.log(usage);
    return 0;
  }
  const settings = read(args);
  if (settings === null) {
    console.error(usage);
    return 2;
  }
  try {
    const file = createReadStream(settings.file);
    const lines = createInterface({ input: file, crlfDelay: Number.POSITIVE_INFINITY });
    const failed = new Promise<never>((_, reject) => file.once("error", reject));
    const { isWhole, report } = await Promise.race([verifyLog(lines, settings.head), failed]);
    console.log(report.join("\n"));
    return isWhole ? 0 : 1;
  } catch (error) {
    console.error(`${settings.file} cannot be read: ${(error as Error).message}`);
    return 2;
  }
}

function read(args: string[]): { readonly file: string; readonly head: string | null } | null {
  try {
    const { values, positionals } = parseArgs({ args, options: { head: { type: "string" } }, allowPositionals: true });
    const [verb, file, ...more] = positionals;
    const head = values.head?.toLowerCase() ?? null;
    const isHash = head === null || /^[0-9a-f]{64}$/.test(head);
    return verb === "verify" && file !== undefined && more.length === 0 && isHash ? { file, head } : null;
  } catch {
    return null;
  }
}
