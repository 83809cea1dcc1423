import type { Drained, FollowTenantInput, PlacementFailure, Unreserved } from "#domain/contracts/index.ts";
import { canonicalJson } from "#domain/digest/index.ts";
import { fail, ok, type FailureCode, type Result } from "#domain/errors/index.ts";
import { heldHostnames, movedBelow, withHostnames, type SiteNames } from "#domain/website/index.ts";
import { unreserved, usableWebsite, type WebsiteContext } from "../website-context.ts";
import type { WebsiteRecord } from "../website-store.ts";
import { changeServingState } from "./change-serving-state.ts";

/** When an interrupted change of hostnames is taken up, in milliseconds after it began. */
const resumeAfterMs = 15_000;

/** What a website is called, and where it is found. */
export interface Naming extends SiteNames {
  readonly name: string;
}

type Outcome<Code extends FailureCode> = Result<Drained, Code | PlacementFailure | Unreserved>;

/**
 * Claims the hostnames that are new, then has names and hostnames change in one step, through a drain, then gives up those that are
 * gone. A crash before the step leaves all as it was, one after it all as it is to be; what is left over at the directory is
 * settled by alarm.
 *
 * @param decide what is to be; asked again in the transaction that flips
 * @param untilMs when the tenant's room for it runs out, in milliseconds since the epoch
 */
export function changeNames<Code extends FailureCode>(
  context: WebsiteContext,
  decide: (record: WebsiteRecord) => Result<Naming, Code>,
  untilMs = Infinity,
): Promise<Outcome<Code>> {
  return context.hostnameTurn(async () => {
    const usable = usableWebsite(context);
    if (!usable.ok) return usable;
    if (context.now() >= untilMs) return unreserved;
    const wanted = decide(usable.value);
    if (!wanted.ok) return wanted;
    const { websiteId } = usable.value;
    const held = heldHostnames(usable.value);
    const added = heldHostnames(wanted.value).filter((hostname) => !held.includes(hostname));
    context.transaction(() => {
      context.claims.begin(added);
      context.alarms.schedule("settle-hostnames", context.now() + resumeAfterMs);
    });
    const taken = await context.claims.claimAll(added, websiteId);
    const drained: Outcome<Code> =
      taken === null
        ? await changeServingState<Code | PlacementFailure | Unreserved>(context, (record) => {
            // Claiming and draining took their time, after which nobody counts these domains.
            if (context.now() >= untilMs) return unreserved;
            const decided = decide(record);
            if (!decided.ok) return decided;
            tell(context, record, decided.value);
            context.claims.keepOnly(heldHostnames(decided.value));
            return ok({ ...record, ...decided.value });
          })
        : fail("hostname-taken", `The hostname ${taken} belongs to another website.`, { hostname: taken });
    if (!drained.ok) context.claims.keepOnly(heldHostnames(context.website.record!));
    await context.claims.releaseAll(websiteId);
    return drained;
  });
}

/**
 * Follows its tenant to another subdomain: what it has below the one is below the other from now on. Again, it changes nothing. Fails
 * with `website-not-found` where it is another tenant's.
 */
export async function followTenant(
  context: WebsiteContext,
  { tenantId, from, to }: FollowTenantInput,
): Promise<Outcome<never> | Result<null, never>> {
  const usable = usableWebsite(context);
  if (!usable.ok) return usable;
  if (usable.value.tenantId !== tenantId) return fail("website-not-found", "The website is another tenant's.");
  const follow = (record: WebsiteRecord): Naming => ({ name: record.name, ...movedBelow(namesOf(record), from, to) });
  if (canonicalJson(follow(usable.value).hostnames) === canonicalJson(usable.value.hostnames)) return ok(null);
  return changeNames<never>(context, (record) => ok(follow(record)));
}

/** These hostnames and no others. */
export function setHostnames(
  context: WebsiteContext,
  given: readonly string[],
  untilMs = Infinity,
): Promise<Outcome<never>> {
  return changeNames<never>(context, (record) => ok({ name: record.name, ...withHostnames(record, given) }), untilMs);
}

export function namesOf({ hostnames, moved }: SiteNames): SiteNames {
  return { hostnames, moved };
}

function tell(context: WebsiteContext, before: WebsiteRecord, { name, hostnames }: Naming): void {
  const at = new Date(context.now()).toISOString();
  if (name !== before.name) context.emit({ type: "website-renamed", name, at });
  if (canonicalJson(hostnames) === canonicalJson(before.hostnames)) return;
  context.emit({ type: "hostnames-changed", hostnames: [...hostnames], at });
}
