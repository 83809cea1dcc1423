import { setTimeout as sleep } from "node:timers/promises";
import { localFetch } from "#supervisor/index.ts";

/** Asks for a page until it is told to stop. @returns how long each answer took, in milliseconds */
export type Visit = (url: string, isOver: () => boolean) => Promise<number[]>;

/** Each of some connections asks again as soon as it was answered. */
export async function visitWithoutPause(url: string, connections: number, isOver: () => boolean): Promise<number[]> {
  const times: number[] = [];
  const visitor = async () => {
    while (!isOver()) {
      const askedAt = performance.now();
      await ask(url);
      times.push(performance.now() - askedAt);
    }
  };
  await Promise.all(Array.from({ length: connections }, visitor));
  return times;
}

/** So many are answered at a time at most: whoever comes then waits, which counts. */
const connectionsMax = 64;

/** Visitors come at a steady rate, however long others are being answered. @param rate a second */
export async function visitAtRate(url: string, rate: number, isOver: () => boolean): Promise<number[]> {
  const startedAt = performance.now();
  const times: number[] = [];
  let come = 0;
  const connection = async () => {
    while (!isOver()) {
      const dueAt = startedAt + (come * 1_000) / rate;
      come += 1;
      const early = dueAt - performance.now();
      if (early > 0) await sleep(early);
      if (isOver()) return;
      // A timer that is late is not the page's fault.
      const cameAt = early > 0 ? performance.now() : dueAt;
      await ask(url);
      times.push(performance.now() - cameAt);
    }
  };
  await Promise.all(Array.from({ length: connectionsMax }, connection));
  return times;
}

async function ask(url: string): Promise<void> {
  const response = await localFetch(url);
  await response.arrayBuffer();
  if (response.status !== 200) throw new Error(`the page answered ${response.status}`);
}
