import { readFileSync } from "node:fs";
import { join } from "node:path";
import { localFetch, type Platform } from "#supervisor/index.ts";
import { mailsTo } from "#test/integration/identity/identity-client.ts";
import { eventually } from "#test/support/eventually.ts";

export const password = "tangerine umbrella 42";

/** A person's session: its cookie, as it is sent, and its id. */
export interface Session {
  readonly cookie: string;
  readonly sessionId: string;
}

/** Signs somebody in on a running platform, as a browser does. */
export async function signIn(platform: Platform, email: string): Promise<Session> {
  const response = await post(platform, "/auth/sign-in", { email, password });
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(";")[0]!)
    .join("; ");
  const me = await localFetch(`${platform.urls.api}/auth/session`, { headers: { Cookie: cookie } });
  const { session } = (await me.json()) as { session: { sessionId: string } };
  return { cookie, sessionId: session.sessionId };
}

/** The text of the first mail to an address, once it has come. */
export async function mailTo({ directory }: Platform, email: string): Promise<{ readonly text: string }> {
  const { mails } = directory;
  const mail = await eventually("the mail has come", async () => mailsTo(mails, email)[0] ?? null);
  // Quoted-printable: a line's end is marked by "=", and "=" itself written "=3D".
  const text = readFileSync(join(mails, `${mail.mailId}.eml`), "utf8")
    .replace(/=\r?\n/g, "")
    .replaceAll("=3D", "=");
  return { text };
}

/** A call that has to be answered well. */
export async function post(
  { urls }: Pick<Platform, "urls">,
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const response = await localFetch(urls.api + path, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response;
}

/** Much less than a token lasts. */
const renewAfterMs = 120_000;

/** What a session is exchanged for, for one tenant or none: had anew when it grows old, or was not taken any more. */
export class PersonToken {
  readonly #platform: Platform;
  readonly #session: Session;
  readonly #tenantId: string | null;
  #token = "";
  #issuedAt = -Infinity;

  constructor(platform: Platform, session: Session, tenantId: string | null) {
    this.#platform = platform;
    this.#session = session;
    this.#tenantId = tenantId;
  }

  async read(): Promise<string> {
    if (performance.now() - this.#issuedAt < renewAfterMs) return this.#token;
    const issuedAt = performance.now();
    const body = this.#tenantId === null ? {} : { tenantId: this.#tenantId };
    const headers = { Cookie: this.#session.cookie, Origin: new URL(this.#platform.urls.api).origin };
    const response = await post(this.#platform, "/auth/token", body, headers);
    this.#token = ((await response.json()) as { accessToken: string }).accessToken;
    this.#issuedAt = issuedAt;
    return this.#token;
  }

  /** Somebody's tokens were revoked: it may be among them. */
  drop(): void {
    this.#issuedAt = -Infinity;
  }
}
