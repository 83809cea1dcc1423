import { DurableObject } from "cloudflare:workers";
import { AlarmScheduler, migrate } from "#durable-objects/support/index.ts";
import { tenantMigrations } from "#migrations/objects/tenant.ts";

/** Two deadlines, of which the first asks for the second. */
export class Probe extends DurableObject {
  readonly #alarms: AlarmScheduler;
  #followed = Promise.withResolvers<void>();

  constructor(ctx: DurableObjectState, env: object) {
    super(ctx, env);
    ctx.storage.transactionSync(() => migrate(ctx.storage.sql, tenantMigrations));
    this.#alarms = new AlarmScheduler(ctx.storage.sql, ctx.storage, () => Date.now());
  }

  /** Answers when the second has followed the first so often. */
  async follow(times: number): Promise<void> {
    for (let left = times; left > 0; left -= 1) {
      this.#followed = Promise.withResolvers();
      this.#alarms.schedule("first", Date.now() + 3);
      await this.#followed.promise;
      // So that the alarm has ended by then.
      await scheduler.wait(1);
    }
  }

  override async alarm(): Promise<void> {
    const { failed } = await this.#alarms.runDue(Date.now(), {
      // Often within the very millisecond for which the alarm rings.
      first: () => this.#alarms.schedule("second", Date.now()),
      second: () => this.#followed.resolve(),
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
