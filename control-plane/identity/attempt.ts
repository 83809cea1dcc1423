import { APIError } from "better-auth/api";

/** What the library made of a call; its refusals are values, so that the transaction commits what it counted. */
export type Attempt<Value> =
  | { readonly ok: true; readonly value: Value; readonly cookies: readonly string[] }
  | { readonly ok: false; readonly code: string; readonly cookies: readonly string[] };

/**
 * Calls the library. Throws what is no refusal of its own.
 *
 * @param call to be made with `returnHeaders`, whose cookies are to be set
 */
export async function attempt<Value>(
  call: () => Promise<{ readonly headers?: Headers | null; readonly response: Value }>,
): Promise<Attempt<Value>> {
  try {
    const { headers, response } = await call();
    return { ok: true, value: response, cookies: headers?.getSetCookie() ?? [] };
  } catch (error) {
    if (!(error instanceof APIError)) throw error;
    // Of a passkey that does not fit its challenge the library says that it had failed itself.
    if (error.statusCode >= 500 && error.body?.code !== "FAILED_TO_VERIFY_REGISTRATION") throw error;
    const headers = new Headers(error.headers);
    return { ok: false, code: error.body?.code ?? String(error.status), cookies: headers.getSetCookie() };
  }
}
