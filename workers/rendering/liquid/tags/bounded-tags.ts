import {
  CaptureTag,
  CaseTag,
  type Context,
  type Emitter,
  evalToken,
  ForTag,
  RenderTag,
} from "liquidjs/dist/liquid.browser.mjs";
import { SafeHtml } from "../../html.ts";
import { renderOf } from "../page-render.ts";

/** `{% render 'card' %}`, so many within one another at most. */
export class BoundedRenderTag extends RenderTag {
  override *render(context: Context, emitter: Emitter): Generator<unknown, void, unknown> {
    const render = renderOf(context);
    render.enter();
    yield* super.render(context, emitter);
    render.leave();
  }
}

/** `{% for %}`: `limit`, `offset` and `reversed` copy the list, which is counted. */
export class BoundedForTag extends ForTag {
  override *render(context: Context, emitter: Emitter): Generator<unknown, void | string, never> {
    if (Object.keys(this.hash.hash).length > 0) {
      renderOf(context).work(yield evalToken(this.collection, context));
    }
    yield* super.render(context, emitter);
  }
}

/** `{% case %}`: comparing long lists, and however many values, is counted. */
export class BoundedCaseTag extends CaseTag {
  override *render(context: Context, emitter: Emitter): Generator<unknown, void, unknown> {
    const render = renderOf(context);
    const target = yield this.value.value(context, false);
    for (const { begin, end } of this.branches.flatMap((branch) => branch.values)) {
      render.work(target);
      render.read(end - begin);
    }
    yield* super.render(context, emitter);
  }
}

/** `{% capture %}`: what templates wrote and put out is HTML, so what is captured may be put out as it is. */
export class HtmlCaptureTag extends CaptureTag {
  override *render(context: Context): Generator<unknown, void, string> {
    yield* super.render(context);
    const scope = context.bottom() as Record<string, unknown>;
    const captured = String(scope[this.variable] ?? "");
    scope[this.variable] = captured === "" ? "" : new SafeHtml(captured);
  }
}
