import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestPlatform } from "#test/support/platform.ts";
import { launchBrowser } from "./browser.ts";
import { axeViolations, overflowOf } from "./page-faults.ts";

let platform: Awaited<ReturnType<typeof startTestPlatform>>;
let browser: Browser;

beforeAll(async () => {
  platform = await startTestPlatform();
  await platform.untilHealthy();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await platform?.dispose();
});

/** The page, and whatever the browser held against it. */
async function open(width: number, colorScheme: "light" | "dark", fragment = ""): Promise<[Page, string[]]> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("console", (message) => faults.push(message.text()));
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("request", (request) => {
    if (!request.url().startsWith(new URL(platform.urls.api).origin)) faults.push(request.url());
  });
  await page.goto(`${platform.urls.api}/docs${fragment}`);
  return [page, faults];
}

/** Opens one of every so many. */
function openDetails(page: Page, every: number): Promise<void> {
  return page.evaluate((step) => {
    document.querySelectorAll("details").forEach((each, index) => (each.open ||= index % step === 0));
  }, every);
}

describe.each([
  [390, "dark"],
  [1_280, "light"],
] as const)("the API's page, %i pixels wide and %s", (width, colorScheme) => {
  test("can be read by everybody, folded up and opened out", async () => {
    const [page, faults] = await open(width, colorScheme);
    expect(await axeViolations(page)).toEqual([]);
    // All of them at once are more than axe looks through in reasonable time.
    await openDetails(page, 12);
    expect(await axeViolations(page)).toEqual([]);
    await openDetails(page, 1);
    expect(await overflowOf(page)).toBe(0);
    expect(faults).toEqual([]);
    await page.context().close();
  });
});

test("an operation is found by typing, and opened, without a mouse", async () => {
  const [page, faults] = await open(1_280, "light");
  const visible = () => page.locator(".operation:visible").count();
  const all = await visible();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.type("websites deployments rollback");
  await expect.poll(visible).toBe(1);
  expect(await page.getByRole("status").textContent()).toBe("1 operation");
  const found = page.locator(".operation:visible");
  await found.locator("summary").focus();
  await page.keyboard.press("Enter");
  expect(await found.getAttribute("open")).toBe("");
  await page.getByRole("searchbox").fill("");
  await expect.poll(visible).toBe(all);
  expect(faults).toEqual([]);
  await page.context().close();
});

test("an address that names an operation or a schema opens it", async () => {
  const [page] = await open(390, "light", "#postWebsites");
  expect(await page.locator("#postWebsites").getAttribute("open")).toBe("");
  await page.locator("#postWebsites a[href='#schema-Configuration']").click();
  await expect.poll(() => page.locator("#schema-Configuration").getAttribute("open")).toBe("");
  await page.context().close();
});
