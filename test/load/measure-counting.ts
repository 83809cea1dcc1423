/**
 * What counting of requests and bytes costs the page path: `node test/load/measure-counting.ts [rounds]`, with Node 24 (and `wrk`).
 *
 * Two edges that differ in nothing else differ by more than counting costs, so that loads cannot show it. Instead the edge's half of
 * the counting is run in turns with the same loop without it, in one process: what it takes a request, in nanoseconds of processor
 * time. What a request takes an edge altogether is measured by loads on edges that do not count. The share is one by the other.
 * Both edges are measured in turns beside that, each as often first as second. The last line is JSON.
 */
import { IsolateTraffic } from "#workers/traffic/isolate-traffic.ts";
import { leaseMsMin } from "#domain/lease/index.ts";
import type { LeaseAnswer, LeaseCall } from "#domain/contracts/index.ts";
import { openWorkbench, pagePath } from "./bench/platform/index.ts";
import { startEdges, type ServerGroup } from "./bench/servers/index.ts";
import { medianOf } from "./bench/statistics.ts";
import { runWrk, type Target } from "./bench/wrk/index.ts";

const rounds = Number(process.argv[2] ?? 20);
const connections = 16;
/** Of a load with this rate, so many requests come between two renewals of a website's lease. */
const requestsPerSecond = 10_000;
const requestsPerRenewal = (requestsPerSecond * leaseMsMin) / 2 / 1_000;
const requestsPerBlock = 1_000_000;

const perRequest = {
  oneWebsite: countingNs(1),
  thousandWebsites: countingNs(1_000),
};
const edge = await measureEdges();
const share = (ns: number) => Math.round((10_000 * ns) / (1_000 * edge.withoutUs)) / 100;
console.log(
  JSON.stringify({
    countingNsPerRequest: perRequest,
    edgeUsPerRequest: edge.withoutUs,
    percent: { oneWebsite: share(perRequest.oneWebsite.ns), thousandWebsites: share(perRequest.thousandWebsites.ns) },
    edgesInTurns: edge,
  }),
);

/** The median over blocks of what a block takes more with counting than the one beside it without, for each request. */
function countingNs(websites: number): { readonly ns: number; readonly from: number; readonly to: number } {
  const ids = Array.from(
    { length: websites },
    (_, index) => `00000000-0000-7000-8000-${String(index).padStart(12, "0")}`,
  );
  const counting = countingLoop(ids);
  for (const isCounted of [false, true, false, true]) counting(isCounted);
  const differences: number[] = [];
  for (let block = 0; block < 2 * rounds; block++) {
    const [first, second] = [block % 2 === 0, block % 2 !== 0].map((isCounted) => counting(isCounted));
    differences.push(block % 2 === 0 ? first! - second! : second! - first!);
  }
  const sorted = differences.map((us) => (1_000 * us) / requestsPerBlock).toSorted((a, b) => a - b);
  const at = (part: number) => Math.round(10 * sorted[Math.floor(part * (sorted.length - 1))]!) / 10;
  return { ns: Math.round(10 * medianOf(sorted)) / 10, from: at(0.1), to: at(0.9) };
}

/** A block of requests, each counted or not, with the batches that ride on renewals. @returns processor time in microseconds */
function countingLoop(ids: readonly string[]): (isCounted: boolean) => number {
  const traffic = new IsolateTraffic();
  traffic.beginFlusher(Date.now());
  let checksum = 0;
  const renewals = Math.max(1, Math.round(requestsPerRenewal));
  return (isCounted) => {
    const before = process.cpuUsage();
    for (let request = 0; request < requestsPerBlock; request++) {
      const websiteId = ids[request % ids.length]!;
      // What a request that is answered from memory reads anyway.
      const now = Date.now();
      checksum += websiteId.length + (now & 1);
      if (isCounted) {
        if (traffic.count(websiteId, request % 3 === 0 ? 304 : 200, 4_321, Date.now())) traffic.beginFlusher(now);
        if (request % renewals === 0) rideOn(traffic, websiteId, now);
      }
    }
    if (checksum === 0) throw new Error("nothing was done");
    const { user, system } = process.cpuUsage(before);
    return user + system;
  };
}

/** A renewal of the lease with what is due, and its receipt. */
function rideOn(traffic: IsolateTraffic, websiteId: string, now: number): void {
  const calls: readonly LeaseCall[] = traffic.load([{ websiteId, durationMs: leaseMsMin }], now);
  const answers = calls.map(({ traffic: batch }) => {
    return { traffic: batch === undefined ? undefined : { isolateId: batch.isolateId, durable: batch.sequence } };
  });
  traffic.unload(calls, answers as unknown as readonly LeaseAnswer[]);
  const [asked] = traffic.due(now, 1);
  if (asked?.batch === null) {
    traffic.receive(asked, { ok: true, value: { isolateId: "00000000-0000-4000-8000-000000000000", durable: 0 } });
  }
}

async function measureEdges() {
  const bench = await openWorkbench();
  const groups: ServerGroup[] = [];
  try {
    const { platform, website } = bench;
    const started = async (name: string, countTraffic: boolean) => {
      const group = await startEdges(platform, 1, 8, { name, countTraffic });
      groups.push(group);
      return group;
    };
    const [without, counting] = [await started("without", false), await started("counting", true)];
    const target: Target = { kind: "page", host: website.hostname, path: pagePath };
    const usOf = async (group: ServerGroup) => {
      const before = group.processorMs();
      const { requests } = await runWrk({ port: group.port, target, connections }, 1);
      return (1_000 * (group.processorMs() - before)) / requests;
    };
    for (const group of groups) for (let times = 0; times < 3; times++) await usOf(group);
    const measured: { readonly without: number; readonly counting: number }[] = [];
    for (let round = 0; round < rounds; round++) {
      const isTurned = round % 2 === 1;
      const first = await usOf(isTurned ? counting : without);
      const second = await usOf(isTurned ? without : counting);
      measured.push(isTurned ? { without: second, counting: first } : { without: first, counting: second });
    }
    const ratios = measured.map((each) => each.counting / each.without);
    const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
    const deviation = Math.sqrt(ratios.reduce((sum, ratio) => sum + (ratio - mean) ** 2, 0) / (ratios.length - 1));
    const percent = (value: number) => Math.round(value * 10_000) / 100;
    return {
      withoutUs: Math.round(10 * medianOf(measured.map((each) => each.without))) / 10,
      countingUs: Math.round(10 * medianOf(measured.map((each) => each.counting))) / 10,
      morePercent: percent(mean - 1),
      /** Half of the interval of 95 %. */
      plusMinusPercent: percent((1.96 * deviation) / Math.sqrt(ratios.length)),
    };
  } finally {
    await Promise.all(groups.map((group) => group.stop()));
    await bench.close();
  }
}
