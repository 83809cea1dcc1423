import { formatDate } from "../../date-filter.ts";
import { renderOf } from "../page-render.ts";
import type { Filters } from "./filter.ts";

/** All of Liquid's that would build Intl objects; in the website's zone and words. */
export const dateFilters: Filters = {
  date(value: unknown, format: unknown) {
    const render = renderOf(this.context);
    const { locale, timeZone } = render.options;
    const pattern = typeof format === "string" ? format : "%Y-%m-%d";
    const date = formatDate(value, pattern, { timeZone, names: locale.dateNames });
    if (typeof date === "string") render.use(date.length);
    return date;
  },
  date_to_xmlschema(value: unknown) {
    return formatDate(value, "%Y-%m-%dT%H:%M:%S%:z", zoneOf(renderOf(this.context)));
  },
  date_to_rfc822(value: unknown) {
    return formatDate(value, "%a, %d %b %Y %H:%M:%S %z", zoneOf(renderOf(this.context)));
  },
  date_to_string(value: unknown) {
    return formatDate(value, "%d %b %Y", zoneOf(renderOf(this.context)));
  },
  date_to_long_string(value: unknown) {
    return formatDate(value, "%d %B %Y", zoneOf(renderOf(this.context)));
  },
};

function zoneOf({ options }: ReturnType<typeof renderOf>): { readonly timeZone: string } {
  return { timeZone: options.timeZone };
}
