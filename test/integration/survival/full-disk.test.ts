import { createHash, randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { seedDemo, type SeededSites } from "#supervisor/demo/seed-demo.ts";
import { localFetch } from "#supervisor/index.ts";
import { callApi, documentOf } from "#test/integration/api/client.ts";
import { startTestPlatform } from "#test/support/platform.ts";
import { mountSmallDisk } from "#test/support/small-disk.ts";

const disk = mountSmallDisk(150);
let platform: Awaited<ReturnType<typeof startTestPlatform>>;
let site: SeededSites["sites"][number];

beforeAll(async () => {
  if (disk === null) return;
  platform = await startTestPlatform({ dataDirectory: `${disk.directory}/data`, postgres: true });
  await platform.untilHealthy();
  const { urls, port, token } = platform;
  const { sites } = await seedDemo({ apiUrl: urls.api, sitesPort: port, token, log: () => {} });
  site = sites[0]!;
});
afterAll(async () => {
  await platform?.stop();
  disk?.remove();
});

// Mounting takes root.
test.skipIf(disk === null)(
  "on a full disk writes are refused with 507 and reads go on, until there is room",
  async () => {
    // Events that nobody takes keep the object's alarm due.
    platform.kill("postgres", "SIGSTOP");
    expect(await publish("before")).toBe(201);
    disk!.fill();
    for (let round = 0; round < 5; round += 1) {
      expect(await publish(`full ${round}`)).toBe(507);
      expect(await storeBlob()).toBe(507);
      expect(await readPage()).toMatch(/^200 .*before/);
      expect((await callApi(platform, "GET", `/websites/${site.websiteId}`)).status).toBe(200);
    }
    disk!.clear();
    expect(await storeBlob()).toBe(201);
    expect(await publish("after")).toBe(201);
    expect(await readPage()).toMatch(/^200 .*after/);
  },
);

/** @returns the status of the first answer that is no success, or of the last */
async function publish(title: string): Promise<number> {
  const put = [documentOf("full-disk", title, randomBytes(50_000).toString("hex"))];
  const path = `/websites/${site.websiteId}`;
  const change = await callApi(platform, "POST", `${path}/changes`, { documents: { put } });
  if (change.status !== 201) return change.status;
  return (await callApi(platform, "POST", `${path}/deployments`, { changeId: change.body.changeId })).status;
}

async function storeBlob(): Promise<number> {
  const bytes = randomBytes(100_000);
  const digest = createHash("sha256").update(bytes).digest("hex");
  return (await callApi(platform, "PUT", `/blobs/${digest}`, bytes)).status;
}

/** The status, and the title of the page that is published again and again. */
async function readPage(): Promise<string> {
  const response = await localFetch(new URL("/full-disk", site.url));
  const [, title] = /<title>([^<]*)/.exec(await response.text()) ?? [];
  return `${response.status} ${title}`;
}
