import { createExecutionContext, env, waitOnExecutionContext } from "cloudflare:test";
import { exportJWK, generateKeyPair, SignJWT, type JWTHeaderParameters } from "jose";
import { accessTokenAudience, accessTokenIssuer, platformTenantId, type AccessToken } from "#domain/access/index.ts";
import { edgeAssertionAudience, problemOf } from "#domain/contracts/index.ts";
import { sha256 } from "#domain/digest/index.ts";
import { activeState } from "#test/support/tenant-states.ts";
import { apiHandler, type ApiBindings } from "#workers/api/index.ts";
import { admitTenant, origin, uploadTheme } from "./call-api.ts";

const secret = "the-secret-of-edge-and-control-plane";
export const platformToken = "the-platform's-own-token".replaceAll("'", "-");

/** A pair of keys under an id, as the control plane has them. */
export async function newKey(kid: string = crypto.randomUUID()) {
  const { publicKey, privateKey } = await generateKeyPair("EdDSA", { crv: "Ed25519", extractable: true });
  return { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: "EdDSA", use: "sig" } };
}
export type Key = Awaited<ReturnType<typeof newKey>>;

export function claimsOf(claims: Partial<AccessToken> = {}): AccessToken {
  const now = Math.floor(Date.now() / 1_000);
  return {
    sub: crypto.randomUUID(),
    sid: crypto.randomUUID(),
    tid: null,
    role: null,
    platformRole: null,
    epoch: 0,
    platformEpoch: 0,
    imp: null,
    iat: now,
    exp: now + 300,
    ...claims,
  };
}

export interface Signed {
  readonly header?: Partial<JWTHeaderParameters>;
  readonly issuer?: string;
  readonly audience?: string;
}

export function signToken({ kid, privateKey }: Key, claims: AccessToken, signed: Signed = {}): Promise<string> {
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: "EdDSA", kid, ...signed.header })
    .setIssuer(signed.issuer ?? accessTokenIssuer)
    .setAudience(signed.audience ?? accessTokenAudience)
    .sign(privateKey);
}

/** What the control plane signs when it asks the edge. */
export function signAssertion(assertion: object, by: { readonly secret?: string; readonly audience?: string } = {}) {
  return new SignJWT({ ...assertion })
    .setProtectedHeader({ alg: "HS256" })
    .setAudience(by.audience ?? edgeAssertionAudience)
    .setIssuedAt()
    .setExpirationTime("60s")
    .sign(new TextEncoder().encode(by.secret ?? secret));
}

/**
 * An edge of its own memory, with a control plane that tells its keys, counts refused calls, takes files, and does nothing else.
 * Tenants and the platform's own are at work unless a test says otherwise.
 */
export async function startEdge(key?: Key) {
  const keys = [key ?? (await newKey())];
  const asked: string[] = [];
  let isAway = false;
  let isHung = false;
  let refusalsMax = Number.POSITIVE_INFINITY;
  const imported: string[] = [];
  const refused = new Map<string, number>();
  const fetch = async (url: string, init?: RequestInit): Promise<Response> => {
    const { pathname } = new URL(url);
    asked.push(pathname);
    if (isAway) throw new Error("the control plane is away");
    if (isHung)
      await new Promise((_, reject) => init?.signal?.addEventListener("abort", () => reject(init.signal?.reason)));
    if (pathname === "/internal/jwks") return Response.json({ keys: keys.map(({ jwk }) => jwk) });
    if (pathname === "/internal/refused-calls") {
      const times = (refused.get(init?.body as string) ?? 0) + 1;
      refused.set(init?.body as string, times);
      return new Response(null, times > refusalsMax ? { status: 429, headers: { "Retry-After": "42" } } : {});
    }
    if (pathname === "/internal/imports") {
      // What is cut off is not kept.
      imported.push(await new Response(init?.body).text());
      return Response.json({ importId: crypto.randomUUID() }, { status: 202 });
    }
    const detail = "This control plane does nothing.";
    return Response.json(problemOf({ code: "control-plane-unavailable", detail }, "x"), { status: 503 });
  };
  const bindings = {
    ...env,
    PLATFORM_TOKEN_SHA256: sha256(platformToken),
    CONTROL_PLANE: { fetch } as unknown as Fetcher,
    CONTROL_PLANE_SECRET: secret,
  } as unknown as ApiBindings;
  await admitTenant(activeState(platformTenantId));
  const call = async (method: string, path: string, given: CallGiven = {}): Promise<Response> => {
    const headers = new Headers(given.headers);
    if (given.token !== undefined) headers.set("Authorization", `Bearer ${given.token}`);
    if (given.tenantId !== undefined) headers.set("X-Tenant-ID", given.tenantId);
    if (given.body !== undefined || given.stream !== undefined)
      headers.set("Content-Type", given.contentType ?? "application/json");
    const body = given.stream ?? (given.body === undefined ? null : JSON.stringify(given.body));
    const context = createExecutionContext();
    const at = path.startsWith("/_hotswap/") ? path : `/api/v1${path}`;
    const response = await apiHandler(new Request(origin + at, { method, headers, body }), bindings, context);
    await waitOnExecutionContext(context);
    return response;
  };
  return {
    keys,
    asked,
    /** Files that came whole. */
    imported,
    call,
    /** After so many refused calls of one person or address there are too many. */
    limitRefusals: (max: number) => void (refusalsMax = max),
    setHung: (hung: boolean) => void (isHung = hung),
    setAway: (away: boolean) => void (isAway = away),
    sign: (claims: Partial<AccessToken>, signed?: Signed) => signToken(keys[0]!, claimsOf(claims), signed),
  };
}
export type Edge = Awaited<ReturnType<typeof startEdge>>;

interface CallGiven {
  readonly token?: string;
  readonly tenantId?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** In place of a body, one that takes its time. */
  readonly stream?: ReadableStream<Uint8Array>;
  /** JSON unless told. */
  readonly contentType?: string;
}

/** A tenant that is at work, with a website. */
export async function newTenant(edge: Edge) {
  const tenantId = crypto.randomUUID();
  await admitTenant(activeState(tenantId));
  const theme = await uploadTheme(tenantId);
  const hostname = `${crypto.randomUUID()}.localhost`;
  const body = { name: "Bakery", hostnames: [hostname], theme };
  const created = await edge.call("POST", "/websites", { token: platformToken, tenantId, body });
  if (created.status !== 201) throw new Error(await created.text());
  const { websiteId } = (await created.json()) as { websiteId: string };
  return { tenantId, websiteId, hostname };
}
