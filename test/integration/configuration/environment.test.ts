import { randomUUID } from "node:crypto";
import { createReadStream, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Assertion } from "#domain/contracts/index.ts";
import { createApiClient } from "#supervisor/demo/api-client.ts";
import { demoTenantId } from "#supervisor/demo/demo-site.ts";
import { uploadTheme } from "#supervisor/demo/upload-theme.ts";
import { localFetch } from "#supervisor/index.ts";
import { signEdgeAssertion } from "#control-plane/drivers/edge/sign-edge-assertion.ts";
import { callApi } from "#test/integration/api/client.ts";
import { until } from "#test/integration/control-plane/start-control-plane.ts";
import {
  startPlatformWithTenants,
  type PlatformWithTenants,
} from "#test/integration/tenant-settings/platform-with-tenants.ts";
import { plainTheme } from "#test/support/plain-theme.ts";

let platform: PlatformWithTenants;
let site: string;
let websiteId: string;
beforeAll(async () => {
  platform = await startPlatformWithTenants();
  const theme = await uploadTheme(createApiClient(platform.urls.api, platform.token), plainTheme);
  const hostnames = ["environment.demo.localhost"];
  const made = await callApi(platform, "POST", "/websites", { name: "Environment", hostnames, theme });
  websiteId = made.body.websiteId;
  site = `/websites/${websiteId}`;
});
afterAll(() => platform.dispose());

const call = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
  callApi(platform, method, `${site}${path}`, body, headers);
const object = (tenantId: string): Assertion => ({ kind: "tenant", tenantId });
const read = async (who: Assertion, name: string, version: string) => {
  const body = { variables: [{ name, version }] };
  return platform.internal(who, "POST", "/internal/secrets/read", body);
};
const variables = async () => (await call("GET", "/environment")).body.items as { name: string; version: string }[];

test("a secret goes in and comes out nowhere but to the tenant's own objects", async () => {
  const value = `hunter2-${randomUUID()}`;
  const set = await call("PUT", "/environment/SHOP_KEY", { secret: value });
  expect(set.status).toBe(200);
  const { variable, deploymentId } = set.body;
  expect(variable).toEqual({ kind: "secret", name: "SHOP_KEY", version: deploymentId });

  expect((await read(object(demoTenantId), "SHOP_KEY", variable.version)).body).toEqual({
    values: { SHOP_KEY: value },
  });
  const ofWebsite: Assertion = { kind: "website", websiteId, tenantId: demoTenantId };
  expect((await read(ofWebsite, "SHOP_KEY", variable.version)).body).toEqual({ values: { SHOP_KEY: value } });

  // Neither another tenant's objects, nor by another name.
  const other = await platform.newTenant();
  expect((await read(object(other), "SHOP_KEY", variable.version)).body).toEqual({ values: {} });
  expect((await read(object(demoTenantId), "OTHER", variable.version)).body).toEqual({ values: {} });
  // Nor a visitor, nor someone at work on the website, nor the edge itself.
  const origin = { requestId: "r", address: "203.0.113.7", userAgent: "Test/1" };
  const owner: Assertion = {
    kind: "caller",
    actor: { kind: "platform-token" },
    tenantId: demoTenantId,
    role: "owner",
    websiteId,
    origin,
  };
  for (const who of [{ kind: "visitor", origin }, { kind: "platform" }, owner] satisfies Assertion[]) {
    expect((await read(who, "SHOP_KEY", variable.version)).status).toBe(403);
  }
  for (const address of [platform.urls.api, `http://environment.demo.localhost:${platform.port}`]) {
    const body = JSON.stringify({ variables: [{ name: "SHOP_KEY", version: variable.version }] });
    const answered = await localFetch(`${new URL(address).origin}/internal/secrets/read`, { method: "POST", body });
    expect(await answered.text()).not.toContain(value);
    expect(answered.status).toBeGreaterThanOrEqual(400);
  }

  const answers = [
    set,
    await call("GET", "/environment"),
    await call("GET", "/configuration"),
    await call("GET", "/configuration/history"),
    await call("GET", "/releases/active/contents"),
    await call("PUT", "/environment/BAD-NAME", { secret: value }),
    await until(
      () => callApi(platform, "GET", "/tenant/audit?action=configuration.changed"),
      ({ body }) => body.items.length > 0,
    ),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 400, 200]);
  for (const { body } of answers) expect(JSON.stringify(body)).not.toContain(value);
  expect(answers.at(-1)!.body.items[0]).toMatchObject({
    actor: { kind: "platform-token" },
    target: { type: "website", id: websiteId },
    after: { deploymentId, parts: ["environment.SHOP_KEY"] },
  });
  expect(await filesWith(platform.directory.root, value)).toEqual([]);
});

