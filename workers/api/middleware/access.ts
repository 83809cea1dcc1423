import { createMiddleware } from "hono/factory";
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

type WithContext = { Variables: ApiVariables & { readonly access: Context } };

/** Gives a route the context that it asks for, or answers why there is none. Handlers get their context by this alone. */
export function accessTo({ access, method, path }: Pick<Route, "access" | "method" | "path">) {
  return createMiddleware<WithContext>(async (context, next) => {
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
      const attempt = { actor, actorTenantId, method, route: path, reason, origin };
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
