import { randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ensureRequestRole } from "#control-plane/database/index.ts";
import type { StepName } from "#domain/provisioning/index.ts";
import { eventually } from "#test/support/eventually.ts";
import { secret } from "../control-plane/batches.ts";
import { startControlPlane, until } from "../control-plane/start-control-plane.ts";
import { newTenant } from "../tenants/start-database.ts";

/** The servers that a control plane works with, and what is asked of them behind its back. */
export interface KillSetting {
  readonly postgresUrl: string;
  /** By which the control plane finds its providers. */
  readonly env: Readonly<Record<string, string>>;
  /** What is configured, in its order. */
  readonly steps: readonly StepName[];
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Providers, by the names of their steps, that say that something of the tenant is there. */
  thereOf(tenantId: string): Promise<readonly StepName[]>;
  stop(): Promise<void>;
}

let setting: KillSetting;
let edge: Server;
/** Websites at the edge, with their tenants; and how often each was made. */
const websites = new Map<string, string>();

async function begin(startSetting: () => Promise<KillSetting>): Promise<void> {
  setting = await startSetting();
  await ensureRequestRole(setting.postgresUrl, secret);
  edge = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => (text += chunk.toString()));
    request.on("end", () => {
      const token = request.headers.authorization!.split(".")[1]!;
      const { tenantId, websiteId } = JSON.parse(Buffer.from(token, "base64url").toString()) as Record<string, string>;
      if (request.method === "POST") websites.set(websiteId!, tenantId!);
      if (request.method === "DELETE") websites.delete(websiteId!);
      response.setHeader("Content-Type", "application/json");
      response.end(answerTo(request.method!, text, tenantId!));
    });
  });
  await new Promise<void>((resolve) => edge.listen(0, "127.0.0.1", resolve));
  // Whatever is noted takes a moment, in which the service can be killed.
  await setting.query(`
    create function platform.linger() returns trigger language plpgsql as 'begin perform pg_sleep(0.15); return null; end';
    create trigger linger after insert on platform.provisioning_events execute function platform.linger()`);
}

function answerTo(method: string, body: string, tenantId: string): string {
  if (method === "PUT") return body.replace(/^.*("version":\d+).*$/, "{$1}");
  if (method !== "GET") return "{}";
  const items = [...websites].filter(([, owner]) => owner === tenantId).map(([websiteId]) => websiteId);
  return JSON.stringify({ items, cursor: null });
}

async function end(): Promise<void> {
  edge.closeAllConnections();
  edge.close();
  await setting.stop();
}

function start() {
  return startControlPlane(setting.postgresUrl, {
    EDGE_API_URL: `http://127.0.0.1:${(edge.address() as AddressInfo).port}/api/v1`,
    ...setting.env,
    DEFAULT_THEME: "0".repeat(64),
    TENANT_GRACE_SECONDS: "0",
  });
}

const asPlatform = {
  kind: "caller",
  actor: { kind: "platform-token" },
  tenantId: null,
  role: null,
  websiteId: null,
  origin: { requestId: "r", address: "127.0.0.1", userAgent: "test" },
} as const;

/** Once it is noted that the step is at work; or while that is being noted, so that the note is lost. */
async function untilAt(tenantId: string, step: StepName, status: string, when: "noted" | "not yet noted") {
  const { steps } = setting;
  const before = steps[steps.indexOf(step) - 1];
  await until(
    async () => {
      const rows = await setting.query<{ step: string; status: string }>(
        "select step, status from platform.provisioning_steps where tenant_id = $1",
        [tenantId],
      );
      const at = (name: StepName | undefined, wanted: string) =>
        rows.some((row) => row.step === name && row.status === wanted);
      if (when === "noted") return at(step, status);
      const sleeping = await setting.query("select from pg_stat_activity where wait_event = 'PgSleep'");
      return sleeping.length > 0 && (before === undefined || at(before, status));
    },
    (isAt) => isAt,
  );
}