test("a secret that is set anew is another version, and a rollback brings the one before back", async () => {
  const first = (await call("PUT", "/environment/ROTATED", { secret: "one" })).body.variable.version as string;
  const second = (await call("PUT", "/environment/ROTATED", { secret: "two" })).body;
  const current = async () => (await variables()).find(({ name }) => name === "ROTATED")!.version;
  expect(await current()).toBe(second.variable.version);
  expect(second.variable.version).not.toBe(first);
  expect((await call("POST", `/deployments/${second.deploymentId}/rollback`, {})).status).toBe(201);
  expect(await current()).toBe(first);
  expect((await read(object(demoTenantId), "ROTATED", await current())).body).toEqual({ values: { ROTATED: "one" } });
  // For as long as a release names them both are kept.
  const token = await signEdgeAssertion(
    { kind: "control-plane", websiteId, tenantId: demoTenantId },
    platform.secret,
    Date.now(),
  );
  const path = `${new URL(platform.urls.api).origin}/_hotswap${site}/secret-versions`;
  const kept = await localFetch(path, { headers: { Authorization: `Bearer ${token}` } });
  const { versions } = (await kept.json()) as { versions: string[] };
  expect(versions).toEqual(expect.arrayContaining([first, second.variable.version]));
  const refused = await localFetch(path, { headers: { Authorization: `Bearer ${platform.token}` } });
  expect(refused.status).toBe(403);
});

test("a call that is repeated with its key sets a secret once, and another one with that key never", async () => {
  const key = { "Idempotency-Key": randomUUID() };
  const first = await call("PUT", "/environment/ONCE", { secret: "one" }, key);
  const again = await call("PUT", "/environment/ONCE", { secret: "one" }, key);
  expect(again.body).toEqual(first.body);
  expect((await call("PUT", "/environment/ONCE", { secret: "two" }, key)).status).toBe(409);
  const { version } = first.body.variable;
  expect((await read(object(demoTenantId), "ONCE", version)).body).toEqual({ values: { ONCE: "one" } });
});

test("settings of two people who have read the same are merged, and of one setting the second is refused", async () => {
  const tag = (await call("GET", "/configuration")).headers.get("etag")!;
  const patch = (body: unknown) => call("PATCH", "/configuration", body, { "If-Match": tag });
  expect((await patch({ title: "Mine" })).status).toBe(200);
  expect((await patch({ language: "de" })).body.settings).toMatchObject({ title: "Mine", language: "de" });
  const refused = await patch({ title: "Theirs" });
  expect(refused).toMatchObject({
    status: 409,
    body: { facts: { conflicts: [{ part: "title", base: "Environment", theirs: "Mine", yours: "Theirs" }] } },
  });
  expect((await call("PATCH", "/configuration", { title: "x" })).status).toBe(428);
  const wrong = await patch({ timeZone: "Nowhere/Land", flags: {} });
  expect(wrong.status).toBe(400);
  expect(JSON.stringify(wrong.body.errors)).toContain("timeZone");
});

/** The files below a directory in which a text is to be found. */
async function filesWith(directory: string, text: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    if (await hasText(path, text)) found.push(path);
  }
  return found;
}

async function hasText(path: string, text: string): Promise<boolean> {
  let tail = Buffer.alloc(0);
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 4_000_000 })) {
      const bytes = Buffer.concat([tail, chunk as Buffer]);
      if (bytes.includes(text)) return true;
      tail = bytes.subarray(-text.length);
    }
  } catch (error) {
    // Databases remove files while this looks.
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  return false;
}
