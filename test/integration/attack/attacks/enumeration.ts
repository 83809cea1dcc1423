import { randomUUID } from "node:crypto";
import { Breaches, type Attack } from "../breaches.ts";
import type { Answer } from "../caller.ts";
import type { World } from "../world.ts";

const [rounds, tries] = [3, 5];

/** Whether somebody has an address shows neither in an answer nor, where a password is looked at, in the time that it takes. */
export const enumeration: Attack = async (world) => {
  const { call } = world;
  const breaches = new Breaches();
  const known = emailsOf(world);
  const ways: Record<string, (email: string) => Promise<Answer>> = {
    "signing in": (email) => signIn(world, email),
    "asking for another password": (email) => call("POST", "/auth/request-password-reset", { body: { email } }),
    "asking for a mail once more": (email) => call("POST", "/auth/resend-verification", { body: { email } }),
    "signing up": (email) => {
      const tenant = { name: "Mine", subdomain: `s-${randomUUID().slice(0, 8)}` };
      return call("POST", "/auth/sign-up", { body: { email, name: "Me", password: "tangerine umbrella 45", tenant } });
    },
  };
  for (const [what, way] of Object.entries(ways)) {
    const [there, nowhere] = [await way(known.at(-1)!), await way(unknown())].map(saidOf);
    breaches.unless(there === nowhere, `${what} answers ${there} for whom there is, ${nowhere} for whom there is not`);
  }
  return [...breaches.found, ...(await signingInAlike(world))];
};

/** How much longer signing in takes for whom there is: believed where it shows again and again, as a machine does much beside. */
export const signingInAlike: Attack = async (world) => {
  const differences: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const [ofKnown, ofUnknown]: [number[], number[]] = [[], []];
    // In turn, so that both meet the same machine.
    for (const email of emailsOf(world).slice(0, tries)) {
      ofKnown.push(await timed(() => signIn(world, email)));
      ofUnknown.push(await timed(() => signIn(world, unknown())));
    }
    const [there, nowhere] = [Math.min(...ofKnown), Math.min(...ofUnknown)];
    const isAlike = Math.abs(there - nowhere) < Math.max(5, 0.15 * Math.max(there, nowhere));
    differences.push(isAlike ? 0 : there - nowhere);
  }
  const isSeen = differences.every((each) => each > 0) || differences.every((each) => each < 0);
  return isSeen ? [`signing in takes longer for whom there is, by ${differences.join(", ")} ms`] : [];
};

function emailsOf({ anna, berta }: World): readonly string[] {
  return [...Object.values(anna.people), ...Object.values(berta.people)].map(({ email }) => email);
}

function unknown(): string {
  return `${randomUUID()}@attack.example`;
}

function signIn({ call }: World, email: string): Promise<Answer> {
  return call("POST", "/auth/sign-in", { body: { email, password: "wrong" } });
}

async function timed(way: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await way();
  return performance.now() - begun;
}

/** The answer without what is another each time. */
function saidOf({ status, body }: Answer): string {
  const { requestId: _, ...said } = body as Record<string, unknown>;
  return `${status} ${JSON.stringify(said)}`;
}
