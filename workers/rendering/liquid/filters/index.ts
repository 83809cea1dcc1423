import type { FilterImplOptions, Liquid } from "liquidjs/dist/liquid.browser.mjs";
import type { ThemePackage } from "#domain/theme/index.ts";
import { renderOf } from "../page-render.ts";
import { assetFilters } from "./asset-filters.ts";
import { dateFilters } from "./date-filters.ts";
import type { Filters } from "./filter.ts";
import { imageFilters } from "./image-filters.ts";
import { sortFilters } from "./sort-filters.ts";
import { translate } from "./translate.ts";

/** Asking an entry of a list for a property takes as long as looking at many. */
const entriesAStep = 4;

/**
 * Liquid's filters that themes do without: text let through as HTML, what differs from render to render, and
 * expressions in strings, which no check of a theme would see.
 */
const absentFilters = [
  "raw",
  "sample",
  "sha256",
  "hmac_sha256",
  "base64_decode",
  ...["where", "reject", "group_by", "has", "find", "find_index"].map((name) => `${name}_exp`),
];

/** What these ask of each entry of a list. */
const ofEachEntry: ReadonlySet<string> = new Set([
  "map",
  "sum",
  "group_by",
  "where",
  "reject",
  "has",
  "find",
  "find_index",
]);
/** What these look for in a text. */
const seeking: ReadonlySet<string> = new Set([
  "split",
  "remove",
  "remove_first",
  "remove_last",
  "replace",
  "replace_first",
  "replace_last",
]);

/** Every filter is counted by what it is given, and by what it does with that. */
export function registerFilters(liquid: Liquid, theme: Pick<ThemePackage, "files">): void {
  for (const name of absentFilters) liquid.unregisterFilter(name);
  const own: Filters = { ...assetFilters(theme), ...imageFilters, ...dateFilters, ...sortFilters, t: translate };
  for (const [name, filter] of Object.entries(own)) liquid.registerFilter(name, filter);
  for (const [name, filter] of Object.entries(liquid.filters)) liquid.registerFilter(name, counted(name, filter));
}

function counted(name: string, filter: FilterImplOptions): FilterImplOptions {
  if (typeof filter !== "function") return filter;
  return function (value: unknown, ...args: unknown[]): unknown {
    const render = renderOf(this.context);
    render.work(value);
    for (const argument of args) {
      if (typeof argument !== "number") render.work(argument);
    }
    if (ofEachEntry.has(name) && Array.isArray(value)) {
      render.step(Math.trunc(value.length / entriesAStep));
      render.workEach(value.length, args[1]);
    }
    if (seeking.has(name)) render.seek(value, args[0]);
    return filter.call(this, value, ...args);
  };
}
