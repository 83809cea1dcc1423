import { readFile, stat } from "node:fs/promises";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bakery } from "#supervisor/demo/bakery.ts";
import type { DemoSite } from "#supervisor/demo/demo-site.ts";
import { seedDemo } from "#supervisor/demo/seed-demo.ts";
import { studio } from "#supervisor/demo/studio.ts";
import { builtInTheme } from "#supervisor/demo/upload-theme.ts";
import { htmlFaults } from "#test/support/html-faults.ts";
import { startTestPlatform } from "#test/support/platform.ts";
import { launchBrowser } from "./browser.ts";
import { axeViolations, overflowOf } from "./page-faults.ts";

const desktop = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };
const stylesheetBytesMax = 30_000;

let platform: Awaited<ReturnType<typeof startTestPlatform>>;
let browser: Browser;

beforeAll(async () => {
  platform = await startTestPlatform();
  const { port: sitesPort, token, urls } = platform;
  await seedDemo({ apiUrl: urls.api, sitesPort, token, log: () => undefined });
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await platform?.dispose();
});

const urlOf = ({ hostname }: DemoSite, path: string) => `http://${hostname}:${platform.port}${path}`;

async function newPage(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: desktop, colorScheme: "light", ...options });
  return context.newPage();
}

/** An address without page, and one that is nearly right: it suggests others. */
const missing = (site: DemoSite): readonly string[] => ["/no-such-page", `${site.documents.at(-1)!.path}-x`];

/** Documents, lists of terms and authors, archives, searches with and without result, and addresses without page. */
function pathsOf(site: DemoSite): readonly string[] {
  const { documents, records } = site;
  const lists = records.flatMap(({ kind, value }) => (kind === "term" || kind === "author" ? [value.path] : []));
  const others = ["/2026", "/2026/09", "/search", "/search?q=sign", "/search?q=zebra", ...missing(site)];
  return [...documents.map(({ path }) => path), ...lists, ...others];
}

describe.for([bakery, studio])("$theme, as $name has it", (site) => {
  test("every page is valid, opens without fault, fits a phone and passes axe, light and dark", async () => {
    const page = await newPage();
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(`${page.url()}: ${error.message}`));
    page.on("requestfailed", (request) => faults.push(`${request.url()} failed`));
    page.on("console", (message) => {
      // Of an address without page the browser itself says so.
      const isExpected = missing(site).includes(new URL(page.url()).pathname) && message.text().includes("404");
      if (message.type() === "error" && !isExpected) faults.push(`${page.url()}: ${message.text()}`);
    });
    for (const path of pathsOf(site)) {
      const response = await page.goto(urlOf(site, path), { waitUntil: "load" });
      expect(response!.status(), path).toBe(missing(site).includes(path) ? 404 : 200);
      expect(await htmlFaults(await response!.text()), path).toEqual([]);
      expect(await page.locator("h1").count(), path).toBe(1);
      expect(await overflowOf(page), path).toBe(0);
      expect(await axeViolations(page), `${path}, light`).toEqual([]);
      await page.setViewportSize(phone);
      await page.emulateMedia({ colorScheme: "dark" });
      expect(await overflowOf(page), `${path} on a phone`).toBe(0);
      expect(await axeViolations(page), `${path}, dark`).toEqual([]);
      await page.setViewportSize(desktop);
      await page.emulateMedia({ colorScheme: "light" });
    }
    expect(faults).toEqual([]);
    await page.context().close();
  });

  test("with whatever accent its owner sets, text stays readable, light and dark", async () => {
    const page = await newPage();
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      for (const path of ["/", site.documents.at(-1)!.path]) {
        await page.goto(urlOf(site, path), { waitUntil: "load" });
        for (const accent of ["#f5c518", "#00c2d1", "#d40000", "#7cfc00", "#111111", "#fafafa"]) {
          await page.evaluate((value) => document.documentElement.style.setProperty("--accent", value), accent);
          expect(await axeViolations(page, ["color-contrast"]), `${path}, ${accent}, ${colorScheme}`).toEqual([]);
        }
      }
    }
    await page.context().close();
  });

  test("the keyboard comes past the content link through the menu and its submenus to the search", async () => {
    const page = await newPage();
    await page.goto(urlOf(site, "/"), { waitUntil: "load" });
    const submenu = page.locator("#site-menu details").first();
    expect(await tabTo(page, ".skip-link")).toBe(true);
    expect(await tabTo(page, "#site-menu summary")).toBe(true);
    await page.keyboard.press("Enter");
    expect(await submenu.locator("a").first().isVisible()).toBe(true);
    expect(await tabTo(page, "#site-menu details a")).toBe(true);
    await page.keyboard.press("Escape");
    expect(await submenu.getAttribute("open")).toBeNull();
    expect(await tabTo(page, ".search-link")).toBe(true);
    await Promise.all([page.waitForURL(/\/search$/), page.keyboard.press("Enter")]);
    expect(await tabTo(page, "input[type=search]")).toBe(true);
    await page.keyboard.type("the");
    await Promise.all([page.waitForURL(/\/search\?q=the$/), page.keyboard.press("Enter")]);
    await page.context().close();
  });

  test("on a phone the menu opens, shows its submenus and leads on, without any script", async () => {
    const page = await newPage({ viewport: phone, javaScriptEnabled: false });
    await page.goto(urlOf(site, "/"), { waitUntil: "load" });
    const menu = page.locator("#site-menu");
    expect(await menu.isVisible()).toBe(false);
    await page.locator(".menu-button").click();
    expect(await menu.isVisible()).toBe(true);
    await menu.locator("summary").first().click();
    const link = menu.locator("details[open] a").first();
    const path = await link.getAttribute("href");
    await Promise.all([page.waitForURL(urlOf(site, path!)), link.click()]);
    await page.context().close();
  });

  test("the scheme that its owner sets overrides the visitor's device", async () => {
    const page = await newPage({ colorScheme: "dark" });
    await page.goto(urlOf(site, "/"), { waitUntil: "load" });
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const dark = await background();
    await page.evaluate(() => document.documentElement.setAttribute("data-scheme", "light"));
    expect(await background()).not.toBe(dark);
    await page.context().close();
  });

  test("its stylesheet is smaller than 30 KB, and names no address", async () => {
    const file = `${builtInTheme(site.theme)}/assets/theme.css`;
    expect((await stat(file)).size).toBeLessThan(stylesheetBytesMax);
    expect(await readFile(file, "utf8")).not.toMatch(/url\(|@import|https?:/);
  });
});

/** Presses Tab until the focus is on what the selector names; false when it never is. */
async function tabTo(page: Page, selector: string): Promise<boolean> {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press("Tab");
    const isThere = await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector);
    if (isThere) return true;
  }
  return false;
}
