import type { TenantRole } from "#domain/access/index.ts";
import type { Platform } from "#supervisor/index.ts";
import { eventually } from "#test/support/eventually.ts";
import { callerOf, cookiesOf, type Call } from "./caller.ts";

export const password = "tangerine umbrella 42";

/** Somebody with a session. */
export interface Person {
  readonly personId: string;
  readonly email: string;
  readonly cookie: string;
  readonly sessionId: string;
  /** A new token, good in a tenant or in none. Fails when they are given none. */
  tokenFor(tenantId: string | null): Promise<string>;
}

export interface PersonInput {
  readonly memberships?: readonly { readonly tenantId: string; readonly role: TenantRole }[];
  readonly platformRole?: "administrator" | "support";
}

/** Makes a person of whom the platform vouches for, and signs them in. */
export async function makePerson(platform: Platform, name: string, more: PersonInput = {}): Promise<Person> {
  const call = callerOf(platform);
  const email = `${name}@attack.example`;
  const input = {
    token: platform.token,
    body: { email, name, password, ...more },
    headers: { "Idempotency-Key": name },
  };
  // A machine that is busy with much else may have to be asked twice.
  const made = await eventually(
    `${name} is made`,
    async () => {
      const answer = await call("POST", "/admin/people", input);
      return answer.status !== 503 && answer;
    },
    30_000,
  );
  if (made.status !== 201) throw new Error(`${name}: ${made.text}`);
  return { ...(await signIn(call, email)), personId: made.body.personId };
}

/** Signs somebody in by password, as a browser does. */
export async function signIn(call: Call, email: string): Promise<Person> {
  const entered = await call("POST", "/auth/sign-in", { body: { email, password } });
  const cookie = cookiesOf(entered);
  const me = await call("GET", "/auth/session", { cookie });
  if (me.status !== 200) throw new Error(`${email}: ${entered.text} ${me.text}`);
  return {
    personId: me.body.person.personId,
    email,
    cookie,
    sessionId: me.body.session.sessionId,
    // A tenant that was made just now may not be ready yet.
    tokenFor: (tenantId) =>
      eventually(`a token for ${email}`, async () => {
        const issued = await call("POST", "/auth/token", { cookie, body: { tenantId } });
        if (issued.status === 200) return issued.body.accessToken as string;
        if (!issued.text.includes("not ready")) throw new Error(`${email}: ${issued.text}`);
        return null;
      }),
  };
}
