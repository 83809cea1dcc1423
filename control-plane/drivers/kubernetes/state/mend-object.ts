import { setTimeout as sleep } from "node:timers/promises";
import type { Drift } from "#control-plane/drivers/provider/index.ts";
import type { ApiSession } from "../api/api-session.ts";
import type { LiveObject } from "../api/live-object.ts";
import { isStatus } from "../api/failures.ts";
import { kinds } from "../api/kinds.ts";
import type { Manifest } from "../objects/index.ts";
import { describe } from "./describe.ts";
import { differences } from "./differences.ts";
import { ignoredPaths } from "./ignored-paths.ts";
import { strayFields } from "./stray-fields.ts";

const triesMax = 5;

/**
 * Makes an object what it ought to be. Two that do so at once get in each other's way now and then, and try again.
 *
 * @param live as it was found
 */
export async function mendObject(api: ApiSession, wanted: Manifest, live: LiveObject | undefined): Promise<Drift[]> {
  for (let tries = 1; ; tries += 1) {
    try {
      return live === undefined ? await makeObject(api, wanted) : await changeObject(api, wanted, live);
    } catch (error) {
      if (!isStatus(error, 409) || tries === triesMax) throw error;
      await sleep(tries * 20 * (1 + Math.random()));
    }
  }
}

async function makeObject(api: ApiSession, wanted: Manifest): Promise<Drift[]> {
  await api.apply(wanted, { dryRun: false });
  return [describe.missing(wanted)];
}

async function changeObject(api: ApiSession, wanted: Manifest, live: LiveObject): Promise<Drift[]> {
  const ignored = ignoredPaths(wanted);
  const applied = await applyInPlace(api, wanted);
  if (applied === null) {
    await api.discard(live);
    await api.apply(wanted, { dryRun: false });
    return [describe.unchangeable(wanted)];
  }
  const strays = strayFields(applied, ignored);
  if (strays.length > 0) await api.put(keepReplicas(wanted, applied), applied.metadata.resourceVersion);
  return describe.changes(wanted, differences(live, applied, ignored), strays);
}

/** @returns null where a field has been changed that cannot be, by making another object in the place of ours */
async function applyInPlace(api: ApiSession, wanted: Manifest): Promise<LiveObject | null> {
  try {
    return await api.apply(wanted, { dryRun: false });
  } catch (error) {
    if (isStatus(error, 422) && kinds[wanted.kind].replaceable === true) return null;
    throw error;
  }
}

/** To put a Deployment that states no replicas would make it one. */
function keepReplicas(wanted: Manifest, { spec }: LiveObject): Manifest {
  if (!ignoredPaths(wanted).has("spec.replicas")) return wanted;
  return { ...wanted, spec: { ...(wanted["spec"] as object), replicas: (spec as { replicas?: number }).replicas } };
}
