import type { MiddlewareHandler } from "hono";
import { createMiddleware } from "hono/factory";
import { tenantLeaseMs } from "#domain/contracts/index.ts";
import { websiteIdSchema } from "#domain/ids/index.ts";
import { callOrigin } from "../access/call-origin.ts";
import type { Context } from "../access/context.ts";
import { describeCredential, tenantClaimed } from "../access/credential.ts";
import { establishContext } from "../access/establish-context.ts";
import { refusedAttempt } from "../access/refused-attempt.ts";
import { refuse } from "../answer.ts";
import type { ApiVariables } from "../context.ts";
import { problemResponse } from "../problem.ts";
import type { Route } from "../route.ts";
import { credentialOf, invalidToken } from "./credential.ts";

type WithContext = {
  Variables: ApiVariables & {
    readonly access: Context;
    /** When it was found out, in milliseconds since the epoch. */
    readonly accessAt: number;
  };
};

/** Gives a route the context that it asks for, or answers why there is none. Handlers get their context by this alone. */
export function accessTo({ access, method, path }: Pick<Route, "access" | "method" | "path">) {
  return createMiddleware<WithContext>(async (context, next) => {
    context.set("accessAt", context.get("services").now());
    const [requestId, services] = [context.get("requestId"), context.get("services")];
    const origin = callOrigin(context.req.raw.headers, requestId, services.clientAddressHeader);
    if (access.kind === "public") {
      context.set("access", { kind: "public", origin });
      return next();
    }
    const credential = await credentialOf(context.req.header("Authorization"), { services, requestId });
    if (credential instanceof Response) return credential;
    const website = access.kind === "website" ? websiteIdSchema.safeParse(context.req.param("websiteId")) : null;
    if (website?.success === false) {
      return problemResponse(refuse([{ location: "path.websiteId", message: "must be a UUID" }]).failure, requestId);
    }
    const asked = {
      access,
      credential,
      origin,
      tenantHeader: context.req.header("X-Tenant-ID") ?? null,
      websiteId: website?.data ?? null,
    };
    const reportRefusal = (ownerTenantId: string, reason: string): void => {
      const [actor, actorTenantId] = [describeCredential(credential), tenantClaimed(credential) ?? null];
      const impersonatedBy = credential.kind === "access-token" ? credential.claims.imp : null;
      const attempt = { actor, impersonatedBy, actorTenantId, method, route: path, reason, origin };
      services.reportRefusal(ownerTenantId, refusedAttempt(attempt, services.now()));
    };
    const established = await establishContext(asked, { ...services, reportRefusal });
    if (established.ok) {
      context.set("access", established.value);
      return next();
    }
    const { failure } = established;
    return problemResponse(failure, requestId, failure.code === "unauthorized" ? invalidToken : {});
  });
}

/**
 * Finds the context out once more when the body took longer to come than anything is gone by without asking: else a call that was
 * begun in time, and held open, could be ended by someone who was removed meanwhile.
 */
export function accessStill(route: Pick<Route, "access" | "method" | "path">): MiddlewareHandler<WithContext> {
  const again = accessTo(route);
  return (context, next) => {
    const heldMs = context.get("services").now() - context.get("accessAt");
    return heldMs >= 0 && heldMs < tenantLeaseMs ? next() : again(context, next);
  };
}
