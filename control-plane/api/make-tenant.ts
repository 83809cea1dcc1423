import type { CallerAssertion } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { entityTag } from "#domain/http/index.ts";
import type { CreateTenantInput, Tenant } from "#domain/tenant/index.ts";
import { answerOnce, keepAnswer } from "../services/idempotency/index.ts";
import { findSaga, provisionNow, type ProvisioningServices } from "../provisioning/index.ts";
import { createTenant, findTenant, tenantView } from "../services/tenants/index.ts";
import { actingOf } from "./acting-of.ts";
import type { Answered } from "./handle-call.ts";

/**
 * Creates a tenant and, before this answers, makes what it needs. If that cannot be done now it is answered as being provisioned,
 * and a job goes on. The same call with the same key is answered the same once the tenant was made, and with how it stands until then.
 *
 * Fails with `provisioning-failed` where it cannot be made: nothing of it is left, or soon will be.
 */
export async function makeTenant(
  services: ProvisioningServices,
  input: CreateTenantInput,
  who: CallerAssertion,
  key: string | null,
): Promise<Result<Answered>> {
  const { actor } = who;
  const caller = actor.kind === "person" ? actor.personId : actor.kind;
  const keyed = { scope: `${caller} creates tenants`, key, request: input };
  const acting = actingOf(who);
  const created = await answerOnce(services.database, keyed, (transaction) => createTenant(transaction, input, acting));
  if (!created.ok) return created;
  if (created.value.status !== "provisioning") return answered(created.value);
  const tenant = await provisionNow(services, created.value.tenantId);
  if (tenant === null) return asItStands(services, created.value);
  await keepAnswer(services.database, keyed, tenant);
  return answered(tenant);
}

/** @param created as it was when it was created, for while the database does not answer */
async function asItStands(
  { database, log }: ProvisioningServices,
  created: Tenant,
): Promise<Result<Answered, "provisioning-failed">> {
  const { tenantId } = created;
  try {
    const failure = (await findSaga(database, tenantId))?.saga.failure ?? null;
    const found = await findTenant(database, tenantId);
    const tenant = found.ok ? tenantView(found.value) : created;
    if (failure === null) return answered(tenant);
    const { step, reason } = failure;
    const facts = { tenantId, status: tenant.status, step };
    return fail("provisioning-failed", `The tenant could not be made. The step ${step} failed: ${reason}`, facts);
  } catch (error) {
    log("tenant-not-read", { tenantId, error });
    return answered(created);
  }
}

function answered(tenant: Tenant): Result<Answered, never> {
  const headers = { ETag: entityTag(tenant.version), Location: `/api/v1/admin/tenants/${tenant.tenantId}` };
  return ok({ status: 201, body: tenant, headers });
}
