import { expect, test } from "vitest";
import { wallTimeSchema } from "#domain/publication/index.ts";
import { dueOf } from "#workers/api/publications/due-of.ts";

const now = Date.parse("2026-11-27T12:00:00Z");
const website = { configuration: { timeZone: "Europe/Budapest" }, activeReleaseId: "r" };
const services = { now: () => now, onWebsite: async () => ({ ok: true, value: website }) as never };
const due = (given: { dueAt?: string; localTime?: string }) => dueOf(services, { website: {} as never }, given);

test("what is scheduled for a time that is over is refused, unless it came moments late", async () => {
  for (const [given, expected] of [
    [{ dueAt: "2025-12-01T09:00:00Z" }, "dueAt: is over (2025-12-01T09:00:00Z)"],
    [{ localTime: "2026-11-27T12:30" }, "localTime: is over (2026-11-27T11:30:00.000Z)"],
  ] as const) {
    const failure = { code: "invalid-request", detail: expect.stringContaining(expected) };
    expect(await due(given)).toMatchObject({ failure });
  }
  for (const [given, value] of [
    [{ dueAt: "2026-11-27T11:58:00Z" }, "2026-11-27T11:58:00Z"],
    [{ localTime: wallTimeSchema.parse("2026-11-27T13:30") }, "2026-11-27T12:30:00.000Z"],
    [{}, null],
  ] as const) {
    expect(await due(given)).toEqual({ ok: true, value });
  }
});
