import { randomUUID } from "node:crypto";
import { Breaches, type Attack } from "../breaches.ts";

/** Limits hold whatever an address is written like, and whatever a client says of where it is. */
export const limits: Attack = async ({ call }) => {
  const breaches = new Breaches();
  const name = randomUUID();
  const spellings = (n: number) =>
    [`${name}@attack.example`, `${name.toUpperCase()}@Attack.Example`, `${name}@ATTACK.example`][n % 3];
  const from = (n: number) => ({
    "X-Forwarded-For": `203.0.113.${n}`,
    "CF-Connecting-IP": `203.0.113.${n}`,
    "X-Real-IP": `203.0.113.${n}`,
    Forwarded: `for=203.0.113.${n}`,
    "User-Agent": `Agent/${n}`,
  });
  const statuses: number[] = [];
  for (let n = 0; n < 12; n += 1) {
    const body = { email: spellings(n), password: "wrong", remember: n % 2 === 0 };
    statuses.push((await call("POST", "/auth/sign-in", { body, headers: from(n) })).status);
  }
  breaches.unless(
    statuses.slice(10).join() === "429,429",
    `twelve passwords of one account are tried: ${statuses.join()}`,
  );
  const mails: number[] = [];
  for (let n = 0; n < 7; n += 1) {
    const body = { email: `${name}+${n}@attack.example` };
    const path = ["/auth/request-password-reset", "/auth/resend-verification"][n % 2]!;
    mails.push((await call("POST", path, { body, headers: from(n) })).status);
  }
  breaches.unless(mails.slice(5).join() === "429,429", `a mailbox gets seven mails in an hour: ${mails.join()}`);
  return breaches.found;
};
