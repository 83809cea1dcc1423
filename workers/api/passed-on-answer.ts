import { problemSchema, type Problem } from "#domain/contracts/index.ts";
import { fail, failureCodes, ok, type FailureCode } from "#domain/errors/index.ts";
import type { Answer, Handled } from "./answer.ts";

const returnedHeaders = ["ETag", "Location", "Retry-After"];
const statuses: readonly number[] = [200, 201, 202, 204, 304] satisfies Answer["status"][];

/** What the control plane answered, as the API's own answer or refusal. Throws when it is neither, or no JSON as it says. */
export async function handledOf(response: Response, withCookies: boolean): Promise<Handled> {
  const headers = headersOf(response, returnedHeaders);
  const cookies = withCookies ? response.headers.getSetCookie() : [];
  const type = response.headers.get("Content-Type") ?? "";
  if (!statuses.includes(response.status)) {
    const problem = problemSchema.safeParse(await response.json().catch(() => null));
    if (!problem.success) throw new Error(`the control plane answered ${response.status} without a problem`);
    return { ...refusalOf(problem.data), headers: headersOf(response, ["Retry-After"]), cookies };
  }
  const status = response.status as Answer["status"];
  if (status === 204 || status === 304) {
    await response.body?.cancel();
    return ok({ status, body: null, headers, cookies });
  }
  if (type.startsWith("application/json")) return ok({ status, body: await response.json(), headers, cookies });
  const described = { ...headers, ...headersOf(response, ["Content-Type", "Content-Disposition"]) };
  return response.body === null
    ? ok({ status, body: null, headers, cookies })
    : ok({ status, body: null, headers: described, cookies, stream: response.body });
}

function headersOf({ headers }: Response, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = headers.get(name);
      return value === null ? [] : [[name, value]];
    }),
  );
}

/** A code that this version does not know is a fault of ours. */
function refusalOf({ type, detail, facts, errors }: Problem) {
  const code = type.replace("urn:hotswap:problem:", "");
  if (!(code in failureCodes)) return fail("internal", "The control plane refused in a way that is not known here.");
  const { failure } = fail(code as FailureCode, detail, facts as Parameters<typeof fail>[2]);
  return { ok: false, failure: errors === undefined ? failure : { ...failure, errors } } as const;
}
