import { renderOf } from "../page-render.ts";
import { type FilterHandler, namedArguments } from "./filter.ts";

/** `{{ 'comments.title' | t: count: 3 }}`: the theme's words for the key. */
export const translate: FilterHandler = function (key: unknown, ...args: unknown[]) {
  const render = renderOf(this.context);
  return render.options.locale.translate(String(key), namedArguments(args), (characters) => render.use(characters));
};
