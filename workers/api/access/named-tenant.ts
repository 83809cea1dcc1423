import { fail, ok, type Result } from "#domain/errors/index.ts";
import { tenantIdSchema } from "#domain/ids/index.ts";

/**
 * The one tenant that a call names; null for none.
 *
 * @param header what `X-Tenant-ID` says; null without it
 * @param claim the tenant that the credential is good for: null when it is good for none, undefined when for any
 */
export function namedTenant(
  header: string | null,
  claim: string | null | undefined,
): Result<string | null, "invalid-request" | "tenant-mismatch"> {
  if (header === null) return ok(claim ?? null);
  const tenantId = tenantIdSchema.safeParse(header);
  if (!tenantId.success) return fail("invalid-request", "header.X-Tenant-ID: must be a UUID");
  if (claim === undefined || claim === tenantId.data) return ok(tenantId.data);
  return fail(
    "tenant-mismatch",
    claim === null
      ? "The token is good for no tenant, and the header 'X-Tenant-ID' names one: exchange the session for a token of it."
      : "The token is good for another tenant than the one that the header 'X-Tenant-ID' names.",
  );
}
