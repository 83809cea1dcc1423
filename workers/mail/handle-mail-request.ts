import { timingSafeEqual } from "node:crypto";
import { parse } from "hono/utils/cookie";
import { keptMailContentSchema, keptMailPageSchema, mailPageKey } from "#domain/contracts/index.ts";
import { callControlPlane, type ControlPlaneBindings } from "#durable-objects/support/control-plane-client.ts";
import { listPage, mailPage, noticePage } from "./pages.ts";
import { answerMailHtml, answerPage } from "./responses.ts";

const cookieName = "hotswap.mails";
const mailsOnPage = 25;
const waitMsMax = 3_000;
const mailPath = /^\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(\/html)?$/;

/**
 * Answers on the host of kept mails: a list of them, and each of them. Only where mails go to a folder, and only for whoever has
 * the key, in the address that the platform printed or in the cookie that comes of it.
 */
export async function handleMailRequest(request: Request, env: Partial<ControlPlaneBindings>): Promise<Response> {
  const url = new URL(request.url);
  const bindings = { CONTROL_PLANE: env.CONTROL_PLANE!, CONTROL_PLANE_SECRET: env.CONTROL_PLANE_SECRET ?? "" };
  if (env.CONTROL_PLANE === undefined || bindings.CONTROL_PLANE_SECRET === "") return notFound();
  if (request.method !== "GET" && request.method !== "HEAD") {
    return answerPage(405, noticePage("Mails are read here", "Nothing can be sent to this address."));
  }
  const key = mailPageKey(bindings.CONTROL_PLANE_SECRET);
  const given = url.searchParams.get("key");
  if (given !== null && isSame(given, key)) return keepKey(key);
  if (!isSame(parse(request.headers.get("Cookie") ?? "")[cookieName] ?? "", key)) {
    const detail =
      "Open the address that was printed when the platform was started; local.json in its data has it too.";
    return answerPage(403, noticePage("These mails are not for everyone", detail));
  }
  return answerByControlPlane(url, bindings).catch(unavailable);
}

async function answerByControlPlane(url: URL, bindings: ControlPlaneBindings): Promise<Response> {
  const [, mailId, part] = mailPath.exec(url.pathname) ?? [];
  if (url.pathname !== "/" && mailId === undefined) return notFound();
  const cursor = url.searchParams.get("cursor");
  const query = new URLSearchParams({ limit: String(mailsOnPage), ...(cursor === null ? {} : { cursor }) });
  const path = mailId === undefined ? `/internal/mails?${query}` : `/internal/mails/${mailId}`;
  const response = await callControlPlane(bindings, { kind: "platform" }, path, { timeoutMs: waitMsMax });
  if (!response.ok) {
    await response.body?.cancel();
    return response.status === 404 ? notFound() : unavailable();
  }
  const body: unknown = await response.json();
  if (mailId === undefined) return answerPage(200, listPage(keptMailPageSchema.parse(body), cursor !== null));
  const mail = keptMailContentSchema.parse(body);
  return part === undefined ? answerPage(200, mailPage(mail)) : answerMailHtml(mail.html);
}

/** The key leaves the address, so that it is not in what the browser remembers or shows. */
function keepKey(key: string): Response {
  return new Response(null, {
    status: 303,
    headers: {
      Location: "/",
      "Set-Cookie": `${cookieName}=${key}; Path=/; HttpOnly; SameSite=Lax`,
      "Cache-Control": "no-store",
      "Referrer-Policy": "no-referrer",
    },
  });
}

function isSame(given: string, key: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(key)];
  return a.byteLength === b.byteLength && timingSafeEqual(a, b);
}

function notFound(): Response {
  return answerPage(
    404,
    noticePage("There is no such mail", "It may never have been sent, or its folder was emptied."),
  );
}

function unavailable(): Response {
  const detail = "The control plane does not answer. It may still be coming up: try again shortly.";
  return answerPage(503, noticePage("The mails cannot be read now", detail));
}
