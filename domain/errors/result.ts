/**
 * How expected failures travel: as values, because an error's class and fields do not survive an RPC hop.
 * What is thrown is a fault of ours or of the machine.
 */
export type Result<Value, Code extends FailureCode = FailureCode> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: Failure<Code> };

export interface Failure<Code extends FailureCode = FailureCode> {
  readonly code: Code;
  /** One sentence for the caller: what is wrong and what to do. Holds no secret and no internal detail. */
  readonly detail: string;
  /** Facts a program can use, e.g. `{ activeReleaseId }` of a refused activation. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** A result that is none. */
export type Failed<Code extends FailureCode> = Extract<Result<never, Code>, { readonly ok: false }>;

export type FailureCode = keyof typeof failureCodes;

/**
 * Every expected failure: its HTTP status, the title of its problem document, and whether the same call
 * may succeed later without being changed.
 */
export const failureCodes = {
  "invalid-request": { status: 400, title: "The request is not valid", retryable: false },
  unauthorized: { status: 401, title: "A valid access token is needed", retryable: false },
  "tenant-required": { status: 400, title: "The call needs a tenant", retryable: false },
  "tenant-mismatch": { status: 400, title: "The call names different tenants", retryable: false },
  "sign-in-failed": { status: 401, title: "Signing in failed", retryable: false },
  "tenant-inactive": { status: 403, title: "The tenant is not active", retryable: false },
  "hostname-not-allowed": { status: 403, title: "The hostname is not the tenant's to give", retryable: false },
  forbidden: { status: 403, title: "This is not allowed", retryable: false },
  "route-not-found": { status: 404, title: "There is no such route", retryable: false },
  "tenant-not-found": { status: 404, title: "There is no such tenant", retryable: false },
  "person-not-found": { status: 404, title: "There is no such person", retryable: false },
  "member-not-found": { status: 404, title: "There is no such member", retryable: false },
  "invitation-not-found": { status: 404, title: "There is no such invitation", retryable: false },
  "session-not-found": { status: 404, title: "There is no such session", retryable: false },
  "passkey-not-found": { status: 404, title: "There is no such passkey", retryable: false },
  "website-not-found": { status: 404, title: "There is no such website", retryable: false },
  "release-not-found": { status: 404, title: "There is no such release", retryable: false },
  "change-not-found": { status: 404, title: "There is no such change", retryable: false },
  "deployment-not-found": { status: 404, title: "There is no such deployment", retryable: false },
  "document-version-not-found": { status: 404, title: "There is no such version", retryable: false },
  "document-not-found": { status: 404, title: "There is no such document", retryable: false },
  "record-not-found": { status: 404, title: "There is no such record", retryable: false },
  "publication-not-found": { status: 404, title: "There is no such publication", retryable: false },
  "branch-not-found": { status: 404, title: "There is no such branch", retryable: false },
  "preview-not-found": { status: 404, title: "There is no such preview", retryable: false },
  "asset-not-found": { status: 404, title: "There is no such asset", retryable: false },
  "domain-not-found": { status: 404, title: "The website has no such domain", retryable: false },
  "blob-not-found": { status: 404, title: "There is no such blob", retryable: false },
  "upload-not-found": { status: 404, title: "There is no such upload", retryable: false },
  "export-not-found": { status: 404, title: "There is no such export", retryable: false },
  "import-not-found": { status: 404, title: "There is no such import", retryable: false },
  "media-not-found": { status: 404, title: "There is no such media", retryable: false },
  "method-not-allowed": { status: 405, title: "This method is not allowed here", retryable: false },
  "website-exists": {
    status: 409,
    title: "The website exists with other properties",
    retryable: false,
  },
  "subdomain-taken": { status: 409, title: "The subdomain belongs to another tenant", retryable: false },
  "tenant-exists": { status: 409, title: "The tenant exists with other properties", retryable: false },
  "email-taken": { status: 409, title: "The e-mail address is in use", retryable: false },
  "already-member": { status: 409, title: "The person is a member already", retryable: false },
  "second-factor-exists": { status: 409, title: "There is a second factor already", retryable: false },
  "no-second-factor": { status: 409, title: "There is no second factor", retryable: false },
  "too-many-passkeys": { status: 409, title: "The person has too many passkeys", retryable: false },
  "already-invited": { status: 409, title: "The person is invited already", retryable: false },
  "last-owner": { status: 409, title: "A tenant keeps at least one owner", retryable: false },
  "idempotency-key-reused": { status: 409, title: "The Idempotency-Key was used for another call", retryable: false },
  "invalid-tenant-status": { status: 409, title: "The tenant's status does not allow this", retryable: false },
  "tier-too-low": { status: 409, title: "The tenant's tier does not have this", retryable: false },
  "not-configured": { status: 409, title: "This platform is not configured for it", retryable: false },
  "hostname-taken": {
    status: 409,
    title: "The hostname belongs to another website",
    retryable: false,
  },
  "last-hostname": { status: 409, title: "A website keeps at least one hostname", retryable: false },
  "deployment-exists": {
    status: 409,
    title: "The deployment's id was used for another one",
    retryable: false,
  },
  "release-not-active": {
    status: 409,
    title: "The release to be replaced is no longer active",
    retryable: false,
  },
  "change-conflict": {
    status: 409,
    title: "The change conflicts with one made meanwhile",
    retryable: false,
  },
  "document-exists": { status: 409, title: "The document exists with other content", retryable: false },
  "path-taken": { status: 409, title: "Something else is at this path", retryable: false },
  "translation-taken": { status: 409, title: "Another document has this language", retryable: false },
  "edit-conflict": { status: 409, title: "Somebody else changed the same", retryable: false },
  "invalid-publication-state": {
    status: 409,
    title: "The publication's state does not allow this",
    retryable: false,
  },
  "schedule-order": {
    status: 409,
    title: "It would be published only after it was taken off",
    retryable: false,
  },
  "invalid-document-state": { status: 409, title: "The document's state does not allow this", retryable: false },
  "branch-closed": { status: 409, title: "The branch has become a change", retryable: false },
  "batch-out-of-order": { status: 409, title: "Batches before this one are missing", retryable: false },
  "nothing-changed": { status: 409, title: "Nothing was changed", retryable: false },
  "too-many-scheduled": { status: 409, title: "Too many publications wait for their time", retryable: false },
  "too-many-secrets": { status: 409, title: "The tenant keeps too many secrets", retryable: false },
  "too-many-branches": { status: 409, title: "The website has too many branches", retryable: false },
  "invalid-transition": {
    status: 409,
    title: "The website's status does not allow this",
    retryable: false,
  },
  "invalid-import-status": {
    status: 409,
    title: "The import's status does not allow this",
    retryable: false,
  },
  "invalid-export-status": {
    status: 409,
    title: "The export's status does not allow this",
    retryable: false,
  },
  "invalid-upload-status": {
    status: 409,
    title: "The upload's status does not allow this",
    retryable: false,
  },
  "upload-incomplete": { status: 409, title: "Parts of the upload are missing", retryable: false },
  "media-in-use": { status: 409, title: "The media is in use", retryable: false },
  "website-deleted": { status: 410, title: "The website was deleted", retryable: false },
  "invitation-expired": { status: 410, title: "The invitation is no longer good", retryable: false },
  "link-expired": { status: 410, title: "The link is no longer good", retryable: false },
  "version-mismatch": { status: 412, title: "It was changed meanwhile", retryable: false },
  "precondition-required": { status: 428, title: "The call needs an If-Match header", retryable: false },
  "payload-too-large": { status: 413, title: "The request is too large", retryable: false },
  "unsupported-media-type": {
    status: 415,
    title: "The media type is not supported",
    retryable: false,
  },
  "password-refused": { status: 422, title: "The password is not good enough", retryable: false },
  "media-refused": { status: 422, title: "The file is not taken", retryable: false },
  "digest-mismatch": { status: 422, title: "The bytes do not have this digest", retryable: false },
  "invalid-record": { status: 422, title: "A record of the content is not valid", retryable: false },
  "invalid-kubeconfig": { status: 422, title: "The kubeconfig is not taken", retryable: false },
  "invalid-theme": { status: 422, title: "The theme is not valid", retryable: false },
  "quota-exceeded": { status: 429, title: "The tenant's quota is used up", retryable: false },
  "too-many-requests": { status: 429, title: "Too many requests", retryable: true },
  "provisioning-failed": { status: 502, title: "The tenant could not be made", retryable: false },
  internal: { status: 500, title: "Something went wrong on our side", retryable: true },
  "tenant-unavailable": { status: 503, title: "The tenant cannot be reached", retryable: true },
  "cluster-unavailable": { status: 503, title: "The tenant's cluster cannot be reached", retryable: true },
  "website-unavailable": { status: 503, title: "The website is not available", retryable: true },
  "control-plane-unavailable": {
    status: 503,
    title: "The control plane cannot be reached",
    retryable: true,
  },
  "uploads-busy": { status: 503, title: "Too many parts are being received", retryable: true },
  "storage-full": { status: 507, title: "There is no room left to store this", retryable: true },
} as const satisfies Record<string, { status: number; title: string; retryable: boolean }>;

export function ok<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

export function fail<Code extends FailureCode>(
  code: Code,
  detail: string,
  facts?: Failure["facts"],
): { readonly ok: false; readonly failure: Failure<Code> } {
  return { ok: false, failure: facts === undefined ? { code, detail } : { code, detail, facts } };
}
