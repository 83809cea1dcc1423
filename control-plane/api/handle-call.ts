import type { Context } from "hono";
import { z } from "zod";
import type { CallerAssertion, CallOrigin } from "#domain/contracts/index.ts";
import type { Result } from "#domain/errors/index.ts";
import type { ControlPlaneVariables } from "./context.ts";
import { problemResponse } from "./problem.ts";

type HttpContext = Context<{ Variables: ControlPlaneVariables }>;

/** What a verb is called with: who asks, as the edge found out, and input that fits its schemas. */
export interface InternalCall<Who, Query, Body> {
  readonly who: Who;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly body: Body;
  readonly headers: Headers;
}

/** Someone within a tenant. */
export type TenantCaller = CallerAssertion & { readonly tenantId: string };
/** Someone signed in, or a stranger. */
export interface VisitorCaller {
  readonly kind: "visitor";
  readonly origin: CallOrigin;
}

/** What a verb answers when all went well; the body is JSON, and absent for 204 and 304. */
export interface Answered {
  readonly status?: 200 | 201 | 202 | 204 | 304;
  readonly body?: unknown;
  /** Instead of a body, what is sent while it is made; its `Content-Type` is among the headers. */
  readonly stream?: ReadableStream<Uint8Array>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
}

interface Schemas<Query extends z.ZodType, Body extends z.ZodType> {
  readonly query?: Query;
  readonly body?: Body;
}

type Run<Who, Query extends z.ZodType, Body extends z.ZodType> = (
  call: InternalCall<Who, z.output<Query>, z.output<Body>>,
) => Promise<Result<Answered>>;

const anything = z.unknown();
type Anything = typeof anything;

/** For calls within a tenant. */
export function tenantCall<Query extends z.ZodType = Anything, Body extends z.ZodType = Anything>(
  schemas: Schemas<Query, Body>,
  run: Run<TenantCaller, Query, Body>,
) {
  return handler(schemas, ({ assertion }) => (isTenantCaller(assertion) ? assertion : null), run);
}

/** For calls of someone whom the edge recognised, with a tenant or without. */
export function callerCall<Query extends z.ZodType = Anything, Body extends z.ZodType = Anything>(
  schemas: Schemas<Query, Body>,
  run: Run<CallerAssertion, Query, Body>,
) {
  return handler(schemas, ({ assertion }) => (assertion.kind === "caller" ? assertion : null), run);
}

/** For calls of strangers. */
export function visitorCall<Query extends z.ZodType = Anything, Body extends z.ZodType = Anything>(
  schemas: Schemas<Query, Body>,
  run: Run<VisitorCaller, Query, Body>,
) {
  return handler(schemas, ({ assertion }) => (assertion.kind === "visitor" ? assertion : null), run);
}

function isTenantCaller(assertion: ControlPlaneVariables["assertion"]): assertion is TenantCaller {
  return assertion.kind === "caller" && assertion.tenantId !== null;
}

function handler<Who, Query extends z.ZodType, Body extends z.ZodType>(
  schemas: Schemas<Query, Body>,
  whoOf: (variables: Pick<ControlPlaneVariables, "assertion">) => Who | null,
  run: Run<Who, Query, Body>,
) {
  return async (context: HttpContext): Promise<Response> => {
    const requestId = context.get("requestId");
    const who = whoOf({ assertion: context.get("assertion") });
    if (who === null) {
      return problemResponse({ code: "forbidden", detail: "This is not for whom the assertion names." }, requestId);
    }
    const query = (schemas.query ?? anything).safeParse(context.req.query());
    const body = (schemas.body ?? anything).safeParse(schemas.body === undefined ? undefined : await bodyOf(context));
    if (!query.success || !body.success) {
      const detail = [query, body].flatMap(({ error }) => error?.issues.map(describeIssue) ?? []).join("; ");
      return problemResponse({ code: "invalid-request", detail }, requestId);
    }
    const outcome = await run({
      who,
      params: context.req.param() as Record<string, string>,
      query: query.data as z.output<Query>,
      body: body.data as z.output<Body>,
      headers: context.req.raw.headers,
    });
    return outcome.ok ? responseOf(outcome.value) : problemResponse(outcome.failure, requestId);
  };
}

function describeIssue({ path, message }: z.core.$ZodIssue): string {
  return `${path.join(".")}: ${message}`;
}

/** Null where there is no JSON: the schema says what is missing. */
function bodyOf(context: HttpContext): Promise<unknown> {
  return context.req.json<unknown>().catch(() => null);
}

function responseOf({ status = 200, body, stream, headers = {}, cookies = [] }: Answered): Response {
  const bodiless = status === 204 || status === 304;
  const init = { status, headers: { ...headers } };
  const response =
    bodiless || stream !== undefined ? new Response(stream ?? null, init) : Response.json(body ?? null, init);
  for (const cookie of cookies) response.headers.append("Set-Cookie", cookie);
  return response;
}
