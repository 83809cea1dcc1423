import type { Handler } from "hono";
import { sha256 } from "#domain/digest/index.ts";
import { inlineHashes } from "#workers/rendering/index.ts";
import { matchesEtag } from "#workers/site/conditional.ts";
import { apiRoutes } from "../routes.ts";
import { describeApi } from "./document.ts";
import { docsPage } from "./docs/page.ts";

interface Description {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Both are the same for everyone as long as this version runs: each isolate makes them once, when first asked. */
let made: { readonly json: Description; readonly page: Description } | undefined;

/** `GET /openapi.json`, for anyone: the API as OpenAPI 3.1 describes it. */
export const getOpenApi: Handler = (context) => respond(context.req.header("If-None-Match"), describe().json);

/** `GET /docs`, for anyone: the same as a page. */
export const getDocs: Handler = (context) => respond(context.req.header("If-None-Match"), describe().page);

function describe() {
  if (made !== undefined) return made;
  const document = describeApi(apiRoutes);
  const html = docsPage(document);
  made = {
    json: described(JSON.stringify(document), "application/json"),
    page: described(html, "text/html; charset=utf-8", { "Content-Security-Policy": policyOf(html) }),
  };
  return made;
}

function described(body: string, contentType: string, headers: Readonly<Record<string, string>> = {}): Description {
  return {
    body,
    headers: {
      "Content-Type": contentType,
      "Cache-Control": "public, no-cache",
      ETag: `"${sha256(body).slice(0, 32)}"`,
      ...headers,
    },
  };
}

/** The page's own style and script by their hashes, and nothing else from anywhere. */
function policyOf(html: string): string {
  const { styles, scripts } = inlineHashes(html);
  return [
    "default-src 'none'",
    `style-src ${styles.join(" ")}`,
    `script-src ${scripts.join(" ")}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

function respond(known: string | undefined, { body, headers }: Description): Response {
  const isKnown = known !== undefined && matchesEtag(known, headers["ETag"]!);
  return isKnown ? new Response(null, { status: 304, headers }) : new Response(body, { headers });
}
