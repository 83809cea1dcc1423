import type { Platform } from "#supervisor/index.ts";
import { tokenIn } from "#test/integration/identity/identity-client.ts";
import { mailTo, password, post, signIn, type Session } from "./sessions.ts";

export interface SignedUp {
  readonly email: string;
  /** A new session. */
  signIn(): Promise<Session>;
}

/** Signs someone up on a running platform, as a browser and the mail to them would. */
export async function signUpPerson(platform: Platform, name: string): Promise<SignedUp> {
  const email = `${name}@contract.example`;
  const tenant = { name, subdomain: `${name}-contract` };
  await post(platform, "/auth/sign-up", { email, name, password, tenant });
  await post(platform, "/auth/verify-email", { token: tokenIn(await mailTo(platform, email)) });
  return { email, signIn: () => signIn(platform, email) };
}
