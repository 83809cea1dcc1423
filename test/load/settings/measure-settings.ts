import {
  startPlatformWithTenants,
  type PlatformWithTenants,
} from "#test/integration/tenant-settings/platform-with-tenants.ts";

/**
 * How long a read and a write of a tenant's settings take, from a client of the API through edge, Tenant object, relay and Postgres
 * and back: `npm run x node test/load/settings/measure-settings.ts`. Milliseconds.
 */
const rounds = 300;
const rate = { perSecond: 200, seconds: 5 };

const platform = await startPlatformWithTenants();
try {
  const tenantIds = await Promise.all(Array.from({ length: 10 }, () => platform.newTenant()));
  const [first] = tenantIds;
  await measureInTurn(platform, first!);
  await measureAtRate(platform, tenantIds);
} finally {
  await platform.dispose();
}

async function measureInTurn(on: PlatformWithTenants, tenantId: string): Promise<void> {
  const reads: number[] = [];
  const writes: number[] = [];
  for (let n = 0; n < rounds; n += 1) {
    const read = await timed(reads, () => on.call(tenantId, "GET"));
    const tag = { "If-Match": read.headers.get("ETag")! };
    await timed(writes, () => on.call(tenantId, "PATCH", { contactName: `Round ${n}` }, tag));
  }
  report("a read, one at a time", reads);
  report("a write, one at a time", writes);
}

/** Calls begin when their time has come, whether those before have been answered or not. */
async function measureAtRate(on: PlatformWithTenants, tenantIds: readonly string[]): Promise<void> {
  const reads: number[] = [];
  const count = rate.perSecond * rate.seconds;
  const calls = Array.from({ length: count }, async (_, n) => {
    await new Promise((resolve) => setTimeout(resolve, (n * 1_000) / rate.perSecond));
    await timed(reads, () => on.call(tenantIds[n % tenantIds.length]!, "GET"));
  });
  await Promise.all(calls);
  report(`reads, ${rate.perSecond} a second of ${tenantIds.length} tenants`, reads);
}

async function timed<Value extends { readonly status: number }>(
  times: number[],
  call: () => Promise<Value>,
): Promise<Value> {
  const since = performance.now();
  const answer = await call();
  if (answer.status !== 200) throw new Error(`answered ${answer.status}`);
  times.push(performance.now() - since);
  return answer;
}

function report(what: string, times: readonly number[]): void {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)]!.toFixed(1);
  console.log(`${what}: p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)} ms (${sorted.length})`);
}
