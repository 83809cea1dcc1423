import { expect, test } from "vitest";
import { givenInstantSchema, rescheduleBodySchema, scheduleBodySchema } from "#domain/contracts/index.ts";

const takes = (due: object) =>
  [scheduleBodySchema, rescheduleBodySchema].map((schema) => schema.safeParse(due).success);

test.each([{ localTime: "2030-01-01T10:00" }, { dueAt: "2030-01-01T10:00:00Z" }, { dueAt: "1970-01-01T00:00:00Z" }])(
  "%j is a time for a publication",
  (due) => {
    expect(takes(due)).toEqual([true, true]);
  },
);

// Databases read some of these not at all, and the last becomes the year 10000 in the west.
test.each([
  { dueAt: "0000-01-01T00:00:00Z" },
  { dueAt: "0203-01-01T00:00:00Z" },
  { dueAt: "9999-12-31T23:59:59Z" },
  { localTime: "0000-01-01T00:00" },
  { localTime: "9999-12-31T23:59" },
  { localTime: "2030-01-01T10:00", dueAt: "2030-01-01T10:00:00Z" },
  {},
])("%j is none", (due) => {
  expect(takes(due)).toEqual([false, false]);
});

test("what lists are asked for since is in the years of calendars too", () => {
  expect(
    ["0000-01-01T00:00:00Z", "2026-01-01T00:00:00Z"].map((at) => givenInstantSchema.safeParse(at).success),
  ).toEqual([false, true]);
});
