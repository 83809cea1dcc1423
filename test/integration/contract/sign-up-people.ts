import { localFetch, type Platform } from "#supervisor/index.ts";
import { mailsTo, tokenIn } from "#test/integration/identity/identity-client.ts";
import { eventually } from "#test/support/eventually.ts";
import { readFileSync } from "node:fs";
import { join } from "node:path";

export const password = "tangerine umbrella 42";

export interface SignedUp {
  readonly email: string;
  /** A new session: its cookie, as it is sent, and its id. */
  signIn(): Promise<{ readonly cookie: string; readonly sessionId: string }>;
}

/** Signs someone up on a running platform, as a browser and the mail to them would. */
export async function signUpPerson(platform: Platform, name: string): Promise<SignedUp> {
  const email = `${name}@contract.example`;
  const tenant = { name, subdomain: `${name}-contract` };
  await post(platform, "/auth/sign-up", { email, name, password, tenant });
  const { mails } = platform.directory;
  const mail = await eventually("the mail has come", async () => mailsTo(mails, email)[0] ?? null);
  // Quoted-printable: a line's end is marked by "=", and "=" itself written "=3D".
  const text = readFileSync(join(mails, `${mail.mailId}.eml`), "utf8")
    .replace(/=\r?\n/g, "")
    .replaceAll("=3D", "=");
  await post(platform, "/auth/verify-email", { token: tokenIn({ text }) });
  return {
    email,
    async signIn() {
      const response = await post(platform, "/auth/sign-in", { email, password });
      const cookie = response.headers
        .getSetCookie()
        .map((line) => line.split(";")[0]!)
        .join("; ");
      const me = await localFetch(`${platform.urls.api}/auth/session`, { headers: { Cookie: cookie } });
      const { session } = (await me.json()) as { session: { sessionId: string } };
      return { cookie, sessionId: session.sessionId };
    },
  };
}

async function post(platform: Platform, path: string, body: unknown): Promise<Response> {
  const headers = { "Content-Type": "application/json" };
  const response = await localFetch(platform.urls.api + path, { method: "POST", headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response;
}
