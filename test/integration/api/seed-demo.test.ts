import { afterEach, expect, test } from "vitest";
import { bakery } from "#supervisor/demo/bakery.ts";
import { createApiClient } from "#supervisor/demo/api-client.ts";
import { demoTenantId } from "#supervisor/demo/demo-site.ts";
import { seedDemo } from "#supervisor/demo/seed-demo.ts";
import { studio } from "#supervisor/demo/studio.ts";
import { uploadTheme } from "#supervisor/demo/upload-theme.ts";
import { plainTheme } from "#test/support/plain-theme.ts";
import { startTestPlatform } from "#test/support/platform.ts";
import { callApi, readPage } from "./client.ts";

let platform: Awaited<ReturnType<typeof startTestPlatform>>;
afterEach(() => platform.dispose());

const log = () => {};
const seed = () => seedDemo({ apiUrl: platform.urls.api, sitesPort: platform.port, token: platform.token, log });
const pathOf = (site: { websiteId: string }) => `/websites/${site.websiteId}`;
const historyOf = async (site: { websiteId: string }) =>
  (await callApi(platform, "GET", `${pathOf(site)}/deployments`)).body.items as unknown[];

test("the demo's websites are served, and a second start changes nothing", async () => {
  platform = await startTestPlatform();
  const first = await seed();
  expect(first.sites.map(({ url }) => url)).toEqual([
    `http://bakery.demo.localhost:${platform.port}/`,
    `http://studio.demo.localhost:${platform.port}/`,
  ]);
  for (const [index, site] of [bakery, studio].entries()) {
    for (const { path, title } of site.documents) {
      if (path === "/") continue;
      expect(await readPage(new URL(path, first.sites[index]!.url).href)).toContain(`<h1>${title}</h1>`);
    }
  }
  const before = await Promise.all([bakery, studio].map(historyOf));
  expect(await seed()).toEqual(first);
  expect(await Promise.all([bakery, studio].map(historyOf))).toEqual(before);
});

test("an interrupted start is gone on with, and what its owner changed or deleted is left so", async () => {
  platform = await startTestPlatform();
  const theme = await uploadTheme(createApiClient(platform.urls.api, platform.token), plainTheme);
  const { websiteId, name, hostname, configuration } = bakery;
  const created = { websiteId, tenantId: demoTenantId, name, hostnames: [hostname], theme, configuration };
  expect((await callApi(platform, "POST", "/websites", created)).status).toBe(201);
  await seed();
  expect(await historyOf(bakery)).toHaveLength(2);

  const [deployment] = (await historyOf(bakery)) as { deploymentId: string }[];
  await callApi(platform, "POST", `${pathOf(bakery)}/deployments/${deployment!.deploymentId}/rollback`);
  await callApi(platform, "DELETE", pathOf(studio));
  expect((await seed()).sites.map((site) => site.websiteId)).toEqual([bakery.websiteId]);
  expect((await callApi(platform, "GET", `${pathOf(bakery)}/released/documents`)).body.items).toEqual([]);
});

test("seeding bears the state process being killed meanwhile", async () => {
  platform = await startTestPlatform();
  platform.kill("state-0", "SIGKILL");
  const { sites } = await seed();
  expect(await readPage(sites[0]!.url)).toContain("Bread with time in it");
});
