import {
  assertionAudience,
  assertionLifetimeSeconds,
  eventReceiptSchema,
  type Assertion,
  type EventBatch,
} from "#domain/contracts/index.ts";
import { SignJWT } from "jose";

/** The bindings that reach the control plane. The address is never used to connect: the binding is. */
export interface ControlPlaneBindings {
  readonly CONTROL_PLANE: { fetch(url: string, init: RequestInit): Promise<Response> };
  /** Shared with the control plane, at least 32 characters. */
  readonly CONTROL_PLANE_SECRET: string;
}

/** A signed statement of who is asking, good for a minute. @param now milliseconds since the epoch */
export function signAssertion(assertion: Assertion, secret: string, now: number): Promise<string> {
  const nowSeconds = Math.floor(now / 1_000);
  return new SignJWT({ ...assertion })
    .setProtectedHeader({ alg: "HS256" })
    .setAudience(assertionAudience)
    .setIssuedAt(nowSeconds)
    .setExpirationTime(nowSeconds + assertionLifetimeSeconds)
    .sign(new TextEncoder().encode(secret));
}

/**
 * Calls the control plane. Throws when it cannot be reached or has not answered in time; its refusals are
 * answers like others.
 *
 * @param path e.g. `/internal/websites?limit=50`
 */
export async function callControlPlane(
  bindings: ControlPlaneBindings,
  assertion: Assertion,
  path: string,
  options: { readonly body?: unknown; readonly timeoutMs: number },
): Promise<Response> {
  const token = await signAssertion(assertion, bindings.CONTROL_PLANE_SECRET, Date.now());
  const headers: Record<string, string> = { Authorization: `Bearer ${token}` };
  if (options.body !== undefined) headers["Content-Type"] = "application/json";
  return bindings.CONTROL_PLANE.fetch(`http://control-plane${path}`, {
    method: options.body === undefined ? "GET" : "POST",
    headers,
    body: options.body === undefined ? null : JSON.stringify(options.body),
    signal: AbortSignal.timeout(options.timeoutMs),
  });
}

/**
 * Delivers events of a website's outbox, to be called by its alarm until it succeeds.
 *
 * @returns the highest sequence stored of this epoch: all up to it may be forgotten, the next is to be sent
 * Throws when they were not taken; calling again later is safe, since each is applied once.
 */
export async function deliverEvents(
  bindings: ControlPlaneBindings,
  batch: EventBatch,
  timeoutMs = 10_000,
): Promise<number> {
  const { websiteId, tenantId } = batch;
  const assertion: Assertion = { kind: "website", websiteId, tenantId };
  const response = await callControlPlane(bindings, assertion, "/internal/events", {
    body: batch,
    timeoutMs,
  });
  if (!response.ok) {
    await response.body?.cancel();
    throw new Error(`the control plane answered ${response.status} to the events of ${websiteId}`);
  }
  return eventReceiptSchema.parse(await response.json()).acknowledged;
}
