import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { deliverEvents, signAssertion } from "#durable-objects/support/control-plane-client.ts";
import { batchOf, newWebsite, secret } from "./batches.ts";
import { callSocket, mainFile, masterKeys, startControlPlane, until } from "./start-control-plane.ts";
import { preparePostgres } from "./start-postgres.ts";

let postgres: Awaited<ReturnType<typeof preparePostgres>>;
let service: Awaited<ReturnType<typeof startControlPlane>>;
let beforeDatabase: readonly { status: number; headers: Readonly<Record<string, unknown>> }[];

beforeAll(async () => {
  postgres = await preparePostgres();
  service = await startControlPlane(postgres.url);
  beforeDatabase = [await service.health(), await service.call({ kind: "platform" }, "/internal/websites?limit=10")];
  await postgres.start();
  await until(service.health, ({ status }) => status === 200);
});
afterAll(async () => {
  await service.stop();
  await postgres.stop();
});

const websiteAssertion = ({ websiteId, tenantId }: { websiteId: string; tenantId: string }) =>
  ({ kind: "website", websiteId, tenantId }) as const;

test("it starts before the database and asks to be called again later", () => {
  for (const answered of beforeDatabase) {
    expect(answered.status).toBe(503);
    expect(answered.headers["retry-after"]).toBe("1");
  }
});

test("once the database is there it is migrated, and events are taken and listed", async () => {
  const website = newWebsite();
  const batch = batchOf(website, 1, 2);
  const taken = await service.call(websiteAssertion(website), "/internal/events", batch);
  expect(taken).toMatchObject({ status: 200, body: { acknowledged: 2 } });
  const listed = await service.call({ kind: "platform" }, `/internal/websites?limit=10&tenantId=${website.tenantId}`);
  expect(listed.body).toMatchObject({ items: [{ websiteId: website.websiteId }], cursor: null });
});

test("the objects' client delivers to it and reads its receipt", async () => {
  const website = newWebsite();
  const binding = {
    async fetch(url: string, init: RequestInit) {
      const { pathname } = new URL(url);
      const headers = Object.fromEntries(new Headers(init.headers));
      const answered = await callSocket(service.socketPath, pathname, headers, JSON.parse(String(init.body)));
      return new Response(JSON.stringify(answered.body), { status: answered.status });
    },
  };
  const bindings = { CONTROL_PLANE: binding, CONTROL_PLANE_SECRET: secret };
  expect(await deliverEvents(bindings, batchOf(website, 1, 2, 3))).toBe(3);
  expect(await deliverEvents(bindings, batchOf(website, 5))).toBe(3);
  const forged = { ...bindings, CONTROL_PLANE_SECRET: "another secret of at least 32 characters" };
  await expect(deliverEvents(forged, batchOf(website, 4))).rejects.toThrow("401");
});

test("nobody is heard without an assertion, with a forged one, or with an old one", async () => {
  const path = "/internal/websites?limit=10";
  const now = Date.now();
  const forged = await signAssertion({ kind: "platform" }, "another secret of at least 32 characters", now);
  const old = await signAssertion({ kind: "platform" }, secret, now - 120_000);
  const early = await signAssertion({ kind: "platform" }, secret, now + 120_000);
  for (const token of [undefined, "nonsense", forged, old, early]) {
    const headers: Record<string, string> = token === undefined ? {} : { Authorization: `Bearer ${token}` };
    expect((await callSocket(service.socketPath, path, headers)).status).toBe(401);
  }
});

test("a website can tell nothing of another, nor list any", async () => {
  const [website, other] = [newWebsite(), newWebsite()];
  const told = await service.call(websiteAssertion(website), "/internal/events", batchOf(other, 1));
  const listed = await service.call(websiteAssertion(website), "/internal/websites?limit=10");
  expect([told.status, listed.status]).toEqual([403, 403]);
});

