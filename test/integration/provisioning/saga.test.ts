import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeTenant } from "#control-plane/api/make-tenant.ts";
import type { CallerAssertion } from "#domain/contracts/index.ts";
import { ProviderUnavailable, type TenantProvider } from "#control-plane/drivers/provider/index.ts";
import {
  findSaga,
  provisionTenant,
  removeTenant,
  StepRefused,
  type ProvisioningServices,
} from "#control-plane/provisioning/index.ts";
import { deleteTenant, findTenant, restoreTenant, suspendTenant } from "#control-plane/services/tenants/index.ts";
import { acting, newTenant } from "../tenants/start-database.ts";
import { startSetting, type Setting } from "./setting.ts";

let setting: Setting;
beforeAll(async () => {
  setting = await startSetting();
});
afterAll(() => setting.stop());

const platformCaller: CallerAssertion = {
  kind: "caller",
  actor: { kind: "platform-token" },
  tenantId: null,
  role: null,
  websiteId: null,
  origin: { requestId: "request-of-a-test", address: "192.0.2.1", userAgent: "test" },
};
const whole = ["postgres", "redis", "blobs", "website"];
const statusOf = async (tenantId: string) => {
  const found = await findTenant(setting.services.database, tenantId);
  return found.ok ? found.value.status : null;
};
const sagaOf = async (tenantId: string) => (await findSaga(setting.services.database, tenantId))!.saga;

/** The services with a provider whose verb goes wrong, before or after it had its effect. */
function failing(name: "redis" | "blobs", error: Error, when: "before" | "after" = "before"): ProvisioningServices {
  const { services } = setting;
  const provider = services.providers.get(name)!;
  const broken: TenantProvider = {
    ...provider,
    async ensure(...input) {
      if (when === "after") await provider.ensure(...input);
      throw error;
    },
  };
  return { ...services, providers: new Map([...services.providers, [name, broken]]) };
}

/** Makes the tenant with these services as often as it takes until it is settled. */
async function untilSettled(services: ProvisioningServices, tenantId: string): Promise<void> {
  for (let tries = 0; tries < 20 && (await statusOf(tenantId)) === "provisioning"; tries += 1) {
    await provisionTenant(services, tenantId).catch(() => {});
  }
}

test("a tenant gets all that is configured, and says of what is not that it is not", async () => {
  const { tenantId } = await setting.create();
  const invited: string[] = [];
  const inviteOwner: ProvisioningServices["inviteOwner"] = async (_, { email }) => void invited.push(email);
  await provisionTenant({ ...setting.services, inviteOwner }, tenantId);
  expect(await setting.thereOf(tenantId)).toEqual(whole);
  expect(invited).toEqual(["owner@example.com"]);
  const { phase, steps } = await sagaOf(tenantId);
  expect([phase, ...steps.map(({ step, status }) => `${step} ${status}`)]).toEqual([
    "made",
    "postgres done",
    "redis done",
    "blobs done",
    "kubernetes skipped",
    "website done",
    "invitation done",
  ]);
  expect(steps[3]!.detail).toBe("It is not configured on this platform.");
});

describe("a step that fails for good", () => {
  test.each(["before", "after"] as const)("%s it had an effect leaves nothing, and says why", async (when) => {
    const { tenantId, subdomain } = await setting.create();
    await untilSettled(failing("blobs", new StepRefused("The store wants no more."), when), tenantId);
    expect(await setting.thereOf(tenantId)).toEqual([]);
    expect(await statusOf(tenantId)).toBe("deleted");
    const why = { step: "blobs", reason: "The store wants no more." };
    expect(await sagaOf(tenantId)).toMatchObject({ phase: "undone", failure: why });
    const logged = await setting.query<{ after: { why: unknown } }>(
      "select after from platform.audit_entries where tenant_id = $1 and action = 'provisioning.failed'",
      [tenantId],
    );
    expect(logged.map(({ after }) => after.why)).toEqual([why]);
    // The name may be had by whoever tries again.
    const again = await setting.create({ ...newTenant(), subdomain });
    expect(again.subdomain).toBe(subdomain);
  });

  test("is told to whoever creates the tenant, and again by the same key", async () => {
    const input = newTenant({ ownerEmail: "owner@example.com" });
    const services = failing("blobs", new StepRefused("The store wants no more."));
    for (const time of ["at first", "again"]) {
      const made = await makeTenant(services, input, platformCaller, "a-key-of-its-own");
      expect(made, time).toMatchObject({
        ok: false,
        failure: { code: "provisioning-failed", facts: { tenantId: input.tenantId, status: "deleted", step: "blobs" } },
      });
    }
    const passing = await makeTenant(
      failing("redis", new ProviderUnavailable("Redis is away.")),
      newTenant(),
      platformCaller,
      "another-key",
    );
    expect(passing).toMatchObject({ ok: true, value: { status: 201, body: { status: "provisioning" } } });
  });

  test("in passing is tried again, and goes on where it was", async () => {
    const { tenantId } = await setting.create();
    const away = failing("redis", new ProviderUnavailable("Redis is away."));
    await expect(provisionTenant(away, tenantId)).rejects.toThrow("Redis is away.");
    expect((await sagaOf(tenantId)).steps[1]).toMatchObject({
      status: "running",
      attempts: 1,
      detail: "Redis is away.",
    });
    await provisionTenant(setting.services, tenantId);
    expect((await sagaOf(tenantId)).steps[0]).toMatchObject({ status: "done", attempts: 1 });
    expect(await setting.thereOf(tenantId)).toEqual(whole);
  });

  test("in passing for too long counts as failed for good", async () => {
    const { tenantId } = await setting.create();
    await untilSettled({ ...failing("redis", new ProviderUnavailable("Redis is away.")), stepTriesMax: 3 }, tenantId);
    expect(await sagaOf(tenantId)).toMatchObject({ phase: "undone", failure: { step: "redis" } });
    expect(await setting.thereOf(tenantId)).toEqual([]);
  });
});

