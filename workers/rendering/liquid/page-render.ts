import type { Context } from "liquidjs/dist/liquid.browser.mjs";
import { SafeHtml } from "../html.ts";
import type { Locale } from "../locale.ts";
import type { TemplateFault } from "./template-fault.ts";

/**
 * What a template, and the layout around it, may cost. All of it is counted, never timed: where the platform runs, the clock stands still
 * during synchronous work.
 */
const limits: Readonly<Record<"steps" | "memory" | "output" | "depth", number>> = {
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

/** What a tag costs by its own text: a step for so many characters. */
const charactersAStep = 32;

/** Where a text is looked for in another, a step is for so many comparisons of characters. */
const comparisonsAStep = 16_384;

const faultsMax = 50;

/** What goes beyond a limit. */
class LimitExceeded extends Error {
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

  /** So many faults are told of a page; whoever has more begins with these. */
  tell(fault: TemplateFault): void {
    const { faults } = this.options;
    if (faults.length < faultsMax) faults.push(fault);
  }

  step(count = 1): void {
    this.#left.steps -= count;
    if (this.#left.steps < 0) throw new LimitExceeded("steps");
  }

  /** Steps for a stretch of a template, which may name any number of things. */
  read(characters: number): void {
    this.step(Math.trunc(characters / charactersAStep));
  }

  /** A step, and more for a long text or list, and for what lists hold: one may be in another many times. */
  work(value: unknown): void {
    this.step();
    if (isText(value)) this.#units(value.length);
    else if (Array.isArray(value)) this.#entries(value);
  }

  /** What is done with a value again and again, such as comparing each entry of a list to it. */
  workEach(count: number, value: unknown): void {
    if (isText(value)) this.#units(count * value.length);
    else if (Array.isArray(value)) {
      for (let done = 0; done < count; done += 1) this.work(value);
    }
  }

  /** Looking for one text in another, which may take as long as both lengths multiplied. */
  seek(text: unknown, sought: unknown): void {
    if (isText(text) && isText(sought)) this.step(Math.trunc((text.length * sought.length) / comparisonsAStep));
  }

  #units(count: number): void {
    if (count > unitsAStep) this.step(Math.trunc(count / unitsAStep));
  }

  #entries(list: readonly unknown[]): void {
    let units = list.length;
    for (const entry of list) {
      if (isText(entry)) units += entry.length;
      else if (Array.isArray(entry)) this.work(entry);
      else if (isGroup(entry)) this.work(entry.items);
    }
    this.#units(units);
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

  /**
   * Sets a section's share apart from the rest, which a section never takes more of, even if a single thing that it does costs more.
   * Call what comes back when the section ends, however it ends.
   */
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
        steps: rest.steps - share.steps + Math.max(0, this.#left.steps),
        memory: rest.memory - share.memory + Math.max(0, this.#left.memory),
        output: rest.output - share.output + Math.max(0, this.#left.output),
      };
    };
  }
}

function isText(value: unknown): value is string | SafeHtml {
  return typeof value === "string" || value instanceof SafeHtml;
}

/** What `group_by` makes: like a list, it may hold another many times. */
function isGroup(value: unknown): value is { readonly items: readonly unknown[] } {
  return typeof value === "object" && value !== null && "items" in value && Array.isArray(value.items);
}

type Limiter = Context["renderLimit"];

/** Liquid carries two limiters to wherever it renders, snippets too; the page's render stands for both. */
export function asLimiter(render: PageRender): Limiter {
  return render as unknown as Limiter;
}

export function renderOf(context: Context): PageRender {
  return context.renderLimit as unknown as PageRender;
}
