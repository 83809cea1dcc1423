import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import { ProviderUnavailable, type TenantPage, type TenantProvider } from "#control-plane/drivers/provider/index.ts";
import { leftWebsites } from "#control-plane/reconcilers/index.ts";
import { providerOf, provisionTenant, removeTenant, resourcesOf } from "#control-plane/provisioning/index.ts";
import type { ProvisioningServices } from "#control-plane/provisioning/index.ts";
import { deleteTenant, findTenant } from "#control-plane/services/tenants/index.ts";
import type { StepName } from "#domain/provisioning/index.ts";
import type { CreateTenantInput, Tenant } from "#domain/tenant/index.ts";
import { acting } from "#test/integration/tenants/start-database.ts";
import type { Victim } from "./victims.ts";

export type VictimName = "postgres" | "redis" | "blobs" | "kubernetes";

/** What is struck, how, and when: as the step begins, or when it has had its effect and nobody has noted that yet. */
export interface Fault {
  readonly victim: VictimName;
  readonly how: "killed" | "hung";
  readonly step: Exclude<StepName, "invitation">;
  readonly moment: "begins" | "ends";
}

export interface FaultSetting {
  readonly services: ProvisioningServices;
  /** Websites at the edge, with their tenants. */
  readonly websites: ReadonlyMap<string, string>;
  readonly victims: Readonly<Partial<Record<VictimName, Victim>>>;
  create(more?: Partial<CreateTenantInput>): Promise<Tenant>;
}

const { signal } = new AbortController();
/** For so long a server is away: longer than anybody waits for one that hangs. */
const awayMs = { killed: 300, hung: 4_000 };
/** One that is back may still break connections that it had before. */
const backMsMax = 30_000;
const triesMax = 40;

export function describeFault({ victim, how, step, moment }: Fault): string {
  return `${victim} ${how} when ${step} ${moment}`;
}

/** Makes a tenant while something is struck, which is brought back afterwards: it is fully made, and once. */
export async function makeThrough(
  setting: FaultSetting,
  fault: Fault,
  more: Partial<CreateTenantInput> = {},
): Promise<Tenant> {
  const tenant = await setting.create(more);
  await workThrough(setting, fault, "run", tenant.tenantId, (services) => provisionTenant(services, tenant.tenantId));
  await expectMade(setting, tenant.tenantId);
  return tenant;
}

/** Takes a tenant away in the same way: it is fully gone. */
export async function removeThrough(
  setting: FaultSetting,
  fault: Fault,
  { tenantId, subdomain }: Tenant,
): Promise<void> {
  await deleteTenant(setting.services, tenantId, subdomain, acting);
  await workThrough(setting, fault, "compensate", tenantId, (services) => removeTenant(services, tenantId));
  await expectGone(setting, tenantId);
}

export async function expectMade({ services, websites }: FaultSetting, tenantId: string): Promise<void> {
  const found = await findTenant(services.database, tenantId);
  if (!found.ok) throw new Error(found.failure.detail);
  expect(found.value.status).toBe("active");
  for (const name of configuredIn(services)) {
    const provider = providerOf(services, name)!;
    const drifts = await onceBack(() => provider.compare(resourcesOf(services, found.value), signal));
    expect(drifts, name).toEqual([]);
    expect((await listAll(provider)).filter((id) => id === tenantId).length, name).toBeGreaterThan(0);
  }
  expect([...websites.values()].filter((owner) => owner === tenantId)).toHaveLength(1);
}

export async function expectGone({ services, websites }: FaultSetting, tenantId: string): Promise<void> {
  const found = await findTenant(services.database, tenantId);
  expect(found.ok && found.value.status).toBe("deleted");
  for (const name of configuredIn(services)) {
    const provider = providerOf(services, name)!;
    expect(await onceBack(() => provider.remains(tenantId, signal)), name).toEqual([]);
    expect(await listAll(provider), name).not.toContain(tenantId);
  }
  expect([...websites.values()]).not.toContain(tenantId);
  expect(await leftWebsites(services).remains(tenantId, signal), "websites").toEqual([]);
}

