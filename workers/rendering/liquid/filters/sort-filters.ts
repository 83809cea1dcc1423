import type { Context } from "liquidjs/dist/liquid.browser.mjs";
import { renderOf } from "../page-render.ts";
import type { Filters } from "./filter.ts";

/**
 * Liquid's own look at what they sort by anew for each comparison, which for long texts is without end. These make a key of each
 * entry once, and count it.
 */
export const sortFilters: Filters = {
  sort(list: unknown, property: unknown) {
    return sorted(this.context, list, property, (value) => (Array.isArray(value) ? String(value) : value));
  },
  sort_natural(list: unknown, property: unknown) {
    return sorted(this.context, list, property, (value) => String(value).toLowerCase());
  },
};

function* sorted(
  context: Context,
  list: unknown,
  property: unknown,
  keyOf: (value: unknown) => unknown,
): Generator<unknown, unknown[], unknown> {
  const render = renderOf(context);
  const path = property ? String(property).split(".") : null;
  const entries: { readonly entry: unknown; readonly key: unknown }[] = [];
  for (const entry of Array.isArray(list) ? list : list === null || list === undefined ? [] : [list]) {
    const value = path === null ? entry : yield context.getFromScope(entry, path);
    render.work(value);
    entries.push({ entry, key: value === null || value === undefined ? value : keyOf(value) });
  }
  return entries.sort((one, other) => compare(one.key, other.key)).map(({ entry }) => entry);
}

/** What has no key comes last. */
function compare(one: unknown, other: unknown): number {
  if (one === null || one === undefined) return other === null || other === undefined ? 0 : 1;
  if (other === null || other === undefined) return -1;
  return (one as string) < (other as string) ? -1 : (one as string) > (other as string) ? 1 : 0;
}
