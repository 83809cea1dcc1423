/** So many hostnames that a website had before lead to it; of more the oldest are given up. */
export const movedHostnamesMax = 20;

/** The names of a website. */
export interface SiteNames {
  /** Where it is served. */
  readonly hostnames: readonly string[];
  /** Hostnames that it had before, oldest first, each with the one of its hostnames that it leads to. */
  readonly moved: Readonly<Record<string, string>>;
}

/** All hostnames that the directory has to keep for a website: no other may have them. */
export function heldHostnames({ hostnames, moved }: SiteNames): readonly string[] {
  return [...hostnames, ...Object.keys(moved)];
}

/** These hostnames and no others. What led to one that is gone leads nowhere any more, and is given up. */
export function withHostnames({ moved }: SiteNames, wanted: readonly string[]): SiteNames {
  const hostnames = [...new Set(wanted)];
  const kept = Object.entries(moved).filter(([from, to]) => hostnames.includes(to) && !hostnames.includes(from));
  return { hostnames, moved: Object.fromEntries(kept) };
}

/**
 * One hostname in the place of another, which leads there from now on, as does all that led to the other.
 *
 * @param from null where the website has none that it is to replace: the new one is added
 */
export function renamed(names: SiteNames, from: string | null, to: string): SiteNames {
  const { hostnames, moved } = names;
  const replaced =
    from === null ? [...hostnames, to] : hostnames.map((hostname) => (hostname === from ? to : hostname));
  const led = Object.entries(moved).map(([old, target]) => [old, target === from ? to : target] as const);
  const all = from === null || from === to ? led : [...led.filter(([old]) => old !== from), [from, to] as const];
  return withHostnames({ hostnames, moved: Object.fromEntries(all.slice(-movedHostnamesMax)) }, replaced);
}

/**
 * What lies directly below one domain lies below another from now on, by the same label, and its names before lead there.
 *
 * @param from e.g. `bakery.sites.example`, of which `home.bakery.sites.example` is moved
 */
export function movedBelow(names: SiteNames, from: string, to: string): SiteNames {
  return names.hostnames.reduce((moved, hostname) => {
    const label = hostname.endsWith(`.${from}`) ? hostname.slice(0, -from.length - 1) : "";
    return label === "" || label.includes(".") ? moved : renamed(moved, hostname, `${label}.${to}`);
  }, names);
}

/** Without one of those that led to it. */
export function withoutMoved({ hostnames, moved }: SiteNames, hostname: string): SiteNames {
  return { hostnames, moved: Object.fromEntries(Object.entries(moved).filter(([from]) => from !== hostname)) };
}

/** Where a hostname leads; null for one that leads nowhere. */
export function movedTo(moved: Readonly<Record<string, string>> | undefined, hostname: string): string | null {
  return moved !== undefined && Object.hasOwn(moved, hostname) ? moved[hostname]! : null;
}
