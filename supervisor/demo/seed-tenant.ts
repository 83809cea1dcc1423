import { setTimeout as sleep } from "node:timers/promises";
import { tenantSchema, type TenantStatus } from "#domain/tenant/index.ts";
import { describeAnswer, problemCodeOf, type ApiClient } from "./api-client.ts";
import type { DemoTenant } from "./demo-tenants.ts";
import { expectAnswer } from "./expect-answer.ts";

/** For so long a tenant's making is waited for, in milliseconds: should it be cut off, a job goes on with it. */
const makingMsMax = 60_000;
const askEveryMs = 200;

/**
 * Makes the tenant, if it is not there, and waits until it is made. Its id is fixed, so that a repeated call finds it.
 *
 * @param platform acts for the platform as a whole
 * @returns what it is then; null when somebody else has its subdomain
 */
export async function seedTenant(platform: ApiClient, tenant: DemoTenant): Promise<TenantStatus | null> {
  const { tenantId, name, subdomain } = tenant;
  const body = { tenantId, name, subdomain, tier: "professional", firstWebsite: false };
  const answer = await platform.call({ method: "POST", path: "/admin/tenants", body });
  const code = answer.status === 201 ? null : problemCodeOf(answer);
  if (code === "subdomain-taken") return null;
  if (answer.status !== 201 && code !== "tenant-exists") {
    throw new Error(`The tenant ${name} could not be made: ${describeAnswer(answer)}`);
  }
  return untilMade(platform, tenant);
}

async function untilMade(platform: ApiClient, { tenantId, name }: DemoTenant): Promise<TenantStatus> {
  const deadlineMs = performance.now() + makingMsMax;
  for (;;) {
    const call = { method: "GET", path: `/admin/tenants/${tenantId}` } as const;
    const { status } = await expectAnswer(platform, call, [200], tenantSchema);
    if (status !== "provisioning") return status;
    if (performance.now() > deadlineMs) throw new Error(`The tenant ${name} is not made after a minute.`);
    await sleep(askEveryMs);
  }
}
