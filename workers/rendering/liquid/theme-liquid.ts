// oxlint-disable-next-line typescript/triple-slash-reference -- an ambient declaration cannot be imported
/// <reference path="../liquid-browser.d.ts" />
import {
  type Context,
  defaultOperators,
  type Emitter,
  Liquid,
  LiquidError,
  type Operators,
  RenderError,
  type Template,
} from "liquidjs/dist/liquid.browser.mjs";
import type { ThemePackage } from "#domain/theme/index.ts";
import { escapeHtml, SafeHtml } from "../html.ts";
import { registerFilters } from "./filters/index.ts";
import { PageEmitter } from "./page-emitter.ts";
import { type PageRender, renderOf } from "./page-render.ts";
import { BoundedIfTag, BoundedUnlessTag } from "./tags/branching-tags.ts";
import { BoundedCaseTag, BoundedForTag, BoundedRenderTag, HtmlCaptureTag } from "./tags/bounded-tags.ts";
import { SectionTag } from "./tags/section-tag.ts";

/** Characters of one template. */
const parseLimit = 500_000;

/** Tags and outputs of one template, and of all those of a theme: parsing each takes time and some kilobytes, before any page is made. */
const templateTagsMax = 5_000;
const themeTagsMax = 10_000;

/** Tags of Liquid's that themes do without: other ways to share pieces, and tables that nobody lays out so. */
const absentTags = ["include", "layout", "block", "tablerow"];

/**
 * Liquid as themes have it: what templates put out is escaped, whatever takes time or room is counted against the
 * page's limits, and snippets and sections are those of the theme, parsed once.
 */
export class ThemeLiquid extends Liquid {
  /** By path without extension. */
  readonly #templates = new Map<string, Template[] | Error>();
  #tagCount = 0;

  constructor(theme: Pick<ThemePackage, "files">) {
    super({
      parseLimit,
      templates: Object.create(null) as Record<string, string>,
      ownPropertyOnly: true,
      strictFilters: true,
      outputEscape: escapeOutput,
      operators: countedOperators(),
    });
    this.renderer.renderTemplates = renderTemplates;
    for (const name of absentTags) delete this.tags[name];
    this.registerTag("section", SectionTag);
    this.registerTag("render", BoundedRenderTag);
    this.registerTag("for", BoundedForTag);
    this.registerTag("case", BoundedCaseTag);
    this.registerTag("if", BoundedIfTag);
    this.registerTag("unless", BoundedUnlessTag);
    this.registerTag("capture", HtmlCaptureTag);
    registerFilters(this, theme);
  }

  /** Tags and outputs of what was parsed so far. */
  get tagCount(): number {
    return this.#tagCount;
  }

  override parse(source: string, path?: string): Template[] {
    const tags = countTags(source);
    if (tags > templateTagsMax) throw new Error(`has more than ${templateTagsMax} tags and outputs`);
    if (this.#tagCount + tags > themeTagsMax) {
      throw new Error(`the theme's templates have more than ${themeTagsMax} tags and outputs up to here`);
    }
    this.#tagCount += tags;
    return super.parse(source, path);
  }

  /** Parses a template and keeps it, or keeps why it cannot be parsed: then rendering it throws that. */
  tryAdd(path: string, source: string): void {
    try {
      this.#templates.set(path, this.parse(source, path));
    } catch (error) {
      this.#templates.set(path, error as Error);
    }
  }

  has(path: string): boolean {
    return this.#templates.has(path);
  }

  /** @param path such as `templates/page` */
  template(path: string): Template[] {
    const found = this.#templates.get(path);
    if (found === undefined) throw new Error(`the theme has no ${path}.liquid`);
    if (found instanceof Error) throw found;
    return found;
  }

  /** By this name Liquid finds what `render` names. */
  override *_parsePartialFile(file: string): Generator<unknown, Template[], never> {
    return yield this.template(`snippets/${file}`);
  }
}

/** Within `{% liquid %}` each line is a tag. */
function countTags(source: string): number {
  const marks = /\{%-?\s{0,100}liquid\b/.test(source) ? /\{[{%]|\n/g : /\{[{%]/g;
  let count = 0;
  while (marks.test(source)) count += 1;
  return count;
}

/** As Liquid's own, but counting pieces instead of looking at the clock, and bounding what is put out. */
function* renderTemplates(templates: Template[], context: Context, emitter?: Emitter): IterableIterator<unknown> {
  const render = renderOf(context);
  const target = emitter ?? new PageEmitter(render);
  render.step();
  for (const template of templates) {
    try {
      render.step();
      // Plain text of a template, by far the most of it, needs no generator.
      if ("str" in template) {
        target.write(template.str);
        continue;
      }
      render.read(template.token.end - template.token.begin);
      const html: unknown = yield template.render(context, target);
      if (html !== undefined) target.write(html);
      if (context.breakCalled || context.continueCalled) break;
    } catch (error) {
      throw LiquidError.is(error) ? error : new RenderError(error as Error, template);
    }
  }
  return (target as PageEmitter).buffer;
}

/** Whatever a template puts out is escaped, unless our own code made it HTML. */
function escapeOutput(this: { context: Context } | void, value: unknown): string {
  if (typeof value === "string") return escapeHtml(value);
  if (value instanceof SafeHtml) return value.toString();
  if (value === null || value === undefined) return "";
  if (!Array.isArray(value)) return escapeHtml(String(value));
  if (this) renderOf(this.context).work(value);
  return value.map((entry) => escapeOutput.call(this, entry)).join("");
}

const comparisons = ["==", "!=", ">", "<", ">=", "<=", "contains"] as const;

/** Comparing costs by what is compared; HTML is compared as the text that it is. */
function countedOperators(): Operators {
  const counted: Operators = { ...defaultOperators };
  for (const name of comparisons) {
    const compare = defaultOperators[name] as (left: unknown, right: unknown, context: Context) => OperatorResult;
    counted[name] = (left: unknown, right: unknown, context: Context) => {
      const render = renderOf(context);
      render.work(left);
      render.work(right);
      if (name === "contains") countSearch(render, left, right);
      return compare(textOf(left), textOf(right), context);
    };
  }
  return counted;
}

function countSearch(render: PageRender, left: unknown, right: unknown): void {
  if (Array.isArray(left)) render.workEach(left.length, right);
  else render.seek(left, right);
}

type OperatorResult = ReturnType<Operators[string]>;

function textOf(value: unknown): unknown {
  return value instanceof SafeHtml ? value.toString() : value;
}
