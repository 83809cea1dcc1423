import { afterAll, beforeAll, expect, test } from "vitest";
import { createApiClient } from "#supervisor/demo/api-client.ts";
import { demoTenantId } from "#supervisor/demo/demo-site.ts";
import { uploadTheme } from "#supervisor/demo/upload-theme.ts";
import { localFetch } from "#supervisor/index.ts";
import { admitTenant } from "#test/support/admit-tenant.ts";
import { eventually } from "#test/support/eventually.ts";
import { plainTheme } from "#test/support/plain-theme.ts";
import { startTestPlatform } from "#test/support/platform.ts";
import { activeState } from "#test/support/tenant-states.ts";
import { callApi } from "./client.ts";

let platform: Awaited<ReturnType<typeof startTestPlatform>>;
const hostnames = Array.from({ length: 5 }, (_, index) => `suspended-${index}.test.localhost`);
let path: string;

beforeAll(async () => {
  platform = await startTestPlatform({ edges: 2 });
  const theme = await uploadTheme(createApiClient(platform.urls.api, platform.token), plainTheme);
  for (const hostname of hostnames) {
    const created = await callApi(platform, "POST", "/websites", { name: "Site", hostnames: [hostname], theme });
    expect(created.status).toBe(201);
    path = `/websites/${(created.body as { websiteId: string }).websiteId}`;
  }
});
afterAll(() => platform?.dispose());

/** A page of each website, by whichever edge takes it. */
async function statuses(): Promise<number[]> {
  return Promise.all(
    hostnames.map(async (hostname) => {
      const response = await localFetch(`http://${hostname}:${platform.port}/`, { timeoutMs: 10_000 });
      await response.arrayBuffer();
      return response.status;
    }),
  );
}

const all = (status: number) => hostnames.map(() => status);
const become = (version: number, status: "active" | "suspended") =>
  admitTenant(platform, activeState(demoTenantId, { version, status }));

test("a suspended tenant's websites are closed once that is answered, its calls within a second; both open again", async () => {
  expect(await statuses()).toEqual(all(200));
  await become(2, "suspended");
  expect(await statuses()).toEqual(all(503));
  await eventually("calls are refused", async () => (await callApi(platform, "GET", path)).status === 403, 1_500);
  await become(3, "active");
  expect(await statuses()).toEqual(all(200));
  await eventually("calls are answered", async () => (await callApi(platform, "GET", path)).status === 200, 1_500);
});

test("it stays in force, or gets there, when the state process is killed meanwhile", async () => {
  const suspending = become(4, "suspended");
  platform.kill("state-0", "SIGKILL");
  await suspending;
  await platform.untilHealthy("state-0");
  await eventually("all are closed", async () => (await statuses()).every((status) => status === 503), 20_000);
  await platform.restart("state-0");
  expect(await statuses()).toEqual(all(503));
  await become(5, "active");
  await eventually("all are served", async () => (await statuses()).every((status) => status === 200), 20_000);
});