/** Nobody has anything anywhere: what a sweep over each provider finds. */
export async function whoHasSomething({ services, websites }: FaultSetting): Promise<string[]> {
  const lists = configuredIn(services).map(async (name) => {
    return (await listAll(providerOf(services, name)!)).map((tenantId) => `${name} ${tenantId}`);
  });
  return [...(await Promise.all(lists)).flat(), ...websites.keys()];
}

export function configuredIn(services: ProvisioningServices): VictimName[] {
  return ["postgres", ...services.providers.keys()];
}

/** What is looked at is there or not, once its server answers. */
async function onceBack<Value>(look: () => Promise<Value>): Promise<Value> {
  const until = performance.now() + backMsMax;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      if (!(error instanceof ProviderUnavailable) || performance.now() > until) throw error;
      await sleep(100);
    }
  }
}

async function listAll(provider: TenantProvider): Promise<string[]> {
  const listed: string[] = [];
  let after: string | null = null;
  do {
    const from: string | null = after;
    const page: TenantPage = await onceBack(() => provider.list(from, signal));
    listed.push(...page.tenantIds);
    after = page.next;
  } while (after !== null);
  return listed;
}

/** As the queue does it: again and again, until it is settled. What was struck comes back by itself. */
async function workThrough(
  setting: FaultSetting,
  fault: Fault,
  kind: "run" | "compensate",
  tenantId: string,
  work: (services: ProvisioningServices) => Promise<unknown>,
): Promise<void> {
  const victim = setting.victims[fault.victim]!;
  const struck = Promise.withResolvers<void>();
  let isStruck = false;
  const services = strikingAt(setting.services, fault, kind, async () => {
    if (isStruck) return;
    isStruck = true;
    if (fault.how === "killed") await victim.kill();
    else victim.freeze();
    struck.resolve();
  });
  const reviving = struck.promise.then(() => sleep(awayMs[fault.how])).then(() => victim.revive());
  const goal = kind === "run" ? "active" : "deleted";
  for (let tries = 0; tries < triesMax; tries += 1) {
    await work(services).catch(() => {});
    if (isStruck) await reviving;
    const found = await findTenant(setting.services.database, tenantId).catch(() => null);
    if (found?.ok === true && found.value.status === goal) break;
    await sleep(100);
  }
  expect(isStruck, `${describeFault(fault)}: it was struck`).toBe(true);
}

/** The services, with something happening once at a moment of a step. */
function strikingAt(
  services: ProvisioningServices,
  { step, moment }: Fault,
  kind: "run" | "compensate",
  strike: () => Promise<void>,
): ProvisioningServices {
  const around =
    <Input extends unknown[], Output>(verb: (...input: Input) => Promise<Output>) =>
    async (...input: Input): Promise<Output> => {
      if (moment === "begins") await strike();
      const output = await verb(...input);
      if (moment === "ends") await strike();
      return output;
    };
  if (step === "postgres") {
    const { databases } = services;
    const verb =
      kind === "compensate" ? "ensureSchemaDropped" : moment === "begins" ? "ensureSchemaExists" : "migrateSchema";
    return { ...services, databases: { ...databases, [verb]: around(databases[verb] as typeof databases.check) } };
  }
  if (step === "website") {
    const { websites } = services;
    const verb = kind === "run" ? "ensureWebsiteExists" : "ensureWebsiteDeleted";
    return {
      ...services,
      websites: { ...websites, [verb]: around(websites[verb] as typeof websites.ensureWebsiteDeleted) },
    };
  }
  const provider = services.providers.get(step)!;
  const struck: TenantProvider =
    kind === "run"
      ? { ...provider, ensure: around(provider.ensure) }
      : { ...provider, remove: around(provider.remove) };
  return { ...services, providers: new Map([...services.providers, [step, struck]]) };
}
