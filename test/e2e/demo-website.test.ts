import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApiClient } from "#supervisor/demo/api-client.ts";
import { seedDemo } from "#supervisor/demo/seed-demo.ts";
import { startTestPlatform } from "#test/support/platform.ts";
import { launchBrowser } from "./browser.ts";

const widths = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };
const websiteId = "00000000-0000-7000-8000-000000000101";

let platform: Awaited<ReturnType<typeof startTestPlatform>>;
let browser: Browser;
let url: string;
let api: ReturnType<typeof createApiClient>;

beforeAll(async () => {
  platform = await startTestPlatform();
  const seeded = await seedDemo({
    apiUrl: platform.urls.api,
    sitesPort: platform.port,
    token: platform.token,
    log: () => undefined,
  });
  url = seeded.sites[0]!.url;
  api = createApiClient(platform.urls.api, platform.token);
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await platform?.dispose();
});

/** In a context of its own, which axe needs. */
async function newPage(viewport: { width: number; height: number }): Promise<Page> {
  const context = await browser.newContext({ viewport });
  return context.newPage();
}

/** A page that remembers what went wrong on it. */
async function openPage(address: string, viewport = widths.desktop): Promise<{ page: Page; faults: string[] }> {
  const page = await newPage(viewport);
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => void (message.type() === "error" && faults.push(message.text())));
  page.on("requestfailed", (request) => faults.push(`${request.url()} failed`));
  await page.goto(address, { waitUntil: "networkidle" });
  return { page, faults };
}

test("a visitor's open page is told of a swap, and the next page shows it", async () => {
  const { page } = await openPage(url);
  const told = page.evaluate(
    () =>
      new Promise<{ type: string; activeReleaseId: string }>((resolve, reject) => {
        const socket = new WebSocket(`ws://${location.host}/_hotswap/live`);
        socket.onerror = () => reject(new Error("the socket failed"));
        socket.onmessage = ({ data }) => {
          const message = JSON.parse(data as string) as { type: string; activeReleaseId: string };
          if (message.type === "hello") document.title = "listening";
          else resolve(message);
        };
      }),
  );
  await page.waitForFunction(() => document.title === "listening");
  const deployment = await publish("e2e-news", "/e2e-news", "Fresh from the oven");
  expect(await told).toMatchObject({ type: "release-activated", activeReleaseId: deployment.releaseId });
  const response = await page.goto(new URL("/e2e-news", url).href);
  expect(response!.headers()["hotswap-release"]).toBe(deployment.releaseId);
  expect(await page.locator("h1").textContent()).toContain("Fresh from the oven");
  await page.context().close();
});

test("script in a title or a text runs nowhere", async () => {
  const payload = `<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>`;
  await publish("e2e-payload", "/e2e-payload", payload);
  const { page } = await openPage(new URL("/e2e-payload", url).href);
  expect(await page.locator("h1").textContent()).toContain(payload);
  expect(await page.evaluate(() => "hacked" in window)).toBe(false);
  await page.context().close();
});

test("an address without page says so, in the theme and with status 404", async () => {
  const page = await newPage(widths.phone);
  const response = await page.goto(new URL("/no-such-page", url).href);
  expect(response!.status()).toBe(404);
  expect(await page.locator("h1").count()).toBe(1);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);
  await page.context().close();
});

async function publish(documentId: string, path: string, title: string): Promise<{ releaseId: string }> {
  const body = {
    type: "doc",
    content: [{ type: "paragraph", content: [{ type: "text", text: title }] }],
  };
  const change = await post<{ changeId: string }>("/changes", {
    documents: { put: [{ documentId, type: "page", path, title, body }] },
  });
  return post("/deployments", { changeId: change.changeId });
}

async function post<Answer>(path: string, body: unknown): Promise<Answer> {
  const answer = await api.call({ method: "POST", path: `/websites/${websiteId}${path}`, body });
  expect(answer.status).toBe(201);
  return answer.body as Answer;
}
