import { expect, test } from "vitest";
import { addressAdvice, readStartSettings } from "#supervisor/start-settings.ts";

test("every setting that makes no sense is named", () => {
  const read = () => readStartSettings({ PORT: "many", CLIENT_ADDRESS: "X Real: IP" });
  expect(read).toThrow(/PORT must be[^]*CLIENT_ADDRESS must be the name of a header/);
});

test("what is left empty is left out", () => {
  expect(readStartSettings({ PORT: "", CLIENT_ADDRESS: "" }).port).toBeUndefined();
});

test("whoever starts it without telling clients' addresses is told what is not limited then", () => {
  expect(addressAdvice({})).toMatch(/CLIENT_ADDRESS/);
  expect(addressAdvice({ CLIENT_ADDRESS: "" })).toMatch(/CLIENT_ADDRESS/);
  expect(addressAdvice({ CLIENT_ADDRESS: "X-Real-IP" })).toBeNull();
});
