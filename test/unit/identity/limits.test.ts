import { expect, test } from "vitest";
import { isCounted, limitRules, type LimitName } from "#control-plane/identity/limits.ts";

test("of a client whose address nobody knows only what is limited by account is counted", () => {
  const names = Object.keys(limitRules) as LimitName[];
  for (const name of names) {
    expect(isCounted(name, "192.0.2.1")).toBe(true);
    expect(isCounted(name, "")).toBe(false);
  }
  const byAccount = names.filter((name) => isCounted(name, "unknown"));
  expect(byAccount).toEqual(["sign-in-account", "mail-account", "factor-account", "token-session", "invite-tenant"]);
});
