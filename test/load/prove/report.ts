import { rules, type Rule } from "../checker/index.ts";
import type { Phase } from "./prove-phase.ts";

/** What the phases came to, as a table for people, and each violation that is shown in a sentence. */
export function describePhases(phases: readonly Phase[]): string {
  const rows: readonly (readonly [string, (phase: Phase) => string])[] = [
    ["reads judged", ({ verdict }) => count(verdict.counts.reads)],
    ["answered from a release", ({ verdict }) => count(verdict.counts.served)],
    ["failed", ({ verdict }) => count(verdict.counts.failed)],
    ["failed while something was down", ({ verdict }) => count(verdict.counts.failedAllowed)],
    ["stale, early or on the wrong side", (phase) => violations(phase, ["stale", "early", "weights", "swap"])],
    ["backward", (phase) => violations(phase, ["backward"])],
    ["torn, or with another's assets", (phase) => violations(phase, ["torn", "assets"])],
    ["sockets dropped or not told", (phase) => violations(phase, ["dropped", "untold"])],
    ["swaps acknowledged", ({ verdict }) => count(verdict.counts.swaps)],
    ["swaps refused, without answer", ({ verdict: { counts } }) => `${counts.swapsRefused}, ${counts.swapsUnknown}`],
    ["kills", ({ disturbances }) => count(disturbances.length)],
    ["away after a kill, p50 / max", awayMs],
    ["swap p50 / p99 / max", ({ measures }) => times(Object.values(measures.swapMs))],
    ["read p50 / p99 / max", ({ measures }) => times(Object.values(measures.readMs))],
    ["reads a second", ({ measures }) => count(Math.round(measures.requestsPerSecond))],
    ["time", ({ seconds }) => `${seconds.toFixed(0)} s`],
    ["memory of the recorder, at most", ({ memoryMb }) => `${memoryMb.toFixed(0)} MB`],
    ["verdict", ({ faults }) => (faults.length === 0 ? "passed" : "FAILED")],
  ];
  const table = [["", ...phases.map(({ name }) => name)]];
  for (const [title, cell] of rows) table.push([title, ...phases.map(cell)]);
  return [aligned(table), ...phases.flatMap(faultsOf)].join("\n");
}

function faultsOf({ name, faults, verdict }: Phase): string[] {
  const found = Object.entries(verdict.counts.violations).map(
    ([rule, times]) => `  ${times} x ${rule}: ${rules[rule as Rule]}`,
  );
  const shown = verdict.violations.map(({ sentence }) => `    ${sentence}`);
  return faults.length === 0 ? [] : [`\n${name}: ${faults.join(" ")}`, ...found, ...shown];
}

function violations({ verdict }: Phase, which: readonly Rule[]): string {
  return count(which.reduce((sum, rule) => sum + (verdict.counts.violations[rule] ?? 0), 0));
}

function awayMs({ disturbances }: Phase): string {
  const away = disturbances.map(({ from, to }) => to - from).sort((a, b) => a - b);
  return away.length === 0 ? "-" : times([away[away.length >> 1]!, away.at(-1)!]);
}

function times(ms: readonly number[]): string {
  return `${ms.map((each) => each.toFixed(each < 10 ? 1 : 0)).join(" / ")} ms`;
}

function count(number: number): string {
  return number.toLocaleString("en-US");
}

function aligned(table: readonly (readonly string[])[]): string {
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  return table
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!)))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
