import { createMiddleware } from "hono/factory";

/** Answers are for the one who asked, unless they say otherwise, and are never to be read as anything but what they say they are. */
export const responseHeaders = createMiddleware(async (context, next) => {
  await next();
  if (!context.res.headers.has("Cache-Control")) context.header("Cache-Control", "no-store");
  context.header("X-Content-Type-Options", "nosniff");
});
