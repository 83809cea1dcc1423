/**
 * How long tenants take to be made, with real PostgreSQL, Redis and blobs in a directory, or with S3 and Kubernetes too: one alone, then many,
 * sixteen at a time.
 *
 *     node test/load/measure-provisioning.ts [tenants] [seconds at most] [all]
 *
 * The last line is JSON. Fails when a tenant is left half-made.
 */
import { provisionTenant } from "#control-plane/provisioning/index.ts";
import { startSetting } from "#test/integration/provisioning/setting.ts";
import { patient, startRealSetting } from "#test/providers/support/real-setting.ts";

const atATime = 16;
const tenants = Number(process.argv[2] ?? 1_000);
const secondsMax = Number(process.argv[3] ?? 600);

const triesMax = 20;
let retries = 0;
const isAll = process.argv[4] === "all";

const setting = isAll ? await startRealSetting(patient) : await startSetting();
try {
  // The first one makes the database that tenants' schemas lie in.
  await makeOne();
  const oneMs = Math.round(await makeOne());
  const begun = performance.now();
  const until = begun + secondsMax * 1_000;
  const times: number[] = [];
  let left = tenants;
  await Promise.all(
    Array.from({ length: atATime }, async () => {
      while (left > 0 && performance.now() < until) {
        left -= 1;
        times.push(await makeOne());
      }
    }),
  );
  const seconds = (performance.now() - begun) / 1_000;
  const unfinished = await setting.query("select from platform.tenants where status = 'provisioning'");
  times.sort((a, b) => a - b);
  const at = (share: number) => Math.round(times[Math.floor((times.length - 1) * share)]!);
  const result = {
    providers: ["postgres", ...setting.services.providers.keys()],
    oneMs,
    tenants: times.length,
    atATime,
    seconds: Math.round(seconds),
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    retries,
    halfMade: unfinished.length,
    stepMeanMs: await stepMeans(),
  };
  console.log(JSON.stringify(result));
  if (unfinished.length > 0) process.exitCode = 1;
} finally {
  await setting.stop();
}

function noteRetry(error: unknown): null {
  retries += 1;
  console.error(error instanceof Error ? error.message : error);
  return null;
}

/** How long each step took on average, in milliseconds. */
async function stepMeans(): Promise<Record<string, number>> {
  const metric = await setting.services.metrics.registry.getSingleMetric("hotswap_provisioning_step_seconds")!.get();
  const values = metric.values as readonly { metricName?: string; labels: { step?: string | number }; value: number }[];
  const of = (suffix: string, step: string) =>
    values.find(({ metricName, labels }) => metricName?.endsWith(suffix) && labels.step === step)?.value ?? 0;
  const steps = new Set(values.map(({ labels }) => String(labels.step)));
  return Object.fromEntries(
    [...steps].map((step) => [step, Math.round((of("_sum", step) / of("_count", step)) * 1_000)]),
  );
}

/** @returns milliseconds */
async function makeOne(): Promise<number> {
  const begun = performance.now();
  const { tenantId } = await setting.create();
  for (let tries = 0; tries < triesMax; tries += 1) {
    // What fails in passing the queue would come back to.
    const made = await provisionTenant(setting.services, tenantId).catch(noteRetry);
    if (made?.ok === true) return performance.now() - begun;
    if (made !== null) throw new Error(made.failure.detail);
  }
  throw new Error(`tenant ${tenantId} is not made after ${triesMax} tries`);
}
