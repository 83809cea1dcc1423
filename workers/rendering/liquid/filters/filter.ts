import type { FilterImplOptions } from "liquidjs/dist/liquid.browser.mjs";

export type FilterHandler = Extract<FilterImplOptions, (...args: never[]) => unknown>;
export type Filters = Readonly<Record<string, FilterHandler>>;

/** Named arguments come as pairs. */
export function namedArguments(args: readonly unknown[]): Readonly<Record<string, unknown>> {
  const named: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const argument of args) {
    if (Array.isArray(argument) && typeof argument[0] === "string") named[argument[0]] = argument[1];
  }
  return named;
}
