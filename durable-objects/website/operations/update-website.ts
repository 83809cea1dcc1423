import type {
  EditHostnamesInput,
  PlacementFailure,
  UpdateWebsiteInput,
  Unreserved,
  Website,
} from "#domain/contracts/index.ts";
import { fail, ok, type FailureCode, type Result } from "#domain/errors/index.ts";
import { renamed, withHostnames, type SiteNames } from "#domain/website/index.ts";
import { usableWebsite, type WebsiteContext } from "../website-context.ts";
import type { WebsiteRecord } from "../website-store.ts";
import { changeNames, namesOf, type Naming } from "./change-names.ts";
import { describeWebsite } from "./describe-website.ts";

type Updated<Code extends FailureCode> = Promise<Result<Website, Code | PlacementFailure | Unreserved>>;

/**
 * Changes the website's name, puts one hostname in the place of another, or both in one step. Asked for again when all of it is so
 * already, it changes nothing, whatever version is named: the answer to the first call may have been lost.
 *
 * Fails with `version-mismatch` when the website is no longer what its caller has read.
 */
export async function updateWebsite(
  context: WebsiteContext,
  input: UpdateWebsiteInput,
  untilMs = Infinity,
): Updated<"version-mismatch" | "invalid-request"> {
  const usable = usableWebsite(context);
  if (!usable.ok) return usable;
  if (isSo(usable.value, input)) return describeWebsite(context);
  const decide = (record: WebsiteRecord): Result<Naming, "version-mismatch" | "invalid-request"> => {
    if (record.version !== input.ifVersion) return changedMeanwhile(record);
    const { from, to } = input.rename ?? { from: null, to: null };
    const names = to === null ? record : renamed(record, from, to);
    if (names.hostnames.length > Math.max(hostnamesMax, record.hostnames.length)) return tooManyHostnames;
    return ok({ name: input.name ?? record.name, ...namesOf(names) });
  };
  const changed = await changeNames(context, decide, untilMs);
  return changed.ok ? describeWebsite(context) : changed;
}

/** Adds hostnames and takes others away, whatever else the website has. Again, it changes nothing. */
export async function editHostnames(
  context: WebsiteContext,
  { add, remove }: EditHostnamesInput,
  untilMs = Infinity,
): Updated<"last-hostname" | "invalid-request"> {
  const usable = usableWebsite(context);
  if (!usable.ok) return usable;
  const edited = ({ hostnames }: SiteNames) => [...hostnames.filter((each) => !remove.includes(each)), ...add];
  const isSoAlready =
    add.every((hostname) => usable.value.hostnames.includes(hostname)) &&
    !remove.some((hostname) => usable.value.hostnames.includes(hostname));
  if (isSoAlready) return describeWebsite(context);
  const decide = (record: WebsiteRecord): Result<Naming, "last-hostname" | "invalid-request"> => {
    const names = withHostnames(record, edited(record));
    if (names.hostnames.length === 0) {
      return fail(
        "last-hostname",
        "It is the website's only hostname. Give it another one first, or delete the website.",
      );
    }
    if (names.hostnames.length > hostnamesMax) return tooManyHostnames;
    return ok({ name: record.name, ...names });
  };
  const changed = await changeNames(context, decide, untilMs);
  return changed.ok ? describeWebsite(context) : changed;
}

const hostnamesMax = 50;
const tooManyHostnames = fail("invalid-request", `A website has at most ${hostnamesMax} hostnames.`);

function isSo({ name, hostnames }: WebsiteRecord, input: UpdateWebsiteInput): boolean {
  const { rename } = input;
  const isNamed = input.name === undefined || input.name === name;
  const isFound =
    rename === undefined ||
    (hostnames.includes(rename.to) &&
      (rename.from === null || rename.from === rename.to || !hostnames.includes(rename.from)));
  return isNamed && isFound;
}

function changedMeanwhile({ version }: WebsiteRecord) {
  return fail("version-mismatch", `The website is at version ${version}. Read it again, and decide anew.`, { version });
}