test("malformed input is refused with a problem that says what is wrong", async () => {
  const website = newWebsite();
  const answers = await Promise.all([
    service.call(websiteAssertion(website), "/internal/events", { ...website, events: [] }),
    service.call({ kind: "platform" }, "/internal/websites?limit=10000"),
    service.call({ kind: "platform" }, "/internal/websites?limit=10&cursor=nonsense"),
  ]);
  for (const { status, headers, body } of answers) {
    expect(status).toBe(400);
    expect(headers["content-type"]).toBe("application/problem+json");
    expect(body).toMatchObject({ type: "urn:hotswap:problem:invalid-request", retryable: false });
  }
});

test("it outlives a restart of the database, and no event is lost or doubled by that", async () => {
  const website = newWebsite();
  const deliver = (last: number) => {
    const sequences = Array.from({ length: last }, (_, index) => index + 1);
    return service.call(websiteAssertion(website), "/internal/events", batchOf(website, ...sequences));
  };
  const restarted = postgres.restart().then(() => true);
  const during: number[] = [];
  for (let last = 1, over = false; !over && last <= 100; last += 1) {
    const answered = await until(
      () => deliver(last),
      ({ status }) => status === 200,
    );
    during.push((answered.body as { acknowledged: number }).acknowledged);
    over = await Promise.race([restarted, new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 10))]);
  }
  await restarted;
  expect(during).toEqual(during.map((_, index) => index + 1));
  expect((await until(service.health, ({ status }) => status === 200)).status).toBe(200);
});

test("SIGTERM ends it cleanly, and its socket is gone", async () => {
  const another = await startControlPlane(postgres.url);
  await until(another.health, ({ status }) => status === 200);
  another.kill("SIGTERM");
  expect(await another.ended).toBe(0);
  expect(existsSync(another.socketPath)).toBe(false);
  await another.stop();
});

test("SIGTERM ends it while the database is away", async () => {
  const another = await startControlPlane("postgresql://nobody:nothing@127.0.0.1:1/none");
  another.kill("SIGTERM");
  expect(await another.ended).toBe(0);
  await another.stop();
});

test("it ends when the process that started it is gone", async () => {
  const environment = {
    CONTROL_PLANE_SOCKET: `${service.socketPath}.orphan`,
    CONTROL_PLANE_SECRET: secret,
    DATABASE_URL: postgres.url,
    EDGE_API_URL: "http://127.0.0.1:9/api/v1",
    SPOOL_DIRECTORY: `${service.socketPath}.spool`,
    MASTER_KEYS: masterKeys,
  };
  const script = `
    const { spawn } = require("node:child_process");
    const child = spawn(process.execPath, [${JSON.stringify(mainFile)}], { stdio: ["ignore", "inherit", "inherit"] });
    setInterval(() => {}, 1_000);`;
  const parent = spawn(process.execPath, ["-e", script], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise<void>((resolve) =>
    parent.stdout.on("data", (chunk: Buffer) => chunk.includes('"listening"') && resolve()),
  );
  parent.kill("SIGKILL");
  // The orphan has the pipe's other end: it closes when the last of both is gone.
  await once(parent.stdout, "close");
  expect(existsSync(environment.CONTROL_PLANE_SOCKET)).toBe(false);
});

test("faults of its environment are told together, and no value is shown", async () => {
  const child = spawn(process.execPath, [mainFile], {
    env: { PATH: process.env.PATH, CONTROL_PLANE_SECRET: "too short", DATABASE_URL: "mysql://x" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, "close")) as [number];
  expect(code).toBe(1);
  for (const name of [
    "CONTROL_PLANE_SOCKET",
    "CONTROL_PLANE_SECRET",
    "DATABASE_URL",
    "EDGE_API_URL",
    "SPOOL_DIRECTORY",
  ]) {
    expect(said).toContain(name);
  }
  expect(said).not.toMatch(/too short|mysql/);
});
