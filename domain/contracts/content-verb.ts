import type { ContentActor } from "#domain/editing/index.ts";
import type { Actor, CallOrigin } from "./assertion.ts";
import type { FailureCode, Result } from "#domain/errors/index.ts";

/** One thing that a Tenant object does with its tenant's content: what it is given and what it answers. */
export interface ContentVerb<Input, Value, Code extends FailureCode = never> {
  readonly input: Input;
  readonly answer: Result<Value, Code | "tenant-unavailable">;
}

/** The website has been found to be the tenant's before. */
export interface OfWebsite {
  readonly websiteId: string;
}
export interface ByActor {
  readonly actor: ContentActor;
}
/** Who asks, and from where, as the audit log has it; null for the platform at work by itself. */
export interface Audited {
  readonly audit: { readonly actor: Actor; readonly origin: CallOrigin } | null;
}
