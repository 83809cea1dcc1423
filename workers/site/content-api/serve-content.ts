import { problemOf, siteContentPrefix, type RequestError } from "#domain/contracts/index.ts";
import type { FailureCode } from "#domain/errors/index.ts";
import { blobStore } from "#durable-objects/support/blobs/index.ts";
import type { Config, Env } from "#workers/config.ts";
import { themeEngine, type BodyWords, type CachedPage, type Encoding } from "#workers/rendering/index.ts";
import { BoundedMap } from "#workers/support/bounded-map.ts";
import { retryIdempotent, websiteRpc } from "#workers/websites/index.ts";
import { sizedResponse, withSize } from "../body-size.ts";
import type { LocatedWebsite } from "../locate-website.ts";
import { readRelease, valueOf } from "../make-page.ts";
import { isKnownPage, pageResponse, prepareContent } from "../page-response.ts";
import { requestEncoding } from "../request-encoding.ts";
import { securityHeaders } from "../security-headers.ts";
import { chooseRelease } from "../visitor-bucket.ts";
import { answerJson } from "./answer.ts";
import { parseAsking, type Asking } from "./ask.ts";
import { siteApiDescription } from "./openapi.ts";

/** Answers by release and question: a release never changes, so they are right for as long as they are kept. */
const answers = new BoundedMap<CachedPage>(4 * 1024 * 1024);
const overheadBytes = 2_048;

const methods = "GET, HEAD, OPTIONS";
/** For pages of anywhere: nothing here hangs on who asks, and no cookie is heeded. */
const corsHeaders = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Expose-Headers": "ETag, HotSwap-Release",
} as const;

/** Whether the path is one of the content API. */
export function isContentPath(path: string): boolean {
  return path.startsWith(siteContentPrefix);
}

/** Published content as JSON, of the release that this visitor would get pages of. */
export async function serveContent(
  request: Request,
  env: Env,
  config: Config,
  { websiteId, state }: LocatedWebsite,
  path: string,
): Promise<Response> {
  if (request.method === "OPTIONS") return preflight();
  if (request.method !== "GET" && request.method !== "HEAD") {
    return problem("method-not-allowed", `Only ${methods} can be asked of this address.`, {
      headers: { Allow: methods },
    });
  }
  const { releaseId } = chooseRelease(state, websiteId, request);
  const encoding = requestEncoding(request, request.headers, config);
  const { searchParams } = new URL(request.url);
  if (path === `${siteContentPrefix}openapi.json`) {
    return answerWith(request, prepare(releaseId, siteApiDescription(), encoding));
  }
  const parsed = parseAsking(path, searchParams);
  if (parsed.kind === "unknown") return problem("route-not-found", "There is nothing at this address.");
  if (parsed.kind === "wrong") {
    return problem("invalid-request", "The parameters are not as they have to be.", { errors: parsed.errors });
  }
  const key = `${encoding}${releaseId}${path}?${JSON.stringify([...searchParams].toSorted())}`;
  const page = answers.get(key) ?? (await makeAnswer(env, { websiteId, releaseId, asking: parsed.asking, encoding }));
  if (page === "too-many-requests") {
    return problem(page, "The website is searched too often just now.", { headers: { "Retry-After": "1" } });
  }
  if (page === "record-not-found") return problem(page, "The website shows no such thing.");
  answers.set(key, page, page.bytes.byteLength + key.length + overheadBytes);
  return answerWith(request, page);
}

interface ToAnswer {
  readonly websiteId: string;
  readonly releaseId: string;
  readonly asking: Asking;
  readonly encoding: Encoding;
}

async function makeAnswer(
  env: Env,
  { websiteId, releaseId, asking, encoding }: ToAnswer,
): Promise<CachedPage | "record-not-found" | "too-many-requests"> {
  const { question, body } = asking;
  const [answer, words] = await Promise.all([
    retryIdempotent(() => websiteRpc(env, websiteId).askContent({ releaseId, question })),
    body === "html" ? bodyWords(env, websiteId, releaseId) : null,
  ]);
  if (!answer.ok && answer.failure.code === "too-many-requests") return answer.failure.code;
  const json = answerJson(valueOf(answer), { asking, releaseId, words });
  return json === null ? "record-not-found" : prepare(releaseId, JSON.stringify(json), encoding);
}

/** In the language and the words of the release's theme, as pages have them. */
async function bodyWords(env: Env, websiteId: string, releaseId: string): Promise<BodyWords> {
  const release = await readRelease(env, websiteId, releaseId);
  const theme = await themeEngine(blobStore(env), release);
  return theme.locale(release.configuration.language).bodyWords;
}

function prepare(releaseId: string, text: string, encoding: Encoding): CachedPage {
  const policy = "default-src 'none'";
  const content = {
    text,
    contentType: "application/json",
    status: 200 as const,
    contentSecurityPolicy: policy,
    lock: null,
  };
  const page = prepareContent(releaseId, content, encoding);
  for (const { headers } of [page.init, page.notModified]) {
    for (const [name, value] of Object.entries(corsHeaders)) headers.set(name, value);
  }
  return page;
}

function answerWith(request: Request, page: CachedPage): Response {
  const isKnown = isKnownPage(page, request.headers.get("If-None-Match"));
  return withSize(pageResponse(page, isKnown, null), isKnown ? 0 : page.bytes.byteLength);
}

function preflight(): Response {
  return new Response(null, {
    status: 204,
    headers: {
      ...corsHeaders,
      "Access-Control-Allow-Methods": methods,
      "Access-Control-Allow-Headers": "If-None-Match",
      "Access-Control-Max-Age": "86400",
      ...securityHeaders,
    },
  });
}

function problem(
  code: FailureCode,
  detail: string,
  { errors, headers }: { readonly errors?: readonly RequestError[]; readonly headers?: Record<string, string> } = {},
): Response {
  const body = problemOf({ code, detail, ...(errors === undefined ? {} : { errors }) }, crypto.randomUUID());
  return sizedResponse(JSON.stringify(body), {
    status: body.status,
    headers: {
      "Content-Type": "application/problem+json",
      "Cache-Control": "no-store",
      ...corsHeaders,
      ...securityHeaders,
      ...headers,
    },
  });
}
