import { type Context, type Emitter, IfTag, UnlessTag, type Value } from "liquidjs/dist/liquid.browser.mjs";
import { renderOf } from "../page-render.ts";

/** `{% if %}`: whatever its branches ask is counted, however many there are. */
export class BoundedIfTag extends IfTag {
  override *render(context: Context, emitter: Emitter): Generator<unknown, void, string> {
    countBranches(context, this.branches);
    yield* super.render(context, emitter);
  }
}

/** `{% unless %}`, which has branches too. */
export class BoundedUnlessTag extends UnlessTag {
  override *render(context: Context, emitter: Emitter): Generator<unknown, unknown, unknown> {
    countBranches(context, this.branches);
    return yield* super.render(context, emitter);
  }
}

/** The first branch stands in the tag itself, which was counted. */
function countBranches(context: Context, branches: readonly { readonly value: Value }[]): void {
  const render = renderOf(context);
  for (let index = 1; index < branches.length; index += 1) {
    render.step();
    render.read(lengthOf(branches[index]!.value));
  }
}

/** Characters of a template from the first thing that a condition names to the last. */
function lengthOf({ initial, filters }: Value): number {
  let begin = Infinity;
  let end = 0;
  const given = filters.flatMap(({ args }) => args.map((argument) => (isPair(argument) ? argument[1] : argument)));
  for (const token of [...initial.postfix, ...given]) {
    if (token === undefined) continue;
    begin = Math.min(begin, token.begin);
    end = Math.max(end, token.end);
  }
  return Math.max(0, end - begin);
}

/** Named arguments come as pairs. */
function isPair<Token>(argument: Token | [string?, Token?]): argument is [string?, Token?] {
  return Array.isArray(argument);
}
