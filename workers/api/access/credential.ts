import type { AccessToken } from "#domain/access/index.ts";

/** By what a call is recognised. */
export type Credential =
  /** The platform's own token. */
  | { readonly kind: "platform-token" }
  /** What a person's session was exchanged for. */
  | { readonly kind: "access-token"; readonly claims: AccessToken }
  /** The control plane, at work on one website. */
  | { readonly kind: "control-plane"; readonly websiteId: string; readonly tenantId: string }
  /** The control plane, telling of one tenant's state. */
  | { readonly kind: "tenant-state"; readonly tenantId: string };

/** The tenant that the credential is good for: null for none, undefined for any. */
export function tenantClaimed(credential: Credential): string | null | undefined {
  switch (credential.kind) {
    case "platform-token":
      return undefined;
    case "access-token":
      return credential.claims.tid;
    case "control-plane":
    case "tenant-state":
      return credential.tenantId;
  }
}

/** Who it is, in a word or by their id, for logs. */
export function describeCredential(credential: Credential): string {
  return credential.kind === "access-token" ? credential.claims.sub : credential.kind;
}
