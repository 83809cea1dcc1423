/** Names of the regions of one page, each given once: whoever jumps among regions hears nothing but their names. */
export class Landmarks {
  readonly #counts = new Map<string, number>();

  /** The name itself for the first that asks for it, then `name 2`, `name 3` … */
  nameFor(wanted: string): string {
    let count = this.#counts.get(wanted) ?? 0;
    let name = wanted;
    do {
      count += 1;
      if (count > 1) name = `${wanted} ${count}`;
    } while (this.#counts.has(name));
    this.#counts.set(wanted, count);
    if (name !== wanted) this.#counts.set(name, 1);
    return name;
  }
}