describe("a tenant that is deleted", () => {
  test("can be restored until the grace period ends, suspended if it was that", async () => {
    const { tenantId, subdomain } = await setting.create();
    const patient = { ...setting.services, graceSeconds: 3_600 };
    await provisionTenant(patient, tenantId);
    await suspendTenant(patient, tenantId, "unpaid", acting);
    const deleted = await deleteTenant(patient, tenantId, subdomain, acting);
    expect(deleted.ok && Date.parse(deleted.value.tenant.removalDueAt!) > Date.now() + 3_500_000).toBe(true);
    await removeTenant(patient, tenantId);
    expect(await setting.thereOf(tenantId)).toEqual(whole);
    const restored = await restoreTenant(patient, tenantId, acting);
    expect(restored.ok && restored.value.tenant).toMatchObject({
      status: "suspended",
      suspensionReason: "unpaid",
      removalDueAt: null,
    });
    await removeTenant(patient, tenantId);
    expect(await setting.thereOf(tenantId)).toEqual(whole);
  });

  test("is come back to when its removal was begun too early", async () => {
    const { tenantId, subdomain } = await setting.create();
    await provisionTenant(setting.services, tenantId);
    await deleteTenant({ ...setting.services, graceSeconds: 3_600 }, tenantId, subdomain, acting);
    // As if the queue had come to it.
    await setting.query("delete from graphile_worker._private_jobs where key = $1", [`remove-tenant:${tenantId}`]);
    await removeTenant(setting.services, tenantId);
    expect(await setting.thereOf(tenantId)).toEqual(whole);
    const jobs = await setting.query(
      `select abs(extract(epoch from run_at - removal_due_at)) < 5 as when_due from graphile_worker.jobs, platform.tenants
        where key = $1 and tenant_id = $2`,
      [`remove-tenant:${tenantId}`, tenantId],
    );
    expect(jobs).toEqual([{ when_due: true }]);
  });

  test("has nothing left anywhere once that has ended, and its tokens are void", async () => {
    const { tenantId, subdomain } = await setting.create();
    await provisionTenant(setting.services, tenantId);
    const other = await setting.create();
    await provisionTenant(setting.services, other.tenantId);
    await deleteTenant(setting.services, tenantId, subdomain, acting);
    expect((await restoreTenant(setting.services, tenantId, acting)).ok).toBe(false);
    await removeTenant(setting.services, tenantId);
    expect(await setting.thereOf(tenantId)).toEqual([]);
    expect(await statusOf(tenantId)).toBe("deleted");
    expect(await sagaOf(tenantId)).toMatchObject({ phase: "removed" });
    const [row] = await setting.query("select revocation_epoch::int from platform.tenants where tenant_id = $1", [
      tenantId,
    ]);
    expect(row).toEqual({ revocation_epoch: 1 });
    expect(await setting.thereOf(other.tenantId)).toEqual(whole);
  });

  test("before it was made is never made, and goes at once", async () => {
    const { tenantId, subdomain } = await setting.create();
    await expect(
      provisionTenant(failing("blobs", new ProviderUnavailable("The store is away.")), tenantId),
    ).rejects.toThrow("away");
    await deleteTenant({ ...setting.services, graceSeconds: 3_600 }, tenantId, subdomain, acting);
    await provisionTenant(setting.services, tenantId);
    expect(await statusOf(tenantId)).toBe("deprovisioning");
    await removeTenant(setting.services, tenantId);
    expect(await setting.thereOf(tenantId)).toEqual([]);
    expect(await statusOf(tenantId)).toBe("deleted");
  });
});

test("a first website whose creation arrives after all was taken away again is not made", async () => {
  const { tenantId } = await setting.create();
  const { services } = setting;
  const late: (() => ReturnType<typeof services.websites.ensureWebsiteExists>)[] = [];
  const websites: typeof services.websites = {
    ...services.websites,
    async ensureWebsiteExists(...input) {
      late.push(() => services.websites.ensureWebsiteExists(...input));
      throw new StepRefused("Nobody knows what became of it.");
    },
  };
  await untilSettled({ ...services, websites }, tenantId);
  expect(await statusOf(tenantId)).toBe("deleted");
  expect(late).toHaveLength(1);
  expect(await late[0]!()).toMatchObject({ ok: false, failure: { code: "website-deleted" } });
  expect(await setting.thereOf(tenantId)).toEqual([]);
});

test("a first website that was made with what was the default theme before is the first website", async () => {
  const { tenantId } = await setting.create();
  const { services } = setting;
  const websites: typeof services.websites = {
    ...services.websites,
    async ensureWebsiteExists(...input) {
      await services.websites.ensureWebsiteExists(...input);
      return { ok: false, failure: { code: "website-exists", detail: "It was created with other properties." } };
    },
  };
  await provisionTenant({ ...services, websites }, tenantId);
  expect(await statusOf(tenantId)).toBe("active");
  expect(await setting.thereOf(tenantId)).toEqual(whole);
});
