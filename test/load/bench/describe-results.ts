import type { Footprint, ManyWebsites, SideMeasure, SwapMeasure, Throughput } from "./measures/index.ts";
import type { BenchResults } from "./results.ts";
import { formatTable, tenths, whole } from "./table.ts";
import type { Spread } from "./statistics.ts";

/** The results for a reader. */
export function describeResults(results: BenchResults): string {
  const { machine, publication, render, firstVisits, creation, manyWebsites, start } = results;
  const { versions } = machine;
  return [
    `${machine.processor}, ${machine.cores} cores, ${machine.memoryGb} GB; load before: ${tenths(machine.loadBefore)}`,
    Object.entries(versions)
      .map(([name, version]) => `${name} ${version.replace(`${name} `, "")}`)
      .join(", "),
    "",
    "Requests (the same bytes and headers on all sides; medians; ratios to raw workerd of the same block)",
    ...throughputTable(results.throughput),
    "",
    `Counting of requests and bytes (one website, 1 process, ${results.counting.connections} connections; ratios to edges that do not count)`,
    ...sidesTable(results.counting.sides),
    "",
    "Swaps of one page, through the API, while the edges are saturated (ms)",
    ...swapTable(results.swaps),
    "",
    `Publication of one page of ${whole(publication.pages)}: change and deployment without drain ${spread(publication.workMs)}, drain ${spread(publication.drainMs)}; all pages imported in ${tenths(publication.importMs / 1_000)} s`,
    `A typical post rendered (${tenths(render.htmlBytes / 1_000)} KB): ${spread(render.renderMs)}; compressed and all ${spread(render.preparedMs)}; ${whole(render.rendersPerSecond)} a second and core; after ${whole(render.renders / 10)} and ${whole(render.renders)} renders the process held ${whole(render.settledRssMb)} and ${whole(render.endRssMb)} MB`,
    `First byte of a website never visited (${firstVisits.websites} of them): object awake ${spread(firstVisits.awakeMs)}, asleep ${spread(firstVisits.asleepMs)}`,
    `Created ${whole(creation.websites)} websites of one page in ${tenths(creation.seconds)} s`,
    `npm start to the first page: ${tenths(start.warmMs / 1_000)} s warm, ${tenths(start.firstMs / 1_000)} s the first time`,
    "",
    `${whole(manyWebsites.active)} of ${whole(manyWebsites.websites)} websites visited at once (${whole(manyWebsites.load.requestsPerSecond)} requests/s, p99 ${tenths(manyWebsites.load.p99)} ms): MB / descriptors`,
    ...footprintTable(manyWebsites),
    "",
    `${tenths(results.seconds)} s in all`,
  ].join("\n");
}

function sidesTable(sides: readonly SideMeasure[]): readonly string[] {
  const rows = sides.map((side) => [
    side.name,
    whole(side.requestsPerSecond),
    side.ratio.toFixed(3),
    side.processorUs.toFixed(2),
    side.processorRatio.toFixed(3),
  ]);
  return formatTable(["", "req/s", "ratio", "CPU us", "CPU ratio"], rows);
}

function throughputTable(throughput: readonly Throughput[]): readonly string[] {
  const rows = throughput.flatMap(({ load, processes, yieldEvery, connections, sides }) =>
    sides.map((side) => [
      `${load}, ${processes} process${processes === 1 ? "" : "es"}, ${connections} connections, ${yieldEvery === 0 ? "no yielding" : `yielding every ${yieldEvery}th`}: ${side.name}`,
      whole(side.requestsPerSecond),
      percent(side.ratio),
      tenths(side.p50),
      tenths(side.p99),
      side.p99Ratio.toFixed(2),
      tenths(side.processorUs),
      side.processorRatio.toFixed(2),
      whole(side.failed),
    ]),
  );
  return formatTable(["", "req/s", "ratio", "p50 ms", "p99 ms", "p99 ratio", "CPU us", "CPU ratio", "failed"], rows);
}

function swapTable(swaps: readonly SwapMeasure[]): readonly string[] {
  const rows = swaps.map(({ load, processes, connections, callMs, drainMs, meanwhile, ...swap }) => [
    `${load}, ${processes} process${processes === 1 ? "" : "es"}, ${connections} connections, ${swap.swaps} swaps`,
    ...[callMs, drainMs].flatMap(({ p50, p99, max }) => [tenths(p50), tenths(p99), tenths(max)]),
    whole(meanwhile.requestsPerSecond),
    whole(meanwhile.failed),
  ]);
  const header = ["", "p50", "p99", "max", "drain p50", "p99", "max", "req/s meanwhile", "failed"];
  return formatTable(header, rows);
}

function footprintTable({ footprints }: ManyWebsites): readonly string[] {
  const stages = Object.values(footprints);
  const rows = footprints.before.map(({ name }) => [name, ...stages.map((stage) => held(stage, name))]);
  return formatTable(["", "before", "visited", "rested", "visited again", "rested again"], rows);
}

function held(stage: readonly Footprint[], name: string): string {
  const found = stage.find((each) => each.name === name);
  return found === undefined ? "-" : `${whole(found.memoryMb)} / ${found.descriptors}`;
}

function spread({ p50, p99, max }: Spread): string {
  return `p50 ${tenths(p50)} ms, p99 ${tenths(p99)} ms, max ${tenths(max)} ms`;
}

function percent(ratio: number): string {
  return `${(100 * ratio).toFixed(0)} %`;
}
