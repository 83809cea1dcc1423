import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

/** What axe holds against the page, each with its place; by all its rules, unless some are named. */
export async function axeViolations(page: Page, rules?: readonly string[]): Promise<readonly string[]> {
  // Without what frames of other origins would need, which costs a page opened each time: the pages have none.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const { violations } = await (rules === undefined ? axe : axe.withRules([...rules])).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
}

/** By how many pixels the page is wider than its window. */
export function overflowOf(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** The same of a page with frames in which no script runs, axe's neither: it would wait for them. */
export async function axeViolationsOutsideFrames(page: Page): Promise<readonly string[]> {
  const fromAxe = createRequire(import.meta.resolve("@axe-core/playwright"));
  const source = await readFile(fromAxe.resolve("axe-core/axe.min.js"), "utf8");
  return page.evaluate<readonly string[]>(`(async () => {
    ${source};
    const { violations } = await axe.run(document, { iframes: false });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ": " + target.join(" ")));
  })()`);
}
