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

/** What `mendObject` would change: the server is asked what would become of the object, defaults and all. */
export async function compareObject(api: ApiSession, wanted: Manifest, live: LiveObject | undefined): Promise<Drift[]> {
  if (live === undefined) return [describe.missing(wanted)];
  const ignored = ignoredPaths(wanted);
  try {
    const applied = await api.apply(wanted, { dryRun: true });
    return describe.changes(wanted, differences(live, applied, ignored), strayFields(applied, ignored));
  } catch (error) {
    if (isStatus(error, 422) && kinds[wanted.kind].replaceable === true) return [describe.unchangeable(wanted)];
    throw error;
  }
}
