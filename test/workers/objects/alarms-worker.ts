import { DurableObject } from "cloudflare:workers";
import { AlarmScheduler, migrate } from "#durable-objects/support/index.ts";
import { tenantMigrations } from "#migrations/objects/tenant.ts";

/** Deadlines that ask for one another, over and over. */
class Probe extends DurableObject {
  readonly #alarms: AlarmScheduler;
  #left = 0;
  #finished = Promise.withResolvers<void>();

  constructor(ctx: DurableObjectState, env: object) {
    super(ctx, env);
    ctx.storage.transactionSync(() => migrate(ctx.storage.sql, tenantMigrations));
    this.#alarms = new AlarmScheduler(ctx.storage.sql, ctx.storage, () => Date.now());
  }

  /** Answers when one has followed the other so often. */
  async follow(times: number): Promise<void> {
    this.#left = times;
    this.#alarms.schedule("first", Date.now() + 1);
    await this.#finished.promise;
  }

  override async alarm(): Promise<void> {
    const { failed } = await this.#alarms.runDue(Date.now(), {
      // Often within the very millisecond for which the alarm rings.
      first: () => this.#alarms.schedule("second", Date.now()),
      second: () => {
        this.#left -= 1;
        if (this.#left === 0) this.#finished.resolve();
        else this.#alarms.schedule("first", Date.now() + 1);
      },
    });
    for (const { error } of failed) console.error(error);
  }
}

interface Bindings {
  readonly PROBES: DurableObjectNamespace<Probe>;
}

export default {
  /** `GET /<name of the object>/<how often>`; any shorter path asks whether it is up. */
  async fetch(request: Request, { PROBES }: Bindings): Promise<Response> {
    const [, name, times] = new URL(request.url).pathname.split("/");
    if (times !== undefined) await PROBES.getByName(name!).follow(Number(times));
    return new Response("ok\n");
  },
};
