import type { AlarmScheduler } from "#durable-objects/support/index.ts";
import { tellWebsites, type TellEffects } from "./tell-websites.ts";
import type { TenantStore } from "./tenant-store.ts";

export const tellDeadline = "tell-websites";

/** The telling of websites what their tenant is: one run at a time. */
export class Telling {
  readonly #store: TenantStore;
  readonly #alarms: AlarmScheduler;
  readonly #effects: TellEffects;
  #underWay: Promise<void> | null = null;

  constructor(store: TenantStore, alarms: AlarmScheduler, effects: TellEffects) {
    this.#store = store;
    this.#alarms = alarms;
    this.#effects = effects;
  }

  /** Whether some websites have not heeded the newest word yet. */
  get isDue(): boolean {
    const { word } = this.#store;
    return word !== null && this.#store.untold(word.version, "", 1).length > 0;
  }

  /** Sees to it that those are told by then, in the transaction that makes it so. */
  expect(atMs: number): void {
    if (this.isDue) this.#alarms.schedule(tellDeadline, atMs);
  }

  /** A word that changes while websites are told is told by the same run. Throws as `tellWebsites`. */
  run(): Promise<void> {
    this.#underWay ??= tellWebsites(this.#store, this.#effects).finally(() => (this.#underWay = null));
    return this.#underWay;
  }
}
