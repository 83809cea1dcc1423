import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { providerOf, provisionTenant } from "#control-plane/provisioning/index.ts";
import { findTenant } from "#control-plane/services/tenants/index.ts";
import {
  describeFault,
  expectGone,
  makeThrough,
  removeThrough,
  whoHasSomething,
  type Fault,
} from "#test/support/provisioning-faults.ts";
import { startRealSetting, type RealSetting } from "./support/real-setting.ts";

let setting: RealSetting;
beforeAll(async () => {
  setting = await startRealSetting();
});
afterAll(() => setting?.stop());

const victims = ["postgres", "redis", "blobs", "kubernetes"] as const;
const steps = ["postgres", "redis", "blobs", "kubernetes", "website"] as const;

/** Every server, killed and hung, at every step's beginning and end: each time for making and for taking away. */
const faults: readonly Fault[] = victims.flatMap((victim) =>
  (["killed", "hung"] as const).flatMap((how) =>
    steps.flatMap((step) => (["begins", "ends"] as const).map((moment) => ({ victim, how, step, moment }))),
  ),
);

describe("whatever is killed or hangs between two steps, a tenant is fully made, once, and then fully gone", () => {
  test.each(faults.map((fault) => [describeFault(fault), fault] as const))("%s", async (_, fault) => {
    const tenant = await makeThrough(setting, fault, { tier: "professional" });
    await removeThrough(setting, fault, tenant);
    expect(await whoHasSomething(setting)).toEqual([]);
  });
});

describe("a server that stays away until the step is given up leaves nothing of the tenant, once it is back", () => {
  test.each(["redis", "blobs", "kubernetes"] as const)("%s", async (name) => {
    const { tenantId } = await setting.create({ tier: "professional" });
    const services = { ...setting.services, stepTriesMax: 2 };
    await setting.victims[name].kill();
    for (let tries = 0; tries < 3; tries += 1) await provisionTenant(services, tenantId).catch(() => {});
    await setting.victims[name].revive();
    for (let tries = 0; tries < 20; tries += 1) {
      await provisionTenant(services, tenantId).catch(() => {});
      const found = await findTenant(services.database, tenantId);
      if (found.ok && found.value.status === "deleted") break;
    }
    expect((await providerOf(services, name)!.health(new AbortController().signal)).status).toBe("ok");
    await expectGone(setting, tenantId);
    expect(await whoHasSomething(setting)).toEqual([]);
  });
});
