import { access, chmod, constants, lstat, mkdir, readdir, rm } from "node:fs/promises";
import { blobPrefix } from "../blob-key.ts";
import {
  ProviderUnavailable,
  StatusClock,
  tenantIdsIn,
  type Drift,
  type TenantProvider,
} from "../../provider/index.ts";
import { ignoreCode, isCode, isReallyAt, TenantPaths } from "./paths.ts";
import { sweep } from "./uploads.ts";

const mode = 0o700;

type State = "well" | "missing" | "open" | "foreign";

/**
 * A directory a tenant. Tenants have no credentials here: they are given addresses signed for one blob each.
 *
 * @param root without symbolic links
 */
export function directoryBlobsProvider(root: string): TenantProvider {
  const clock = new StatusClock();
  const homeOf = (tenantId: string) => new TenantPaths(root, tenantId).home;

  return {
    name: "blobs",
    async ensure({ tenantId }, signal) {
      signal.throwIfAborted();
      const home = homeOf(tenantId);
      const state = await inspect(home);
      // Whatever is in its place, e.g. a link to elsewhere, goes; what a link leads to stays.
      if (state === "foreign") await rm(home, { force: true });
      if (state === "foreign" || state === "missing") {
        await translated(() => mkdir(home, { mode }).catch(ignoreCode("EEXIST")));
      }
      if (state !== "well") await translated(() => chmod(home, mode));
      return drifts(tenantId, state);
    },
    async compare({ tenantId }, signal) {
      signal.throwIfAborted();
      return drifts(tenantId, await inspect(homeOf(tenantId)));
    },
    async remove(tenantId, signal) {
      signal.throwIfAborted();
      await translated(() => rm(homeOf(tenantId), { recursive: true, force: true, maxRetries: 5 }));
    },
    async remains(tenantId, signal) {
      signal.throwIfAborted();
      const state = await inspect(homeOf(tenantId));
      return state === "missing" ? [] : [`The directory ${blobPrefix(tenantId)} of the blobs.`];
    },
    async list(_, signal) {
      signal.throwIfAborted();
      return { tenantIds: tenantIdsIn(await translated(() => readdir(root)), "tenant-"), next: null };
    },
    async sweep(beforeMs, signal) {
      let count = 0;
      for (const tenantId of tenantIdsIn(await translated(() => readdir(root)), "tenant-")) {
        signal.throwIfAborted();
        const paths = new TenantPaths(root, tenantId);
        // Not where somebody put a link to elsewhere.
        if (await isReallyAt(paths.home)) count += await translated(() => sweep(paths, beforeMs));
      }
      return count;
    },
    async health(signal) {
      signal.throwIfAborted();
      try {
        await access(root, constants.R_OK | constants.W_OK | constants.X_OK);
        await readdir(root);
        return clock.note("ok", "Blobs are in a directory of this machine, where tenants have no credentials.");
      } catch (error) {
        return clock.note("unavailable", `The directory of the blobs cannot be used: ${codeOf(error)}.`);
      }
    },
  };
}

async function inspect(home: string): Promise<State> {
  const found = await translated(() => lstat(home).catch(ignoreCode("ENOENT")));
  if (found === undefined) return "missing";
  if (!found.isDirectory()) return "foreign";
  return (found.mode & 0o777) === mode ? "well" : "open";
}

function drifts(tenantId: string, state: State): Drift[] {
  const name = `The directory ${blobPrefix(tenantId)} of the blobs`;
  switch (state) {
    case "well":
      return [];
    case "missing":
      return [{ what: `${name} was missing.` }];
    case "open":
      return [{ what: `${name} was open to others.` }];
    case "foreign":
      return [{ what: `${name} was something else, e.g. a link.` }];
  }
}

async function translated<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    if (!isCode(error, "ENOENT", "ENOSPC", "EDQUOT", "EIO", "EROFS", "EMFILE", "ENFILE", "ENOTEMPTY")) throw error;
    throw new ProviderUnavailable(`The directory of the blobs cannot be used: ${codeOf(error)}.`, { cause: error });
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.message) : String(error);
}
