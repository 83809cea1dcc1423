import { expect, test } from "vitest";
import { HostPauses } from "#control-plane/services/imports/media/host-pauses.ts";

test("a host is left alone after five failures in a row, and only that host", () => {
  const pauses = new HostPauses();
  for (let tries = 0; tries < 5; tries += 1) {
    expect(pauses.isPaused("gone.example")).toBe(false);
    pauses.note("gone.example", false);
  }
  expect(pauses.isPaused("gone.example")).toBe(true);
  expect(pauses.isPaused("here.example")).toBe(false);
});

test("one success makes it count anew", () => {
  const pauses = new HostPauses();
  for (const reached of [false, false, false, false, true, false, false, false, false])
    pauses.note("a.example", reached);
  expect(pauses.isPaused("a.example")).toBe(false);
});
