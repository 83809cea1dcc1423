import type { ZodOpenApiOperationObject, ZodOpenApiSecuritySchemeObject } from "zod-openapi";
import type { Route } from "../route.ts";

export const securitySchemes = {
  bearer: {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description:
      "An access token, good for one tenant or for none and for five minutes: a session is exchanged for it.",
  },
  session: {
    type: "apiKey",
    in: "cookie",
    name: "hotswap.session_token",
    description:
      "The cookie of a session. It is good below /auth alone, and calls that change something need an `Origin` of the platform's; where the API is reached by https its name begins with `__Host-`.",
  },
} as const satisfies Record<string, ZodOpenApiSecuritySchemeObject>;

/** What a caller has to show: nothing, the cookie of a session, or a token. */
export function securityOf({ access, path, refusals }: Route): NonNullable<ZodOpenApiOperationObject["security"]> {
  if (access.kind !== "public") return [{ bearer: [] }];
  // These are passed on with the cookies that came; those that want a session say that they refuse who has none.
  return path.startsWith("/auth/") && refusals.includes("unauthorized") ? [{ session: [] }] : [];
}
