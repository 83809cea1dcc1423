import { DurableObject } from "cloudflare:workers";

/** What leases save: an object asked on each request which release is active. It lives in the same process. */
let init;
let sinceYield = 0;

export class ActiveRelease extends DurableObject {
  read() {
    return "release";
  }
}

export default {
  async fetch(request, env) {
    init ??= { status: 200, headers: new Headers(env.HEADERS), encodeBody: "manual" };
    if (env.YIELD_EVERY > 0 && ++sinceYield >= env.YIELD_EVERY) {
      sinceYield = 0;
      await scheduler.wait(0);
    }
    await env.ACTIVE_RELEASE.get(env.ACTIVE_RELEASE.idFromName("hot")).read();
    return new Response(env.BODY, init);
  },
};
