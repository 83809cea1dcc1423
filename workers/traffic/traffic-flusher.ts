import { WorkerEntrypoint } from "cloudflare:workers";
import type { Env } from "#workers/config.ts";
import { trafficOf } from "./isolate.ts";

/** Flushes the counts of the isolate that it runs in, in a context that outlives the request which started it. */
export class TrafficFlusher extends WorkerEntrypoint<Env> {
  async flush(): Promise<void> {
    await trafficOf(this.env).flush(this.env);
  }
}
