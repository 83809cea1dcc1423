import type { JWK } from "jose";
import { z } from "zod";
import {
  websiteSummaryPageSchema,
  type CallOrigin,
  type Guesser,
  type Page,
  type WebsiteSummary,
} from "#domain/contracts/index.ts";
import { callControlPlane, type ControlPlaneBindings } from "#durable-objects/support/control-plane-client.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import type { Context, WebsiteContext } from "./access/context.ts";
import type { Handled } from "./answer.ts";
import { passOn, passOnCall } from "./pass-on-call.ts";
import { passSigned } from "./pass-signed.ts";
import type { BodyStream } from "./route.ts";

/** A call about a website, passed on as it came. */
export interface WebsiteCall {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Below the control plane's address, with its query. */
  readonly path: string;
  readonly stream?: BodyStream;
}

/** A call that the control plane answers, as `passOnRoute` hands it over. */
export interface PassedOnCall {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below the control plane's address, without query. */
  readonly path: string;
  readonly query: Readonly<Record<string, unknown>>;
  /** Undefined for none. */
  readonly body: unknown;
  /** Those of the request: `Idempotency-Key`, `If-Match`, `If-None-Match` and `Last-Event-ID` go along, `Cookie` and `Origin` if asked for. */
  readonly headers: Headers;
  readonly cookies: boolean;
}

/** What the API asks of the control plane. */
export interface ControlPlane {
  /** @param input the query of `GET /websites`, with the tenant whose they are */
  listWebsites(
    input: Readonly<Record<string, string | number | undefined>>,
  ): Promise<Result<Page<WebsiteSummary>, "control-plane-unavailable" | "invalid-request">>;
  /** Whatever it answers to someone at work on this website. */
  callFor(context: WebsiteContext, call: WebsiteCall): Promise<Handled>;
  /** Whatever it answers to whom the context names. Its refusals are refusals; silence is `control-plane-unavailable`. */
  passOn(context: Context, call: PassedOnCall): Promise<Handled>;
  /** Passes a request on that its address was signed for, and what is answered back, whatever either is. */
  passSigned(request: Request, origin: CallOrigin): Promise<Response>;
  /** The public keys that access tokens are signed with; null when it does not tell. */
  signingKeys(): Promise<readonly JWK[] | null>;
  /** Counts a refused call. After how many seconds the next may be made; null when at once, and while it is away. */
  countRefusal(guesser: Guesser): Promise<number | null>;
  /** Whether it answers, and can reach its database. */
  isHealthy(): Promise<boolean>;
}

const jwksSchema = z.object({
  keys: z.array(z.object({ kty: z.string(), crv: z.string().optional(), x: z.string().optional(), kid: z.string() })),
});

/** Whoever is refused does not wait for longer to be. */
const countMsMax = 2_000;

/** @param timeoutMs after which it counts as out of reach */
export function controlPlaneOf(bindings: ControlPlaneBindings, timeoutMs = 3_000): ControlPlane {
  const call = (path: string) =>
    callControlPlane(bindings, { kind: "platform" }, path, { timeoutMs }).catch(() => null);
  return {
    async listWebsites(input) {
      const query = new URLSearchParams();
      for (const [name, value] of Object.entries(input)) if (value !== undefined) query.set(name, String(value));
      const response = await call(`/internal/websites?${query}`);
      if (response?.ok === true) {
        return ok(websiteSummaryPageSchema.parse(await response.json()));
      }
      await response?.body?.cancel();
      return response?.status === 400
        ? fail("invalid-request", "The query parameter 'cursor' is not one that a list gave.")
        : fail("control-plane-unavailable", "The list of websites cannot be read now. Try again shortly.");
    },
    callFor: (context, call) => passOnCall(bindings, context, call),
    passOn: (context, call) => passOn(bindings, context, call),
    passSigned: (request, origin) => passSigned(bindings, request, origin),
    async signingKeys() {
      const response = await call("/internal/jwks");
      const body: unknown = await response?.json().catch(() => null);
      return response?.ok === true ? (jwksSchema.safeParse(body).data?.keys ?? null) : null;
    },
    async countRefusal(guesser) {
      const options = { body: guesser, timeoutMs: countMsMax };
      const counted = callControlPlane(bindings, { kind: "platform" }, "/internal/refused-calls", options);
      // One that is away counts nothing; one that has too much to do may be kept from counting by whoever guesses.
      const response = await counted.catch((error: Error) => error.name);
      if (typeof response === "string") return response === "TimeoutError" ? 1 : null;
      await response.body?.cancel();
      return response.status === 429 ? Math.max(1, Number(response.headers.get("Retry-After"))) : null;
    },
    async isHealthy() {
      const response = await call("/health");
      await response?.body?.cancel();
      return response?.ok === true;
    },
  };
}
