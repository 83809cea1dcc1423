import { and, eq, gt, isNull } from "drizzle-orm";
import { platformTenantId } from "#domain/access/index.ts";
import type { CallerAssertion, PersonActor } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { impersonationMinutes, type Impersonation } from "#domain/identity/index.ts";
import { uuidV7 } from "#domain/ids/index.ts";
import { impersonations, people, type ImpersonationRow } from "#migrations/schema/index.ts";
import { withTransaction, type Transaction } from "../../database/index.ts";
import type { IdentityServices } from "../../identity/index.ts";
import { expiryOf, noteGrant, readStanding, signAccessToken, type Standing } from "../access-tokens/index.ts";
import { recordAudit } from "../audit/index.ts";
import type { Acting } from "../tenants/index.ts";
import { actingForPlatform } from "./acting-for-platform.ts";

export interface ImpersonateInput {
  readonly personId: string;
  readonly tenantId: string;
  readonly reason: string;
}
type Failure = "forbidden" | "person-not-found" | "member-not-found" | "tenant-inactive";

/**
 * Makes a token with which someone of the platform acts as a member of a tenant, and notes it in the tenant's log and the platform's.
 * Asked for again while it runs, the token is made anew; a quarter of an hour after it began it is over in any case.
 */
export async function impersonate(
  services: IdentityServices,
  who: CallerAssertion,
  input: ImpersonateInput,
): Promise<Result<Impersonation, Failure>> {
  const { actor } = who;
  if (actor.kind !== "person") return fail("forbidden", "Only a person acts as another: the log has to name them.");
  const begun = await withTransaction(services.database, (transaction) =>
    begin(services, transaction, who, actor, input),
  );
  if (!begun.ok) return begun;
  const { row, standing, person, impersonator, expiry } = begun.value;
  const { role } = standing.membership!;
  const signed = await signAccessToken(services, {
    sub: row.personId,
    sid: row.impersonationId,
    tid: row.tenantId,
    role,
    platformRole: null,
    epoch: standing.tenant!.epoch,
    platformEpoch: standing.platformEpoch,
    imp: row.impersonatorId,
    iat: expiry.issuedAt,
    exp: expiry.expiresAt,
  });
  return ok({
    impersonationId: row.impersonationId,
    ...signed,
    tokenType: "Bearer",
    person,
    tenant: { tenantId: row.tenantId, name: standing.tenant!.name },
    role,
    impersonator,
    reason: row.reason,
    endsAt: row.expiresAt.toISOString(),
  });
}

interface Begun {
  readonly row: ImpersonationRow;
  readonly standing: Standing;
  readonly person: Impersonation["person"];
  readonly impersonator: Impersonation["impersonator"];
  readonly expiry: ReturnType<typeof expiryOf>;
}

async function begin(
  services: IdentityServices,
  transaction: Transaction,
  who: CallerAssertion,
  actor: PersonActor,
  input: ImpersonateInput,
): Promise<Result<Begun, Failure>> {
  // Whoever takes their role away waits for this, and ends it then.
  await transaction.select({ id: people.id }).from(people).where(eq(people.id, actor.personId)).for("key share");
  const acting = await actingForPlatform(transaction, who, "people:impersonate");
  if (!acting.ok) return acting;
  const { personId, tenantId } = input;
  const [person] = await transaction.select().from(people).where(eq(people.id, personId)).for("key share");
  if (person === undefined) return fail("person-not-found", "There is no such person.");
  const standing = await readStanding(transaction, personId, tenantId);
  if (person.platformRole !== null) return fail("forbidden", "Nobody acts as one of the platform's people.");
  if (!standing?.tenant || standing.membership === null) {
    return fail("member-not-found", "The person belongs to no such tenant.");
  }
  const { status } = standing.tenant;
  if (status !== "active") return fail("tenant-inactive", `The tenant is ${status}.`);
  const row =
    (await findRunning(services, transaction, actor.personId, input)) ??
    (await start(services, transaction, actor.personId, input, acting.value));
  const expiry = expiryOf(services.now(), row.expiresAt);
  await noteGrant(transaction, row.impersonationId, tenantId, expiry.expiresAt);
  return ok({
    row,
    standing,
    person: { personId, name: person.name, email: person.email },
    impersonator: { personId: actor.personId, name: acting.value.actor.name ?? "" },
    expiry,
  });
}

/** Locked, so that it does not end meanwhile. */
async function findRunning(
  { now }: Pick<IdentityServices, "now">,
  transaction: Transaction,
  impersonatorId: string,
  { personId, tenantId }: ImpersonateInput,
): Promise<ImpersonationRow | null> {
  const [row] = await transaction
    .select()
    .from(impersonations)
    .where(
      and(
        eq(impersonations.impersonatorId, impersonatorId),
        eq(impersonations.personId, personId),
        eq(impersonations.tenantId, tenantId),
        isNull(impersonations.endedAt),
        // A token of less than a second is none.
        gt(impersonations.expiresAt, new Date(now() + 1_000)),
      ),
    )
    .limit(1)
    .for("update");
  return row ?? null;
}

async function start(
  { now }: Pick<IdentityServices, "now">,
  transaction: Transaction,
  impersonatorId: string,
  { personId, tenantId, reason }: ImpersonateInput,
  { actor, origin }: Acting,
): Promise<ImpersonationRow> {
  const at = now();
  const [row] = await transaction
    .insert(impersonations)
    .values({
      impersonationId: uuidV7(at),
      impersonatorId,
      personId,
      tenantId,
      reason,
      startedAt: new Date(at),
      expiresAt: new Date(at + impersonationMinutes * 60_000),
    })
    .returning();
  const entry = {
    actor,
    action: "person.impersonated",
    target: { type: "person", id: personId },
    origin,
    before: null,
    after: { reason, tenantId, impersonationId: row!.impersonationId, endsAt: row!.expiresAt.toISOString() },
  };
  await recordAudit(transaction, { tenantId, ...entry });
  await recordAudit(transaction, { tenantId: platformTenantId, ...entry });
  return row!;
}
