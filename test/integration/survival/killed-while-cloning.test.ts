import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApiClient } from "#supervisor/demo/api-client.ts";
import { uploadTheme } from "#supervisor/demo/upload-theme.ts";
import { localFetch } from "#supervisor/index.ts";
import { callApi, documentOf } from "#test/integration/api/client.ts";
import { plainTheme } from "#test/support/plain-theme.ts";
import { startTestPlatform } from "#test/support/platform.ts";

let platform: Awaited<ReturnType<typeof startTestPlatform>>;
beforeAll(async () => {
  platform = await startTestPlatform({ edges: 1, states: 2 });
});
afterAll(() => platform?.dispose());

const documents = 2_000;
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function largeWebsite(): Promise<string> {
  const theme = await uploadTheme(createApiClient(platform.urls.api, platform.token), plainTheme);
  const made = await callApi(platform, "POST", "/websites", {
    name: "Large",
    hostnames: ["large.test.localhost"],
    theme,
  });
  const path = `/websites/${made.body.websiteId}`;
  for (let first = 0; first < documents; first += 500) {
    const put = Array.from({ length: 500 }, (_, index) => documentOf(`d${first + index}`, `Title ${first + index}`));
    const change = await callApi(platform, "POST", `${path}/changes`, { documents: { put } });
    await callApi(platform, "POST", `${path}/deployments`, { changeId: change.body.changeId });
  }
  return path;
}

test("a website whose clone's and whose own processes are killed again and again is cloned once, whole, and nothing is half there", async () => {
  const path = await largeWebsite();
  const { body: source } = await callApi(platform, "GET", path);
  const hostname = `copy-${randomUUID()}.test.localhost`;
  const key = { "Idempotency-Key": randomUUID() };
  const clone = () => callApi(platform, "POST", `${path}/clone`, { name: "Copy", hostnames: [hostname] }, key);
  let isOver = false;
  const killer = (async () => {
    for (let kills = 0; kills < 6 && !isOver; kills += 1) {
      await sleep(150 + 100 * kills);
      platform.kill(`state-${kills % 2}`, "SIGKILL");
    }
  })();
  const statuses: number[] = [];
  let copy = source;
  for (const until = Date.now() + 60_000; Date.now() < until; await sleep(200)) {
    const answered = await clone().catch(() => null);
    if (answered === null) continue;
    statuses.push(answered.status);
    if (answered.status < 400) copy = answered.body;
    if (copy.status === "active" && copy !== source) break;
    // Until it is there, visitors are told so, or that nobody is.
    const page = await localFetch(`http://${hostname}:${platform.port}/d1`, { timeoutMs: 10_000 });
    await page.arrayBuffer();
    expect([200, 421, 503]).toContain(page.status);
  }
  isOver = true;
  await killer;
  await platform.untilHealthy();
  expect(statuses.filter((status) => ![200, 201, 202, 503].includes(status))).toEqual([]);
  const { body: after } = await callApi(platform, "GET", `/websites/${copy.websiteId}`);
  expect(after).toMatchObject({ status: "active", activeReleaseId: source.activeReleaseId, leaves: source.leaves });
  const page = await localFetch(`http://${hostname}:${platform.port}/d1999`, { timeoutMs: 10_000 });
  expect(await page.text()).toContain("Title 1999");
  const { body: history } = await callApi(platform, "GET", `/websites/${copy.websiteId}/deployments`);
  expect(history.items).toHaveLength(1);
});
