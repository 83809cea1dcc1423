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
const tenants = 50;

const platform = await startPlatformWithTenants();
try {
  const tenantIds = await Promise.all(Array.from({ length: tenants }, () => platform.newTenant()));
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

/** Calls begin when their time has come, whether those before have been answered or not; a tenant's writes follow one another. */
async function measureAtRate(on: PlatformWithTenants, tenantIds: readonly string[]): Promise<void> {
  const times = { reads: [] as number[], writes: [] as number[], mixed: [] as number[] };
  const tags = new Map<string, Promise<string>>();
  const read = async (tenantId: string, into: number[]) => tagOf(await timed(into, () => on.call(tenantId, "GET")));
  const write = (tenantId: string, into: number[], n: number) => {
    const after = tags.get(tenantId) ?? read(tenantId, []);
    const done = after.then(async (tag) =>
      tagOf(
        await timed(into, () =>
          on.call(tenantId, "PATCH", { contactName: `${n} of ${Date.now()}` }, { "If-Match": tag }),
        ),
      ),
    );
    tags.set(tenantId, done);
    return done;
  };
  await atRate(tenantIds, (tenantId) => read(tenantId, times.reads));
  await atRate(tenantIds, (tenantId, n) => write(tenantId, times.writes, n));
  await atRate(tenantIds, (tenantId, n) => (n % 10 === 0 ? write : read)(tenantId, times.mixed, n));
  for (const [what, taken] of Object.entries(times))
    report(`${what}, ${rate.perSecond} a second of ${tenants} tenants`, taken);
}

async function atRate(
  tenantIds: readonly string[],
  call: (tenantId: string, n: number) => Promise<unknown>,
): Promise<void> {
  const calls = Array.from({ length: rate.perSecond * rate.seconds }, async (_, n) => {
    await new Promise((resolve) => setTimeout(resolve, (n * 1_000) / rate.perSecond));
    await call(tenantIds[n % tenantIds.length]!, n);
  });
  await Promise.all(calls);
}

function tagOf({ headers }: { readonly headers: Headers }): string {
  return headers.get("ETag")!;
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
