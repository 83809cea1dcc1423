import type { ComponentHealth, PlatformHealth } from "#domain/contracts/index.ts";
import { untilAborted } from "../drivers/provider/index.ts";
import type { Check, Finding } from "./checks.ts";

/** Whoever asks waits for no longer: the edge gives up after three seconds. */
const checkMsMax = 2_000;

/** What each component was found to be, and since when it has been so: as long as this service lives, from its first look on. */
export class HealthBoard {
  readonly #checks: ReadonlyMap<string, Check>;
  readonly #now: () => number;
  readonly #since = new Map<string, { readonly status: Finding["status"]; readonly atMs: number }>();

  constructor(checks: ReadonlyMap<string, Check>, now: () => number = Date.now) {
    this.#checks = checks;
    this.#now = now;
  }

  /** Looks at all of them at once. Never throws: what cannot be looked at is unavailable. */
  async look(): Promise<PlatformHealth> {
    const components = await Promise.all([...this.#checks].map(([component, check]) => this.#lookAt(component, check)));
    const is = (status: Finding["status"]) => components.some((component) => component.status === status);
    // Without its database nothing works; without another part, the rest does.
    const isDown = components.some(({ component, status }) => component === "database" && status === "unavailable");
    const isWell = !is("unavailable") && !is("degraded");
    return { status: isDown ? "unavailable" : isWell ? "ok" : "degraded", components };
  }

  async #lookAt(component: string, check: Check): Promise<ComponentHealth> {
    const { status, detail } = await findingOf(check);
    const known = this.#since.get(component);
    const atMs = known?.status === status ? known.atMs : this.#now();
    this.#since.set(component, { status, atMs });
    return { component, status, detail, since: new Date(atMs).toISOString() };
  }
}

async function findingOf(check: Check): Promise<Finding> {
  const signal = AbortSignal.timeout(checkMsMax);
  try {
    return await untilAborted(check(signal), signal);
  } catch (error) {
    if (signal.aborted) return { status: "unavailable", detail: `It gave no answer within ${checkMsMax} ms.` };
    const said = error instanceof Error ? error.message : String(error);
    // Statements quote what they were given.
    const detail = said.startsWith("Failed query")
      ? "It refused a statement, or could not be reached."
      : said.slice(0, 500);
    return { status: "unavailable", detail };
  }
}
