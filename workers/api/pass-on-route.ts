import { z } from "zod";
import type { Access } from "./access/context.ts";
import { fail } from "#domain/errors/index.ts";
import { defineRoute, type Definition, type Nothing, type Route } from "./route.ts";

interface PassedOn<
  A extends Access,
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
> extends Omit<Definition<A, Params, Query, Body>, "handle" | "accepts" | "bodyBytesMax"> {
  /** Where the control plane does it, without query: `/internal/members/:personId` takes the parameters of the path. */
  readonly to: string;
  /** Whether cookies go along, and those it sets come back: for signing in and all that has to do with sessions. */
  readonly cookies?: boolean;
}

/**
 * A route that the control plane answers. The request is validated here, and passed on with a signed statement of who asks: their
 * context, the query, the body as JSON, `Idempotency-Key`, `If-Match`, `If-None-Match`, `Last-Event-ID`; status, body, `ETag` and `Location` come back.
 */
export function passOnRoute<
  const A extends Access,
  Params extends z.ZodType = Nothing,
  Query extends z.ZodType = Nothing,
  Body extends z.ZodType = Nothing,
>(definition: PassedOn<A, Params, Query, Body>): Route {
  const { to, cookies = false, ...rest } = definition;
  return defineRoute<A, Params, Query, Body>({
    ...rest,
    async handle(call) {
      const { controlPlane } = call.services;
      if (controlPlane === null) {
        return fail("control-plane-unavailable", "No control plane is configured, and it is what does this.");
      }
      const params = z.record(z.string(), z.string()).parse(call.params ?? {});
      return controlPlane.passOn(call.context, {
        method: definition.method,
        path: pathOf(to, params),
        query: call.query as Readonly<Record<string, unknown>>,
        body: definition.method === "GET" || definition.body === undefined ? undefined : call.body,
        headers: call.headers,
        cookies,
      });
    },
  });
}

/** `/internal/members/:personId` with its parameters filled in. */
function pathOf(pattern: string, params: Readonly<Record<string, string>>): string {
  return pattern.replace(/:([A-Za-z]+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
}
