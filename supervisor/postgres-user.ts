import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { SupervisorError } from "./supervisor-error.ts";

/** Whom Postgres runs as: it refuses to be root. */
export interface PostgresUser {
  readonly uid: number;
  readonly gid: number;
  /** What setpriv(1) needs to become that user. */
  readonly privileges: readonly string[];
}

/** CAP_DAC_READ_SEARCH: lets the user pass through directories that only root may enter, such as a private checkout. */
const readSearchBit = 2n;

/** Null where this process is not root: Postgres then runs as whoever we are. */
export function findPostgresUser(): PostgresUser | null {
  if (process.getuid?.() !== 0) return null;
  const name = ["postgres", "nobody"].find((candidate) => idOf("-u", candidate) !== null);
  if (name === undefined)
    throw new SupervisorError(
      "Postgres does not run as root, and there is no user 'postgres' or 'nobody' to run it as.",
    );
  const uid = idOf("-u", name)!;
  const gid = idOf("-g", name)!;
  const mayPass = hasReadSearch(readFileSync("/proc/self/status", "utf8"));
  const passing = mayPass ? ["--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"] : [];
  return { uid, gid, privileges: [`--reuid=${uid}`, `--regid=${gid}`, "--clear-groups", ...passing] };
}

function hasReadSearch(status: string): boolean {
  const [, bits] = /^CapEff:\s*([0-9a-f]+)/m.exec(status) ?? [];
  return bits !== undefined && ((BigInt(`0x${bits}`) >> readSearchBit) & 1n) === 1n;
}

function idOf(flag: "-u" | "-g", name: string): number | null {
  const { status, stdout } = spawnSync("id", [flag, name], { encoding: "utf8" });
  return status === 0 ? Number(stdout) : null;
}
