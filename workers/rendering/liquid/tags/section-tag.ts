import {
  type Context,
  type Emitter,
  type Liquid,
  Tag,
  type TagToken,
  type Template,
  type TopLevelToken,
} from "liquidjs/dist/liquid.browser.mjs";
import { escapeHtml } from "../../html.ts";
import { PageEmitter } from "../page-emitter.ts";
import { renderOf } from "../page-render.ts";
import { describeFault, faultOf, type TemplateFault } from "../template-fault.ts";

/** What keeps a theme's templates. */
interface TemplateHolder {
  template(path: string): Template[];
}

/** What a fault costs the page: saying where it is takes a look through the whole template. */
const faultSteps = 500;

/**
 * `{% section 'hero' %}`: a part of a page, which sees what its template sees. One that fails is left out, and the
 * page stays; in previews a box stands in its place and says why.
 */
export class SectionTag extends Tag {
  readonly #section: string;

  constructor(token: TagToken, remainTokens: TopLevelToken[], liquid: Liquid) {
    super(token, remainTokens, liquid);
    const name = this.tokenizer.readQuoted();
    if (!name) throw new Error("a section is named in quotes: {% section 'hero' %}");
    this.#section = name.content;
    this.tokenizer.skipBlank();
    if (!this.tokenizer.end()) throw new Error("a section takes nothing but its name");
  }

  *render(context: Context, emitter: Emitter): Generator<unknown, void, unknown> {
    const render = renderOf(context);
    const closeSection = render.openSection();
    const kept = new PageEmitter(render);
    let hasFailed = false;
    try {
      render.enter();
      const liquid = this.liquid as Liquid & TemplateHolder;
      yield liquid.renderer.renderTemplates(
        liquid.template(`sections/${this.#section}`),
        sectionContext(context),
        kept,
      );
    } catch (error) {
      hasFailed = true;
      const fault = faultOf(error, `sections/${this.#section}`);
      render.tell(fault);
      kept.buffer = render.options.isPreview ? faultBox(this.#section, fault) : "";
    } finally {
      closeSection();
    }
    if (hasFailed) render.step(faultSteps);
    emitter.write(kept.buffer);
  }
}

/** What the section assigns stays in it, and a failure leaves no scope of its loops behind. */
function sectionContext(context: Context): Context {
  const seen = context.getAll();
  renderOf(context).work(Object.keys(seen));
  return context.spawn(Object.assign(Object.create(null), seen));
}

function faultBox(section: string, fault: TemplateFault): string {
  return `<aside class="hotswap-fault" role="note"><p><strong>The section “${escapeHtml(section)}” is left out.</strong> ${escapeHtml(describeFault(fault))}</p></aside>`;
}
