import { asc, sql } from "drizzle-orm";
import { mails, reconcilers } from "#migrations/schema/index.ts";
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

/** What is looked at, by the names that operators see. */
export function checksOf(services: HealthServices): ReadonlyMap<string, Check> {
  return new Map<string, Check>([
    ["database", async () => (await services.database.execute(sql`select 1`), well)],
    ["tenant-databases", (signal) => checkProvider(services, "postgres", signal)],
    ["queue", () => checkQueue(services)],
    ["redis", (signal) => checkProvider(services, "redis", signal)],
    ["blobs", (signal) => checkProvider(services, "blobs", signal)],
    ["kubernetes", (signal) => checkProvider(services, "kubernetes", signal)],
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
  const sentences = names.map((name) => {
    const row = rows.find(({ provider }) => provider === name);
    if (row === undefined) return `${name} has not run yet.`;
    const run = `${name} ran last at ${row.lastRunAt.toISOString()}`;
    return row.failures === 0 ? `${run}.` : `${run}, and has failed ${row.failures} times: ${row.error}`;
  });
  const isFailing = rows.some(({ provider, failures }) => failures > 0 && names.includes(provider));
  return { status: isFailing ? "degraded" : "ok", detail: sentences.join(" ") };
}
