import { sha256 } from "#domain/digest/index.ts";
import { ok } from "#domain/errors/index.ts";
import { refuse, type Refused } from "./answer.ts";
import type { Context } from "./access/context.ts";

const keyPattern = /^[\x21-\x7e]{1,255}$/;

/**
 * The id of what a call makes: the one in its body, else the one its `Idempotency-Key` header stands for;
 * null when it has neither.
 *
 * @param purpose what is made and within what, e.g. `deployment of <website id>`
 */
export function idFor(
  call: { readonly context: Context; readonly idempotencyKey: string | null },
  given: string | undefined,
  purpose: string,
): { readonly ok: true; readonly value: string | null } | Refused {
  if (given !== undefined) return ok(given);
  if (call.idempotencyKey === null) return ok(null);
  if (!keyPattern.test(call.idempotencyKey)) {
    const message = "must be 1 to 255 printable ASCII characters without spaces";
    return refuse([{ location: "header.Idempotency-Key", message }]);
  }
  return ok(idOfKey(scopeOf(call.context), purpose, call.idempotencyKey));
}

/** Within what a key is the caller's own: two tenants, or two people of one, may choose the same. */
function scopeOf(context: Context): string {
  const actor = "actor" in context ? context.actor : null;
  const who = actor === null ? "anyone" : actor.kind === "person" ? actor.personId : actor.kind;
  return JSON.stringify([who, "tenantId" in context ? context.tenantId : null]);
}

/**
 * The id that a caller's key stands for: a UUID version 8 made of the SHA-256 of both and of what is being
 * made, so that a repeated call names the same thing and the object answers as it did the first time.
 */
function idOfKey(scope: string, purpose: string, key: string): string {
  const hex = sha256(JSON.stringify([scope, purpose, key]));
  const variant = "89ab".charAt(Number.parseInt(hex.charAt(16), 16) & 3);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
