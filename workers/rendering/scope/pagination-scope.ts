/** How many pages beside the current one are named, before and after. */
const neighbours = 2;

export interface PageNumbers {
  /** From 1. */
  readonly page: number;
  readonly pages: number;
  /** Path of the first page. */
  readonly path: string;
  /** Follows the path of every page: a search's query. */
  readonly suffix?: string;
}

/** The address of a page of several. */
export function pageUrl({ path, suffix = "" }: Pick<PageNumbers, "path" | "suffix">, page: number): string {
  if (page <= 1) return path + suffix;
  return `${path === "/" ? "" : path}/page/${page}${suffix}`;
}

/** `previous`, `next` and `parts`: the first page, the last, those near the current one, and gaps between them. */
export function pagesScope(numbers: PageNumbers): Readonly<Record<string, unknown>> {
  const { page, pages } = numbers;
  return {
    page,
    pages,
    previous: page > 1 ? pageUrl(numbers, page - 1) : null,
    next: page < pages ? pageUrl(numbers, page + 1) : null,
    parts: partsOf(numbers),
  };
}

function partsOf(numbers: PageNumbers): readonly Readonly<Record<string, unknown>>[] {
  const { page, pages } = numbers;
  const parts: Readonly<Record<string, unknown>>[] = [];
  let last = 0;
  for (let number = 1; number <= pages; number = nextShown(number, page, pages)) {
    if (number > last + 1) parts.push({ title: "…", url: null, current: false, gap: true });
    parts.push({ title: String(number), url: pageUrl(numbers, number), current: number === page, gap: false });
    last = number;
  }
  return parts;
}

function nextShown(number: number, page: number, pages: number): number {
  const next = number + 1;
  if (next < page - neighbours) return page - neighbours;
  if (next > page + neighbours && next < pages) return pages;
  return next;
}
