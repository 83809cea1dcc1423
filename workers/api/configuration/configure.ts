import type { ConfigurationEdits } from "#domain/configuration/index.ts";
import type { Configured } from "#domain/contracts/index.ts";
import type { Digest } from "#domain/digest/index.ts";
import { ok, type Result } from "#domain/errors/index.ts";
import { digestToMatch, hasTag } from "#domain/http/index.ts";
import { uuidV7 } from "#domain/ids/index.ts";
import type { WebsiteContext } from "../access/context.ts";
import type { Handled, Refused } from "../answer.ts";
import { changedByOf } from "../changed-by.ts";
import { idFor } from "../idempotency.ts";
import { withinDeployments } from "../quotas/index.ts";
import { placementRefusals } from "../refusals.ts";
import type { RawCall } from "../route.ts";

/** How changes of the configuration may be refused. */
export const configureRefusals = [...placementRefusals, "edit-conflict", "version-mismatch", "quota-exceeded"] as const;

export interface ToConfigure {
  /** Null for whatever is active. */
  readonly base: Digest | null;
  readonly edits: ConfigurationEdits;
  /** What the website's history says of it. */
  readonly message: string;
}

type ConfigureCall = Pick<RawCall<WebsiteContext>, "context" | "services" | "idempotencyKey">;

/** The id of the deployment that the call makes. */
export function configurationIdOf(call: ConfigureCall): { readonly ok: true; readonly value: string } | Refused {
  const id = idFor(call, undefined, `configuration of ${call.context.website.websiteId}`);
  return id.ok ? ok(id.value ?? uuidV7(call.services.now())) : id;
}

/** Changes the configuration as one deployment. Repeated with the same id it is answered as it was. */
export function configure(
  { context, services }: ConfigureCall,
  deploymentId: string,
  asked: ToConfigure,
): Promise<Result<Configured>> {
  const input = { ...asked, deploymentId, by: changedByOf(context) };
  return withinDeployments(services, context.website, deploymentId, () =>
    services.onWebsite(context.website, (website) => website.configure(input)),
  );
}

/**
 * Makes the same change whatever else was changed since; where the call has `If-Match`, a change of the same parts since what that names
 * is a conflict.
 */
export async function configureByName(
  call: ConfigureCall & Pick<RawCall<WebsiteContext>, "headers">,
  edits: ConfigurationEdits,
  message: string,
): Promise<Result<Configured>> {
  const base = baseOf(call.headers);
  if (!base.ok) return base;
  const id = configurationIdOf(call);
  return id.ok ? configure(call, id.value, { base: base.value, edits, message }) : id;
}

/** What `If-Match` names; where a call may do without, null. */
export function baseOf(headers: Headers): Result<Digest | null, "precondition-required" | "version-mismatch"> {
  return headers.has("If-Match") ? digestToMatch(headers) : ok(null);
}

export const tagOf = (digest: Digest): Readonly<Record<string, string>> => ({ ETag: `"${digest}"` });

/** What was read, or 304 for whoever has it. */
export function taggedWith(digest: Digest, headers: Headers, body: unknown): Handled {
  return hasTag(headers.get("If-None-Match"), digest)
    ? ok({ status: 304, body: null, headers: tagOf(digest) })
    : ok({ status: 200, body, headers: tagOf(digest) });
}
