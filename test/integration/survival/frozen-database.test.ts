import { afterAll, beforeAll, expect, test } from "vitest";
import { seedDemo } from "#supervisor/demo/seed-demo.ts";
import { localFetch } from "#supervisor/index.ts";
import { startTestPlatform } from "#test/support/platform.ts";

let platform: Awaited<ReturnType<typeof startTestPlatform>>;
let origin: string;

beforeAll(async () => {
  platform = await startTestPlatform({ edges: 1, postgres: true });
  await platform.untilHealthy();
  const seeded = await seedDemo({
    apiUrl: platform.urls.api,
    sitesPort: platform.port,
    token: platform.token,
    log: () => undefined,
  });
  origin = new URL(seeded.sites[1]!.url).origin;
});
afterAll(() => platform.dispose());

async function visit(path: string): Promise<{ readonly status: number; readonly body: string }> {
  const response = await localFetch(origin + path, { timeoutMs: 4_000 });
  return { status: response.status, body: await response.text() };
}

test("no visit costs a query: with database and control plane frozen, everything that visitors ask for is made", async () => {
  // A frozen process answers nothing, so that a request which waited for it would not be answered either.
  platform.kill("control-plane", "SIGSTOP");
  platform.kill("postgres", "SIGSTOP");
  try {
    const sitemap = await visit("/sitemap.xml");
    const paths = [...sitemap.body.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, url]) => new URL(url!).pathname);
    expect(paths.length).toBeGreaterThan(10);
    const resources = ["/feed.xml", "/atom.xml", "/feed.json", "/robots.txt", "/search?q=signs"];
    for (const path of [...paths, ...resources])
      expect({ path, status: (await visit(path)).status }).toEqual({ path, status: 200 });
    expect((await visit("/nowhere")).status).toBe(404);
    const stylesheet = /href="(\/_hotswap\/assets\/[^"]+\.css)"/.exec((await visit("/")).body)?.[1];
    expect((await visit(stylesheet!)).status).toBe(200);
  } finally {
    platform.kill("postgres", "SIGCONT");
    platform.kill("control-plane", "SIGCONT");
  }
});
