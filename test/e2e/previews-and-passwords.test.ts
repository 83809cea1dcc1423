import { pbkdf2Sync } from "node:crypto";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApiClient } from "#supervisor/demo/api-client.ts";
import { seedDemo } from "#supervisor/demo/seed-demo.ts";
import { startTestPlatform } from "#test/support/platform.ts";
import { launchBrowser } from "./browser.ts";

const websiteId = "00000000-0000-7000-8000-000000000101";
const salt = "00112233445566778899aabbccddeeff";
const password = {
  salt,
  hash: pbkdf2Sync("open, sesame", Buffer.from(salt, "hex"), 100_000, 32, "sha256").toString("hex"),
};

let platform: Awaited<ReturnType<typeof startTestPlatform>>;
let browser: Browser;
let url: string;
let api: ReturnType<typeof createApiClient>;

beforeAll(async () => {
  platform = await startTestPlatform();
  const { token, port, urls } = platform;
  const seeded = await seedDemo({ apiUrl: urls.api, sitesPort: port, token, log: () => undefined });
  url = seeded.sites[0]!.url;
  api = createApiClient(platform.urls.api, platform.token);
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await platform?.dispose();
});

/** A page of a visitor of its own, and all that the browser complains of. */
async function openPage(): Promise<{ page: Page; complaints: string[] }> {
  const page = await (await browser.newContext()).newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => void (message.type() === "error" && complaints.push(message.text())));
  return { page, complaints };
}

async function post<Answer>(path: string, body: unknown): Promise<Answer> {
  const answer = await api.call({ method: "POST", path: `/websites/${websiteId}${path}`, body });
  expect(answer.status).toBe(201);
  return answer.body as Answer;
}

function changeOf(document: object): Promise<{ changeId: string }> {
  const body = { type: "doc", content: [{ type: "paragraph", content: [{ type: "text", text: "Forty thieves" }] }] };
  return post("/changes", { documents: { put: [{ type: "page", body, ...document }] } });
}

test("a preview shows itself as one, harms no rule of the page's, and is left by its link", async () => {
  const { changeId } = await changeOf({ documentId: "e2e-preview", path: "/e2e-preview", title: "Of tomorrow" });
  const preview = await post<{ url: string }>("/previews", { changeId });
  const { page, complaints } = await openPage();
  await page.goto(preview.url);
  expect(page.url()).toBe(new URL("/", url).href);
  await page.goto(new URL("/e2e-preview", url).href, { waitUntil: "networkidle" });
  const banner = page.getByRole("region", { name: "Preview" });
  expect(await banner.isVisible()).toBe(true);
  expect(await banner.evaluate((element) => getComputedStyle(element).position)).toBe("sticky");
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);
  expect(complaints).toEqual([]);
  await banner.getByRole("link").click();
  expect(await banner.count()).toBe(0);
  expect((await page.goto(new URL("/e2e-preview", url).href))!.status()).toBe(404);
  await page.context().close();
});

test("a protected page opens by its password, in this browser alone", async () => {
  const { changeId } = await changeOf({ documentId: "e2e-vault", path: "/e2e-vault", title: "The vault", password });
  await post("/deployments", { changeId });
  const { page, complaints } = await openPage();
  await page.goto(new URL("/e2e-vault", url).href, { waitUntil: "networkidle" });
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);
  expect(complaints).toEqual([]);
  await page.getByLabel("Password").fill("open, barley");
  await page.getByRole("button", { name: "Open" }).click();
  expect(await page.getByRole("alert").isVisible()).toBe(true);
  await page.getByLabel("Password").fill("open, sesame");
  await page.getByRole("button", { name: "Open" }).click();
  expect(await page.textContent("main")).toContain("Forty thieves");
  await page.reload();
  expect(await page.textContent("main")).toContain("Forty thieves");
  await page.context().close();
  const other = await openPage();
  await other.page.goto(new URL("/e2e-vault", url).href);
  expect(await other.page.textContent("main")).not.toContain("Forty thieves");
  await other.page.context().close();
});

test("structured data is there, and no browser complains of it", async () => {
  const website = (await api.call({ method: "GET", path: `/websites/${websiteId}` })).body as { name: string };
  const configuration = { title: website.name, url: "https://bakery.example" };
  const { changeId } = await post<{ changeId: string }>("/changes", { leaves: { configuration } });
  await post("/deployments", { changeId });
  const { page, complaints } = await openPage();
  await page.goto(url, { waitUntil: "networkidle" });
  const data = await page.locator('script[type="application/ld+json"]').textContent();
  expect(JSON.parse(data!)).toMatchObject({ "@context": "https://schema.org" });
  expect(complaints).toEqual([]);
  await page.context().close();
});