/** What befalls the control plane: when, seen from the note that a step is at work. */
interface Strike {
  readonly how: "killed" | "hung";
  readonly when: "noted" | "not yet noted";
}

const whileMaking: readonly Strike[] = [
  { how: "killed", when: "noted" },
  { how: "killed", when: "not yet noted" },
  { how: "hung", when: "noted" },
];
const whileRemoving: readonly Strike[] = [
  { how: "killed", when: "noted" },
  { how: "hung", when: "noted" },
];
const hungMs = 1_500;
/** A namespace takes its time to go. */
const settledMsMax = 180_000;

type Service = Awaited<ReturnType<typeof start>>;
interface TenantFound {
  readonly tenant_id: string;
  readonly status: string;
  readonly subdomain: string;
}

/** Kills, and hangs, the control plane at each step of tenants' making and unmaking. */
export function describeKills(name: string, startSetting: () => Promise<KillSetting>): void {
  describe(name, () => {
    beforeAll(() => begin(startSetting));
    afterAll(() => end());
    test(
      "killed or hung at each step of making and of taking away, it goes on: fully made, once; fully gone",
      walk,
      1_200_000,
    );
  });
}

async function walk(): Promise<void> {
  const { steps } = setting;
  const ids: string[] = [];
  let service = await start();
  for (const step of steps) {
    for (const { how, when } of whileMaking) {
      await until(service.health, ({ status }) => status === 200);
      const tenantId = randomUUID();
      ids.push(tenantId);
      const input = newTenant({ tenantId, ownerEmail: `${tenantId}@example.com` });
      const calling = service.call(asPlatform, "/internal/tenants", input).catch(() => null);
      await untilAt(tenantId, step, "running", when);
      service = await strike(service, how, calling);
    }
  }
  const all = await settled(ids, "active", ids.length);
  for (const tenantId of ids) await expectWhole(tenantId);

  const going = all.values();
  const gone: string[] = [];
  for (const step of steps) {
    for (const { how, when } of whileRemoving) {
      await until(service.health, ({ status }) => status === 200);
      const { tenant_id: tenantId, subdomain } = going.next().value!;
      gone.push(tenantId);
      const path = `/internal/tenants/${tenantId}?confirm=${subdomain}`;
      await service.call(asPlatform, path, undefined, { method: "DELETE" });
      await untilAt(tenantId, step, "undoing", when);
      service = await strike(service, how, Promise.resolve());
    }
  }
  await settled(ids, "deleted", gone.length);
  for (const tenantId of ids) {
    if (!gone.includes(tenantId)) await expectWhole(tenantId);
    else {
      expect(await setting.thereOf(tenantId)).toEqual([]);
      expect([...websites.values()]).not.toContain(tenantId);
    }
  }
  await service.stop();
}

/** @returns the control plane that works then */
async function strike(service: Service, how: Strike["how"], calling: Promise<unknown>): Promise<Service> {
  if (how === "hung") {
    service.kill("SIGSTOP");
    await sleep(hungMs);
    service.kill("SIGCONT");
    await calling;
    return service;
  }
  service.kill("SIGKILL");
  await calling;
  await service.stop();
  return start();
}

/** Waits until so many of them are that; fails when it takes too long. */
function settled(ids: readonly string[], status: string, count: number): Promise<readonly TenantFound[]> {
  return eventually(
    `${count} tenants are ${status}`,
    async () => {
      const rows = await setting.query<TenantFound>(
        "select status, tenant_id, subdomain from platform.tenants where tenant_id = any($1)",
        [ids],
      );
      return rows.filter((row) => row.status === status).length === count ? rows : null;
    },
    settledMsMax,
  );
}

async function expectWhole(tenantId: string): Promise<void> {
  const providers = setting.steps.filter((step) => step !== "website" && step !== "invitation");
  expect(await setting.thereOf(tenantId)).toEqual(providers);
  expect([...websites.values()].filter((owner) => owner === tenantId)).toHaveLength(1);
  const invited = await setting.query("select from platform.invitations where tenant_id = $1", [tenantId]);
  expect(invited).toHaveLength(1);
}
