import type { Context } from "liquidjs/dist/liquid.browser.mjs";
import type { Locale } from "../locale.ts";
import type { TemplateFault } from "./template-fault.ts";

/**
 * What a template, and the layout around it, may cost. All of it is counted, never timed: where the platform runs, the clock stands still
 * during synchronous work.
 */
export const limits: Readonly<Record<"steps" | "memory" | "output" | "depth", number>> = {
  /** Pieces of templates rendered, filters and operators by what they work on. */
  steps: 100_000,
  /** Characters and entries that filters make. */
  memory: 3_000_000,
  /** Characters put out, captured ones too. */
  output: 8_000_000,
  /** Snippets and sections within one another. */
  depth: 30,
};

/** A section may take this part of each; so one that runs wild leaves enough for the page. */
const sectionShare = 0.25;

/** A filter or operator costs a step for so many characters or entries of what it is given. */
const unitsAStep = 64;

/** What goes beyond a limit. */
export class LimitExceeded extends Error {
  constructor(what: string) {
    super(`the page takes more ${what} than it may`);
    this.name = "LimitExceeded";
  }
}

/** What holds for one page: words, zone, whether faults are shown, and the faults so far. */
export interface PageRenderOptions {
  readonly locale: Locale;
  /** IANA name. */
  readonly timeZone: string;
  readonly isPreview: boolean;
  readonly faults: TemplateFault[];
}

/** A template or layout being rendered: what it may still cost. */
export class PageRender {
  readonly options: PageRenderOptions;
  #left = { steps: limits.steps, memory: limits.memory, output: limits.output };
  #depth = 0;

  constructor(options: PageRenderOptions) {
    this.options = options;
  }

  step(count = 1): void {
    this.#left.steps -= count;
    if (this.#left.steps < 0) throw new LimitExceeded("steps");
  }

  /** A step, and more for a long text or list, and for what lists hold: one may be in another many times. */
  work(value: unknown): void {
    this.step();
    if (typeof value === "string") {
      if (value.length > unitsAStep) this.step(Math.trunc(value.length / unitsAStep));
    } else if (Array.isArray(value)) {
      if (value.length > unitsAStep) this.step(Math.trunc(value.length / unitsAStep));
      for (const entry of value) {
        if (Array.isArray(entry)) this.work(entry);
      }
    }
  }

  /** By this name Liquid's own filters and ranges say what they make. */
  use(count: unknown): void {
    const units = Number(count);
    if (!(units > 0)) return;
    this.#left.memory -= units;
    if (this.#left.memory < 0) throw new LimitExceeded("memory");
  }

  put(characters: number): void {
    this.#left.output -= characters;
    if (this.#left.output < 0) throw new LimitExceeded("output");
  }

  enter(): void {
    this.#depth += 1;
    if (this.#depth > limits.depth) throw new LimitExceeded("levels of snippets and sections");
  }

  leave(): void {
    this.#depth -= 1;
  }

  /** Sets a section's share apart from the rest. Call what comes back when the section ends, however it ends. */
  openSection(): () => void {
    const rest = { ...this.#left };
    const depth = this.#depth;
    const share = {
      steps: Math.min(rest.steps, limits.steps * sectionShare),
      memory: Math.min(rest.memory, limits.memory * sectionShare),
      output: Math.min(rest.output, limits.output * sectionShare),
    };
    this.#left = { ...share };
    return () => {
      this.#depth = depth;
      this.#left = {
        steps: rest.steps - share.steps + this.#left.steps,
        memory: rest.memory - share.memory + this.#left.memory,
        output: rest.output - share.output + this.#left.output,
      };
    };
  }
}

type Limiter = Context["renderLimit"];

/** Liquid carries two limiters to wherever it renders, snippets too; the page's render stands for both. */
export function asLimiter(render: PageRender): Limiter {
  return render as unknown as Limiter;
}

export function renderOf(context: Context): PageRender {
  return context.renderLimit as unknown as PageRender;
}
