import { setTimeout as sleep } from "node:timers/promises";
import { localFetch } from "#supervisor/index.ts";

/** Asks for a page until it is told to stop. @returns how long each answer took, in milliseconds */
export type Visit = (url: string, isOver: () => boolean) => Promise<number[]>;

/** Each of some connections asks again as soon as it was answered. */
export async function visitWithoutPause(url: string, connections: number, isOver: () => boolean): Promise<number[]> {
  const times: number[] = [];
  const visitor = async () => {
    while (!isOver()) times.push(await ask(url));
  };
  await Promise.all(Array.from({ length: connections }, visitor));
  return times;
}

/** Visitors come at a steady rate, however long others are being answered. @param rate a second */
export async function visitAtRate(url: string, rate: number, isOver: () => boolean): Promise<number[]> {
  const startedAt = performance.now();
  const asked: Promise<number>[] = [];
  while (!isOver()) {
    const due = ((performance.now() - startedAt) / 1_000) * rate;
    while (asked.length < due) asked.push(ask(url));
    await sleep(1);
  }
  return Promise.all(asked);
}

async function ask(url: string): Promise<number> {
  const startedAt = performance.now();
  const response = await localFetch(url);
  await response.arrayBuffer();
  if (response.status !== 200) throw new Error(`the page answered ${response.status}`);
  return performance.now() - startedAt;
}
