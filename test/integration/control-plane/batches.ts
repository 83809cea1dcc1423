import { randomUUID } from "node:crypto";
import type { EventBatch, WebsiteEvent } from "#domain/contracts/index.ts";

export const secret = "a secret that only edges, objects and the control plane know";

/** Hostnames are numbered by the event's place, so that the row shows which event was applied last. */
function eventOf(sequence: number): WebsiteEvent {
  const at = new Date(Date.UTC(2026, 0, 1) + sequence * 1_000).toISOString();
  return sequence === 1
    ? { type: "website-created", name: "Bakery", hostnames: ["host-1.localhost"], at }
    : { type: "hostnames-changed", hostnames: [`host-${sequence}.localhost`], at };
}

export interface TestWebsite {
  readonly websiteId: string;
  readonly tenantId: string;
  readonly epoch: string;
}

export function newWebsite(tenantId: string = randomUUID()): TestWebsite {
  return { websiteId: randomUUID(), tenantId, epoch: randomUUID() };
}

export function batchOf(website: TestWebsite, ...sequences: readonly number[]): EventBatch {
  const events = sequences.map((sequence) => ({ sequence, event: eventOf(sequence) }));
  return { ...website, events };
}
