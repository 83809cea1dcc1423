import { z } from "zod";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { commonPasswords } from "./common-passwords.ts";

export const passwordCharactersMin = 12;
export const passwordCharactersMax = 128;

/** A password that is given to be checked: any that could have been chosen. */
export const givenPasswordSchema = z.string().min(1).max(passwordCharactersMax);
/** A password that is chosen; whether it is good enough is for `checkPassword` to say. */
export const chosenPasswordSchema = z.string().max(passwordCharactersMax);

/** Whether a password is good enough: long, not among those tried first, and not what everybody knows of the person. */
export function checkPassword(password: string, email: string): Result<void, "password-refused"> {
  const fault = faultOf(password, email.toLowerCase());
  return fault === null ? ok(undefined) : fail("password-refused", fault);
}

function faultOf(password: string, email: string): string | null {
  if ([...password].length < passwordCharactersMin) return `It needs at least ${passwordCharactersMin} characters.`;
  if ([...password].length > passwordCharactersMax) return `It may have at most ${passwordCharactersMax} characters.`;
  const plain = password.toLowerCase();
  if (plain === email || plain === email.split("@")[0]) return "It must not be the e-mail address.";
  const core = plain.replace(/^[\s!?.*#-]+|[\s!?.*#-]+$/g, "");
  if (commonPasswords.has(plain) || commonPasswords.has(core)) return "It is one of those that are tried first.";
  if (new Set(plain).size < 5) return "It repeats too few characters.";
  return isSequence(plain) ? "It is a row of letters or digits." : null;
}

const rows = ["abcdefghijklmnopqrstuvwxyz".repeat(2), "0123456789".repeat(14)];

/** A row of letters or digits as they follow one another, either way: `abcdefghijkl`, `987654321098`. */
function isSequence(text: string): boolean {
  const backwards = [...text].toReversed().join("");
  return rows.some((row) => row.includes(text) || row.includes(backwards));
}
