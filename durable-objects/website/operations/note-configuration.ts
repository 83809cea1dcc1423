import type { ChangedBy } from "#domain/contracts/index.ts";
import { differenceOf, type StoredConfiguration } from "#domain/configuration/index.ts";
import type { Deployment } from "#domain/deployment/index.ts";
import type { LeafReplacement } from "#domain/release/index.ts";
import type { WebsiteContext } from "../website-context.ts";

/** An event names so many parts; there may be three hundred on either side. */
const partsMax = 1_000;

/** Notes what a deployment did to the configuration, in the transaction that flips. The event goes to the audit log: it has names alone. */
export function noteConfiguration(
  { releases, configurationHistory, emit }: WebsiteContext,
  { deploymentId, kind, undoes, activatedAt: at, message }: Deployment,
  { from, to }: LeafReplacement,
  { by = null, request = null }: { readonly by?: ChangedBy | null | undefined; readonly request?: string | null },
): void {
  if (from === to && request === null) return;
  const [before, after] = [from, to].map((digest) => releases.value<StoredConfiguration>(digest)!);
  const differences = differenceOf(before!, after!);
  const actor = by?.actor ?? null;
  configurationHistory.append({ deploymentId, kind, undoes, at, actor, message, differences }, request);
  if (differences.length === 0) return;
  const parts = differences.map(({ part }) => part).slice(0, partsMax);
  emit({ type: "configuration-changed", deploymentId, parts, by, at });
}
