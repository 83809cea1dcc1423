/**
 * How long tenants take to be made, with real PostgreSQL, Redis and blobs in a directory: one alone, then many, sixteen at a time.
 *
 *     node test/load/measure-provisioning.ts [tenants] [seconds at most]
 *
 * The last line is JSON. Fails when a tenant is left half-made.
 */
import { provisionTenant } from "#control-plane/provisioning/index.ts";
import { startSetting } from "#test/integration/provisioning/setting.ts";

const atATime = 16;
const tenants = Number(process.argv[2] ?? 1_000);
const secondsMax = Number(process.argv[3] ?? 600);

const setting = await startSetting();
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
    oneMs,
    tenants: times.length,
    atATime,
    seconds: Math.round(seconds),
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    halfMade: unfinished.length,
  };
  console.log(JSON.stringify(result));
  if (unfinished.length > 0) process.exitCode = 1;
} finally {
  await setting.stop();
}

/** @returns milliseconds */
async function makeOne(): Promise<number> {
  const begun = performance.now();
  const { tenantId } = await setting.create();
  const made = await provisionTenant(setting.services, tenantId);
  if (!made.ok) throw new Error(made.failure.detail);
  return performance.now() - begun;
}
