import { localFetch } from "#supervisor/index.ts";
import type { AnyJson } from "./any-json.ts";

/** A call's answer, of which tests know what it should be. */
export type Answer = { readonly status: number; readonly body: AnyJson };

/** Someone with a session, as a browser on the API's own host would have it. */
export interface SignedInClient {
  whoAmI(): Promise<AnyJson>;
  /** Exchanges the session for an access token, good in one tenant or in none. */
  tokenFor(tenantId: string | null): Promise<string>;
  call(token: string, path: string, method?: string, body?: unknown): Promise<Answer>;
}

/** Signs in by password. Fails when that is not enough. */
export async function signInTo(apiUrl: string, email: string, password: string): Promise<SignedInClient> {
  const ask = async (path: string, method: string, headers: Record<string, string>, body?: unknown) => {
    const response = await localFetch(apiUrl + path, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { "Content-Type": "application/json" }) },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === "" ? null : JSON.parse(text) };
  };
  const entered = await ask("/auth/sign-in", "POST", {}, { email, password });
  if (entered.body?.status !== "signed-in") throw new Error(`${email}: ${JSON.stringify(entered.body)}`);
  const cookie = entered.headers
    .getSetCookie()
    .map((each) => each.split(";")[0])
    .join("; ");
  const session = { Cookie: cookie, Origin: new URL(apiUrl).origin };
  return {
    whoAmI: async () => (await ask("/auth/session", "GET", session)).body,
    tokenFor: async (tenantId) => (await ask("/auth/token", "POST", session, { tenantId })).body.accessToken as string,
    call: (token, path, method = "GET", body) => ask(path, method, { Authorization: `Bearer ${token}` }, body),
  };
}
