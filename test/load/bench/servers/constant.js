/**
 * The limit: what the runtime makes of bytes that never change. The same bytes and headers as the page that is
 * compared with it, and the same rule for letting other connections go first.
 */
let init;
let sinceYield = 0;

export default {
  fetch(request, env) {
    init ??= { status: 200, headers: new Headers(env.HEADERS), encodeBody: "manual" };
    if (env.YIELD_EVERY > 0 && ++sinceYield >= env.YIELD_EVERY) {
      sinceYield = 0;
      return scheduler.wait(0).then(() => new Response(env.BODY, init));
    }
    return new Response(env.BODY, init);
  },
};
