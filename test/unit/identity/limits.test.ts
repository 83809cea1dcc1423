import { expect, test } from "vitest";
import { countedBy, isCounted, limitRules, mailboxOf, type LimitName } from "#control-plane/identity/limits.ts";

test("of a client whose address nobody knows only what is limited by account is counted", () => {
  const names = Object.keys(limitRules) as LimitName[];
  for (const name of names) {
    expect(isCounted(name, "192.0.2.1")).toBe(true);
    expect(isCounted(name, "")).toBe(false);
  }
  const byAccount = names.filter((name) => isCounted(name, "unknown"));
  expect(byAccount).toEqual([
    "sign-in-account",
    "mail-account",
    "factor-account",
    "refused-person",
    "token-session",
    "invite-tenant",
  ]);
});

test("a mailbox is one, whatever is added to its address", () => {
  for (const email of ["ann@example.com", "ann+1@example.com", "ann+shop+2@example.com"]) {
    expect(mailboxOf(email)).toBe("ann@example.com");
  }
  expect(mailboxOf("+ann@example.com")).toBe("+ann@example.com");
});

test("an address is counted with all that whoever has it has as well", () => {
  const by = (address: string) => countedBy("sign-in-address", address);
  expect(by("2001:db8:1:2:3:4:5:6")).toBe(by("2001:0DB8:0001:0002::1"));
  expect(by("2001:db8:1:2::1")).not.toBe(by("2001:db8:1:3::1"));
  expect(by("::ffff:192.0.2.1")).toBe(by("192.0.2.1"));
  expect(by("192.0.2.1")).not.toBe(by("192.0.2.2"));
  expect(by("no address")).toBe("no address");
  expect(countedBy("mail-account", "ann+1@example.com")).toBe("ann@example.com");
});
