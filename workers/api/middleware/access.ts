import type { Context as HonoContext } from "hono";
import { createMiddleware } from "hono/factory";
import { heldCallSecondsMax } from "#domain/access/index.ts";
import { tenantLeaseMs } from "#domain/contracts/index.ts";
import { websiteIdSchema } from "#domain/ids/index.ts";
import { callOrigin } from "../access/call-origin.ts";
import type { Context } from "../access/context.ts";
import { describeCredential, tenantClaimed, type Credential } from "../access/credential.ts";
import { establishContext } from "../access/establish-context.ts";
import { refusedAttempt } from "../access/refused-attempt.ts";
import { refuse } from "../answer.ts";
import type { ApiVariables } from "../context.ts";
import { problemResponse } from "../problem.ts";
import type { Route } from "../route.ts";
import { countedRefusal } from "./count-refusals.ts";
import { credentialOf, invalidToken } from "./credential.ts";

type WithContext = {
  Variables: ApiVariables & {
    readonly access: Context;
    /** By whom the call was begun; undefined where the route is public. */
    readonly credential: Credential | undefined;
    /** When it was found out, in milliseconds since the epoch. */
    readonly accessAt: number;
    /** What is against the call by now; null for nothing. For bodies that are passed on while they come. */
    readonly refusalSince: () => Promise<Response | null>;
  };
};

type Guarded = Pick<Route, "access" | "method" | "path">;

/** Gives a route the context that it asks for, or answers why there is none. Handlers get their context by this alone. */
export function accessTo(route: Guarded) {
  return createMiddleware<WithContext>(async (context, next) => {
    context.set("refusalSince", () => refusalSince(route, context));
    return (await refusalTo(route, context)) ?? next();
  });
}

/** Finds the context out once more, when all of the body has come. */
export const accessStill = createMiddleware<WithContext>(
  async (context, next) => (await context.get("refusalSince")()) ?? next(),
);

async function refusalTo(route: Guarded, context: HonoContext<WithContext>): Promise<Response | null> {
  const services = context.get("services");
  context.set("accessAt", services.now());
  if (route.access.kind === "public") {
    const origin = callOrigin(context.req.raw.headers, context.get("requestId"), services.clientAddressHeader);
    context.set("access", { kind: "public", origin });
    return null;
  }
  const credential = await credentialOf(context.req.raw.headers, context.var);
  if (credential instanceof Response) return credential;
  context.set("credential", credential);
  return refusalOf(route, credential, context);
}

/**
 * Finds the context out once more when the body took longer to come than anything is gone by without asking: else a call that was
 * begun in time, and held open, could be ended by someone who was removed meanwhile. By whom it was begun stays as it was, since a
 * long upload outlives what it was begun with; not without end, since that is revoked by what the control plane remembers of it.
 */
async function refusalSince(route: Guarded, context: HonoContext<WithContext>): Promise<Response | null> {
  const heldMs = context.get("services").now() - context.get("accessAt");
  if (heldMs >= 0 && heldMs < tenantLeaseMs) return null;
  const credential = context.get("credential");
  const isLasting = heldMs >= 0 && heldMs < heldCallSecondsMax * 1_000;
  return credential === undefined || !isLasting ? refusalTo(route, context) : refusalOf(route, credential, context);
}

/** Sets the context that the credential is given, or tells why there is none. */
async function refusalOf(
  { access, method, path }: Guarded,
  credential: Credential,
  context: HonoContext<WithContext>,
): Promise<Response | null> {
  const [requestId, services] = [context.get("requestId"), context.get("services")];
  const origin = callOrigin(context.req.raw.headers, requestId, services.clientAddressHeader);
  const place = path.includes("/:websiteId") ? "path" : "query";
  const named = place === "path" ? context.req.param("websiteId") : context.req.query("websiteId");
  const website = access.kind === "website" ? websiteIdSchema.safeParse(named) : null;
  if (website?.success === false) {
    const location = `${place}.websiteId`;
    return problemResponse(refuse([{ location, message: "must be a UUID" }]).failure, requestId);
  }
  const asked = {
    access,
    credential,
    origin,
    tenantHeader: context.req.header("X-Tenant-ID") ?? null,
    websiteId: website?.data ?? null,
  };
  const reports: (() => void)[] = [];
  const report = (ownerTenantId: string, reason: string): void => {
    const [actor, actorTenantId] = [describeCredential(credential), tenantClaimed(credential) ?? null];
    const impersonatedBy = credential.kind === "access-token" ? credential.claims.imp : null;
    const attempt = { actor, impersonatedBy, actorTenantId, method, route: path, reason, origin };
    services.reportRefusal(ownerTenantId, refusedAttempt(attempt, services.now()));
  };
  const reportRefusal = (owner: string, reason: string) => void reports.push(() => report(owner, reason));
  const established = await establishContext(asked, { ...services, reportRefusal });
  if (established.ok) {
    context.set("access", established.value);
    return null;
  }
  const failure = await countedRefusal(services, established.failure, credential, origin);
  // Of what was refused too often the owner was told often enough.
  if (failure === established.failure) for (const tell of reports) tell();
  return problemResponse(failure, requestId, failure.code === "unauthorized" ? invalidToken : {});
}
