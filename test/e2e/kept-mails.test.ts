import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mailerOf, type Mail } from "#control-plane/drivers/mail/index.ts";
import { localFetch } from "#supervisor/index.ts";
import { demoTenantId } from "#supervisor/demo/demo-site.ts";
import { eventually } from "#test/support/eventually.ts";
import { startTestPlatform } from "#test/support/platform.ts";
import { launchBrowser } from "./browser.ts";
import { axeViolations, axeViolationsOutsideFrames, overflowOf } from "./page-faults.ts";

let platform: Awaited<ReturnType<typeof startTestPlatform>>;
let browser: Browser;
let address: string;
let origin: string;

const hostileMailId = "01a21c2e-0000-7000-8000-00000000ffff";

/** Somewhere else, where nothing of a mail is to lead. */
const elsewhere = createServer((_request, response) => {
  visits += 1;
  response.end();
});
let visits = 0;

const hostileMail = (outside: string): Mail => ({
  mailId: hostileMailId,
  to: "<b>someone</b>@example.com",
  subject: `"><script>document.title = "taken"</script>`,
  text: `</pre><script>document.title = "taken"</script> javascript:alert(1) http://app.localhost/?a=1&b=<b>`,
  html: `<script>document.title = "taken"</script><img src="${outside}/pixel.png" alt=""><p onclick="alert(1)">Hello</p>
<form action="/"><button>Send</button></form><a href="${outside}/" target="_top">Out</a>`,
});

beforeAll(async () => {
  platform = await startTestPlatform({ postgres: true });
  browser = await launchBrowser();
  address = platform.urls.mails!;
  ({ origin } = new URL(address));
});
afterAll(async () => {
  elsewhere.close();
  await browser?.close();
  await platform?.dispose();
});

/** The page, and whatever the browser held against it. */
async function open(width: number, colorScheme: "light" | "dark"): Promise<[Page, string[]]> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("console", (message) => faults.push(message.text()));
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("request", (request) => {
    if (!request.url().startsWith(origin)) faults.push(request.url());
  });
  await page.goto(address);
  return [page, faults];
}

async function invite(email: string): Promise<void> {
  const response = await localFetch(`${platform.urls.api}/tenant/invitations`, {
    method: "POST",
    headers: {
      Authorization: `Bearer ${platform.token}`,
      "X-Tenant-ID": demoTenantId,
      "Content-Type": "application/json",
    },
    body: JSON.stringify({ email, role: "viewer" }),
  });
  expect(response.status).toBe(201);
}

/** The mail of an invitation to this address, as its page shows it. */
async function openInvitation(page: Page, email: string): Promise<void> {
  const item = page.getByRole("listitem").filter({ hasText: email });
  await eventually("its mail is there", async () => {
    await page.goto(`${origin}/`);
    return (await item.count()) === 1;
  });
  await item.getByRole("link").click();
}

const ask = (path: string, headers: Readonly<Record<string, string>> = {}, method = "GET") =>
  localFetch(origin + path, { method, headers });

describe.each([
  [390, "dark"],
  [1_280, "light"],
] as const)("the page of mails, %i pixels wide and %s", (width, colorScheme) => {
  test("lists an invitation and shows it as text and as HTML, to everybody", async () => {
    const [page, faults] = await open(width, colorScheme);
    expect(await axeViolations(page)).toEqual([]);
    expect(page.url()).toBe(`${origin}/`);
    const email = `invited-${width}@example.com`;
    await invite(email);
    await openInvitation(page, email);
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("You are invited to Demo");
    const link = page.locator("pre a");
    expect(await link.getAttribute("href")).toMatch(/^http:\/\/app\.localhost:\d+\/invitation#token=[\w-]{43}$/);
    const shown = page.frameLocator("iframe").getByText("you are invited to Demo as viewer.");
    await shown.waitFor();
    expect(await axeViolationsOutsideFrames(page)).toEqual([]);
    expect(await overflowOf(page)).toBe(0);
    expect(faults).toEqual([]);
    await page.context().close();
  });
});

test("more mails than a page has are reached by its links", async () => {
  const mailer = mailerOf(pathToFileURL(platform.directory.mails).href, "HotSwap <no-reply@example.com>");
  for (let n = 10; n < 40; n++) {
    const mailId = `01a21c2e-0000-7000-8000-0000000000${n}`;
    await mailer.send({ mailId, to: "many@example.com", subject: `Mail ${n}`, text: "Text", html: "<p>HTML</p>" });
  }
  const [page, faults] = await open(1_280, "dark");
  expect(await page.getByRole("listitem").count()).toBe(25);
  expect(await page.getByRole("listitem").first().textContent()).toContain("Mail 39");
  await page.getByRole("link", { name: "Older mails" }).click();
  expect(await page.getByRole("listitem").first().textContent()).toContain("Mail 14");
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole("link", { name: "Newest mails" }).click();
  await page.getByRole("link", { name: "Mail 39" }).click();
  expect(faults).toEqual([]);
  await page.context().close();
});

test("whatever a mail says, it runs nothing, fetches nothing and leads nowhere by itself", async () => {
  elsewhere.listen(0, "127.0.0.1");
  await once(elsewhere, "listening");
  const hostile = hostileMail(`http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`);
  await mailerOf(pathToFileURL(platform.directory.mails).href, "HotSwap <no-reply@example.com>").send(hostile);
  const [page] = await open(1_280, "light");
  for (const path of [`/${hostile.mailId}`, `/${hostile.mailId}/html`]) {
    await page.goto(origin + path);
    await page.waitForLoadState("load");
    expect(await page.title()).not.toBe("taken");
  }
  await page.goto(`${origin}/${hostile.mailId}`);
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(hostile.subject);
  expect(await page.locator("pre").textContent()).toBe(hostile.text);
  const frame = page.frameLocator("iframe");
  await frame.getByText("Out").click();
  await frame.getByRole("button", { name: "Send" }).click();
  expect(page.url()).toBe(`${origin}/${hostile.mailId}`);
  expect(visits).toBe(0);
  await page.context().close();
});

test("without the key nobody reads anything, whatever they ask for", async () => {
  const cookie = (await localFetch(address)).headers.getSetCookie()[0]!;
  expect(cookie).toMatch(/; HttpOnly; SameSite=Lax$/);
  const key = cookie.split(";")[0]!;
  const wrong = `${key.slice(0, -1)}${key.endsWith("0") ? "1" : "0"}`;
  const paths = ["/", "/?key=", "/?key=wrong", `/${hostileMailId}`, `/${hostileMailId}/html`, "/index.ndjson"];
  const strangers: Record<string, string>[] = [
    {},
    { Cookie: wrong },
    { Cookie: "hotswap.mails=" },
    { Authorization: `Bearer ${key}` },
  ];
  for (const path of paths) {
    for (const headers of strangers) {
      expect({ path, headers, status: (await ask(path, headers)).status }).toEqual({ path, headers, status: 403 });
    }
  }
  const nowhere = ["/index.ndjson", "/..%2fmaster-keys", `/${"0".repeat(8)}-0000-7000-8000-${"0".repeat(12)}`, "/x"];
  for (const path of nowhere) expect((await ask(path, { Cookie: key })).status).toBe(404);
  expect((await ask("/", { Cookie: key }, "POST")).status).toBe(405);
  expect((await ask(`/?cursor=-1`, { Cookie: key })).status).toBe(404);
});

test("on the control plane's side, too, mails are for the edge alone", async () => {
  const response = await localFetch(`${platform.urls.api}/internal/mails`, {
    headers: { Authorization: `Bearer ${platform.token}` },
  });
  expect(response.status).toBe(404);
});
