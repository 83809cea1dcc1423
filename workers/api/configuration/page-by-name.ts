import type { ListInput, Page } from "#domain/contracts/index.ts";

/** A page of what is kept by name, in the order of names. The cursor is the name of the last one shown. */
export function pageByName<Value, Item>(
  values: Readonly<Record<string, Value>>,
  { limit, cursor }: ListInput,
  itemOf: (name: string, value: Value) => Item,
): Page<Item> {
  const all = Object.entries(values).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const left = all.filter(([name]) => cursor === undefined || name > cursor);
  const shown = left.slice(0, limit);
  return {
    items: shown.map(([name, value]) => itemOf(name, value)),
    cursor: left.length > limit ? shown.at(-1)![0] : null,
  };
}
