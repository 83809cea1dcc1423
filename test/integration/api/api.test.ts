import { request } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApiClient } from "#supervisor/demo/api-client.ts";
import { demoTenantId } from "#supervisor/demo/demo-site.ts";
import { uploadTheme } from "#supervisor/demo/upload-theme.ts";
import { eventually } from "#test/support/eventually.ts";
import { plainTheme } from "#test/support/plain-theme.ts";
import { startTestPlatform } from "#test/support/platform.ts";
import { callApi, documentOf, readPage } from "./client.ts";

let platform: Awaited<ReturnType<typeof startTestPlatform>>;
let theme: string;

beforeAll(async () => {
  platform = await startTestPlatform({ postgres: true, edges: 2 });
  await platform.untilHealthy();
  theme = await uploadTheme(createApiClient(platform.urls.api, platform.token), plainTheme);
});
afterAll(() => platform.dispose());

async function createWebsite(name: string) {
  const hostname = `${name}.test.localhost`;
  const body = { name, hostnames: [hostname], theme };
  const { body: website } = await callApi(platform, "POST", "/websites", body);
  return { path: `/websites/${website.websiteId}`, url: `http://${hostname}:${platform.port}`, ...website };
}

async function publish(path: string, put: readonly unknown[]) {
  const change = await callApi(platform, "POST", `${path}/changes`, { documents: { put } });
  expect(change.status).toBe(201);
  return callApi(platform, "POST", `${path}/deployments`, { changeId: change.body.changeId });
}

const listed = async (websiteId: string) => {
  const { body } = await callApi(platform, "GET", "/websites?limit=200");
  return (body.items as { websiteId: string }[] | undefined)?.find((item) => item.websiteId === websiteId);
};

test("what a deployment published is what the next visitor reads, through every edge", async () => {
  const { path, url } = await createWebsite("publish");
  for (let round = 1; round <= 10; round += 1) {
    expect((await publish(path, [documentOf("a", `Round ${round}`)])).status).toBe(201);
    const pages = await Promise.all(Array.from({ length: 8 }, () => readPage(`${url}/a`)));
    for (const html of pages) expect(html).toContain(`<h1>Round ${round}</h1>`);
  }
});

test("a thousand documents are published in one change", async () => {
  const { path, url } = await createWebsite("thousand");
  const put = Array.from({ length: 1_000 }, (_, index) => documentOf(`d${index}`, `Title ${index}`, "x".repeat(8_000)));
  expect((await publish(path, put)).status).toBe(201);
  expect(await readPage(`${url}/d999`)).toContain("Title 999");
});

test("the list of websites follows what happens to them", async () => {
  const { websiteId, path } = await createWebsite("listed");
  const { body: deployment } = await publish(path, [documentOf("a", "A")]);
  await callApi(platform, "PUT", `${path}/status`, { status: "maintenance" });
  const item = await eventually("the website's last event is listed", async () => {
    const found = (await listed(websiteId)) as Record<string, unknown> | undefined;
    return found?.status === "maintenance" ? found : null;
  });
  expect(item).toMatchObject({ name: "listed", activeReleaseId: deployment.releaseId });
});

test("the list of websites has a tag, and is found by a part of a name that was changed", async () => {
  const { websiteId, path } = await createWebsite("tagged");
  const { headers } = await callApi(platform, "GET", path);
  const tag = headers.get("ETag")!;
  const name = `Renamed ${websiteId}`;
  expect((await callApi(platform, "PATCH", path, { name }, { "If-Match": tag })).status).toBe(200);
  const list = `/websites?search=${websiteId}&sort=name&status=active`;
  const page = await eventually("the website is found by its new name", async () => {
    const found = await callApi(platform, "GET", list);
    return found.body.items.length === 1 ? found : null;
  });
  expect(page.body.items).toMatchObject([{ websiteId, name }]);
  const known = await callApi(platform, "GET", list, undefined, { "If-None-Match": page.headers.get("ETag")! });
  expect(known.status).toBe(304);
});

test("without the control plane websites are changed and served, and it learns of it afterwards", async () => {
  const { path, url, websiteId } = await createWebsite("alone");
  platform.kill("postgres", "SIGKILL");
  platform.kill("control-plane", "SIGKILL");
  const { status, headers } = await callApi(platform, "GET", "/websites");
  expect([status, headers.get("Retry-After")]).toEqual([503, "2"]);
  expect((await callApi(platform, "GET", "/health")).body).toEqual({ status: "ok", controlPlane: "unavailable" });
  const { body: deployment } = await publish(path, [documentOf("a", "Alone")]);
  expect(await readPage(`${url}/a`)).toContain("Alone");

  await platform.untilHealthy();
  await eventually(
    "the deployment is listed",
    async () => {
      const found = (await listed(websiteId)) as { activeReleaseId?: string } | undefined;
      return found?.activeReleaseId === deployment.releaseId;
    },
    40_000,
  );
});

test("a call is answered although the state process is killed just before it", async () => {
  const { path } = await createWebsite("killed");
  for (let round = 0; round < 3; round += 1) {
    platform.kill("state-0", "SIGKILL");
    expect((await callApi(platform, "GET", path)).status).toBe(200);
    await platform.untilHealthy("state-0");
  }
});

test("a body without a length that is too large is refused, not read to its end", async () => {
  const status = await new Promise<number>((resolve, reject) => {
    const { port, token } = platform;
    const headers = {
      Host: `api.localhost:${port}`,
      Authorization: `Bearer ${token}`,
      "X-Tenant-ID": demoTenantId,
      "Content-Type": "application/json",
    };
    const call = request({ host: "127.0.0.1", port, path: "/api/v1/websites", method: "POST", headers }, (response) => {
      response.resume();
      resolve(response.statusCode!);
      call.destroy();
    });
    call.on("error", reject);
    const chunk = Buffer.alloc(64_000, " ");
    const write = () => {
      if (!call.destroyed) call.write(chunk, write);
    };
    write();
  });
  expect(status).toBe(413);
});

test("HEAD and OPTIONS are answered over the wire as they should be", async () => {
  const { path } = await createWebsite("wire");
  const head = await callApi(platform, "HEAD", path);
  expect([head.status, head.body]).toEqual([200, null]);
  const options = await callApi(platform, "OPTIONS", path);
  expect([options.status, options.headers.get("Allow")]).toEqual([204, "GET, HEAD, PATCH, PUT, DELETE, OPTIONS"]);
  expect(options.headers.get("Access-Control-Allow-Origin")).toBeNull();
});
