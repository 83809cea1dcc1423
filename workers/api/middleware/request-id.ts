import { uuidV7 } from "#domain/ids/index.ts";
import { createMiddleware } from "hono/factory";
import type { ApiVariables } from "../context.ts";

const acceptable = /^[A-Za-z0-9._-]{1,64}$/;

/** Gives the request the id under which it is logged: the client's own `X-Request-Id` if that is harmless. */
export const requestId = createMiddleware<{ Variables: ApiVariables }>(async (context, next) => {
  const given = context.req.header("X-Request-Id") ?? "";
  const id = acceptable.test(given) ? given : uuidV7(Date.now());
  context.set("requestId", id);
  await next();
  context.header("X-Request-Id", id);
});
