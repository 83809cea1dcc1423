import type { FilterImplOptions, Liquid } from "liquidjs/dist/liquid.browser.mjs";
import type { ThemePackage } from "#domain/theme/index.ts";
import { renderOf } from "../page-render.ts";
import { assetFilters } from "./asset-filters.ts";
import { dateFilters } from "./date-filters.ts";
import type { Filters } from "./filter.ts";
import { imageFilters } from "./image-filters.ts";
import { translate } from "./translate.ts";

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

/** Every filter is counted by what it is given. */
export function registerFilters(liquid: Liquid, theme: Pick<ThemePackage, "files">): void {
  for (const name of absentFilters) liquid.unregisterFilter(name);
  const own: Filters = { ...assetFilters(theme), ...imageFilters, ...dateFilters, t: translate };
  for (const [name, filter] of Object.entries(own)) liquid.registerFilter(name, filter);
  for (const [name, filter] of Object.entries(liquid.filters)) liquid.registerFilter(name, counted(filter));
}

function counted(filter: FilterImplOptions): FilterImplOptions {
  if (typeof filter !== "function") return filter;
  return function (value: unknown, ...args: unknown[]): unknown {
    const render = renderOf(this.context);
    render.work(value);
    for (const argument of args) {
      if (typeof argument !== "number") render.work(argument);
    }
    return filter.call(this, value, ...args);
  };
}
