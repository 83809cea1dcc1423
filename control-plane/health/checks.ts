import { and, asc, count, eq, isNotNull, sql } from "drizzle-orm";
import { mails, reconcilers, reconciliations, tenants } from "#migrations/schema/index.ts";
import type { ComponentHealth } from "#domain/contracts/index.ts";
import { providerOf } from "../provisioning/index.ts";
import type { ReconcilerServices } from "../reconcilers/index.ts";

export type Finding = Pick<ComponentHealth, "status" | "detail">;
export type Check = (signal: AbortSignal) => Promise<Finding>;

export interface HealthServices extends ReconcilerServices {
  readonly hasMail: boolean;
  readonly hasRelay: boolean;
  /** Throws unless the edge's API answers. */
  checkEdge(signal: AbortSignal): Promise<void>;
}

const well: Finding = { status: "ok", detail: null };
const notConfigured: Finding = { status: "not-configured", detail: null };
/** A job, or a mail, that has waited for longer than that is not in its ordinary way. */
const queueSecondsMax = 60;
const mailSecondsMax = 600;
/** So many of those that fail are named. */
const namedMax = 5;

/** What is looked at, by the names that operators see. */
export function checksOf(services: HealthServices): ReadonlyMap<string, Check> {
  return new Map<string, Check>([
    ["database", async () => (await services.database.execute(sql`select 1`), well)],
    ["tenant-databases", (signal) => checkProvider(services, "postgres", signal)],
    ["queue", () => checkQueue(services)],
    ["redis", (signal) => checkProvider(services, "redis", signal)],
    ["blobs", (signal) => checkProvider(services, "blobs", signal)],
    ["kubernetes", (signal) => checkProvider(services, "kubernetes", signal)],
    ["tenant-clusters", () => checkClusters(services)],
    ["mail", () => checkMail(services)],
    ["edge", async (signal) => (await services.checkEdge(signal), well)],
    ["relay", async () => (services.hasRelay ? well : notConfigured)],
    ["reconcilers", () => checkReconcilers(services)],
  ]);
}

async function checkProvider(
  services: HealthServices,
  name: "postgres" | "redis" | "blobs" | "kubernetes",
  signal: AbortSignal,
): Promise<Finding> {
  const provider = providerOf(services, name);
  if (provider === null) return notConfigured;
  const { status, detail } = await provider.health(signal);
  return { status, detail };
}

/** Tenants' own, by how their reconciler found them: asking each would take too long. */
async function checkClusters({ database, providers }: HealthServices): Promise<Finding> {
  if (!providers.has("kubernetes")) return notConfigured;
  const [counted] = await database.select({ own: count() }).from(tenants).where(isNotNull(tenants.cluster));
  const failing = await database
    .select({ tenantId: tenants.tenantId, since: reconciliations.failingSince, error: reconciliations.error })
    .from(tenants)
    .innerJoin(
      reconciliations,
      and(eq(reconciliations.tenantId, tenants.tenantId), eq(reconciliations.provider, "kubernetes")),
    )
    .where(and(isNotNull(tenants.cluster), isNotNull(reconciliations.failingSince)))
    .orderBy(asc(reconciliations.failingSince))
    .limit(namedMax);
  const number = counted?.own ?? 0;
  const sentences = failing.map(
    ({ tenantId, since, error }) => `That of tenant ${tenantId} fails since ${since!.toISOString()}: ${error}`,
  );
  const detail = [`${number} tenants have clusters of their own.`, ...sentences].join(" ");
  return { status: failing.length > 0 ? "degraded" : "ok", detail };
}

async function checkQueue({ owner }: HealthServices): Promise<Finding> {
  const { rows } = await owner.execute<{ seconds: number | null; dead: number }>(sql`
    select extract(epoch from now() - min(run_at) filter (where locked_at is null and attempts < max_attempts))::float8 as seconds,
      count(*) filter (where attempts >= max_attempts and locked_at is null)::int as dead
      from graphile_worker.jobs where run_at <= now()`);
  const { seconds, dead } = rows[0] ?? { seconds: null, dead: 0 };
  const remarks = [
    ...((seconds ?? 0) > queueSecondsMax
      ? [`The oldest job that is due has waited for ${Math.round(seconds!)} s.`]
      : []),
    ...(dead > 0 ? [`${dead} jobs were tried as often as they may be, and failed.`] : []),
  ];
  return remarks.length === 0 ? well : { status: "degraded", detail: remarks.join(" ") };
}

async function checkMail({ database, hasMail }: HealthServices): Promise<Finding> {
  if (!hasMail) return notConfigured;
  const [oldest] = await database.select().from(mails).orderBy(asc(mails.createdAt)).limit(1);
  const seconds = oldest === undefined ? 0 : (Date.now() - oldest.createdAt.getTime()) / 1_000;
  return seconds <= mailSecondsMax
    ? well
    : { status: "degraded", detail: `The oldest mail has waited for ${Math.round(seconds)} s.` };
}

async function checkReconcilers(services: HealthServices): Promise<Finding> {
  const rows = await services.database.select().from(reconcilers);
  const names = ["postgres", ...services.providers.keys()];
  const foreign: string[] = [];
  const sentences = names.map((name) => {
    const row = rows.find(({ provider }) => provider === name);
    if (row === undefined) return `${name} has not run yet.`;
    const run = `${name} ran last at ${row.lastRunAt.toISOString()}`;
    if (row.strangers > 0) foreign.push(`${name} has things of ${row.strangers} tenants that are not known here.`);
    return row.failures === 0 ? `${run}.` : `${run}, and has failed ${row.failures} times: ${row.error}`;
  });
  const stuck = await services.database
    .select({ provider: reconciliations.provider, tenants: count() })
    .from(reconciliations)
    .where(isNotNull(reconciliations.failingSince))
    .groupBy(reconciliations.provider);
  const known = stuck.filter(({ provider }) => names.includes(provider));
  sentences.push(...foreign, ...known.map(({ provider, tenants }) => `${provider} cannot mend ${tenants} tenants.`));
  const isFailing = rows.some(({ provider, failures }) => failures > 0 && names.includes(provider));
  return { status: isFailing || known.length > 0 ? "degraded" : "ok", detail: sentences.join(" ") };
}
