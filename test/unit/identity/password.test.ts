import { expect, test } from "vitest";
import { checkPassword } from "#domain/identity/index.ts";

const isGood = (password: string) => checkPassword(password, "ada@example.com").ok;

test.each([
  "correct-staple-horse",
  "tangerine umbrella 42",
  "пароль-которого-нет",
  "🦊🦋🌵🍋🐙🧭🎲🪁🧩🥝🛶🪐",
  "x".repeat(3) + "yzabcdefghi9",
])("%s is good enough", (password) => expect(isGood(password)).toBe(true));

test.each([
  "elevenchars",
  "🦊".repeat(11),
  "x".repeat(129),
  "PASSWORD1234",
  "  password1234!!",
  "ada@example.com",
  "ADA@EXAMPLE.COM",
  "abababababab",
  "ABCDEFGHIJKLM",
  "zyxwvutsrqpo",
  "901234567890123",
  "",
])("%s is not", (password) => expect(isGood(password)).toBe(false));
