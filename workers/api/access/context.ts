import type { PlatformPermission, TenantPermission, TenantRole } from "#domain/access/index.ts";
import type { Actor, CallOrigin, PersonActor, TenantState } from "#domain/contracts/index.ts";

/**
 * What a route asks of whoever calls it. Nothing below the middleware runs without the context that this stands for:
 * a handler's type says which it is given.
 */
export type Access =
  /** Anyone: only routes listed in `access/public-routes.ts` may be. */
  | { readonly kind: "public" }
  /** A person, whatever tenants they belong to. */
  | { readonly kind: "signed-in" }
  | { readonly kind: "platform"; readonly permission: PlatformPermission }
  | {
      readonly kind: "tenant";
      readonly permission: TenantPermission;
      /** Asked with the platform's token and without a tenant, it is answered for all of them. */
      readonly platformWide?: true;
    }
  /** A tenant, by a website of its own that the path names as `:websiteId`, or else the query as `websiteId`. */
  | { readonly kind: "website"; readonly permission: TenantPermission };

export interface PublicContext {
  readonly kind: "public";
  readonly origin: CallOrigin;
}
export interface SignedInContext {
  readonly kind: "signed-in";
  readonly actor: PersonActor;
  /** The tenant that their token is good for, if any. */
  readonly tenantId: string | null;
  readonly origin: CallOrigin;
}
export interface PlatformContext {
  readonly kind: "platform";
  readonly actor: Actor;
  readonly origin: CallOrigin;
}
/** The control plane at work on a website, beside those who may act by themselves. */
export type TenantActor = Actor | { readonly kind: "control-plane" };

export interface TenantContext {
  readonly kind: "tenant";
  readonly actor: TenantActor;
  readonly tenantId: string;
  /** Null for the platform's people, its token and the control plane. */
  readonly role: TenantRole | null;
  readonly state: TenantState;
  readonly origin: CallOrigin;
}

declare const owned: unique symbol;
/** A website that was found to be the context's tenant's: made by the website scope alone. */
export interface OwnedWebsite {
  readonly websiteId: string;
  readonly tenantId: string;
  readonly [owned]: true;
}
declare const registered: unique symbol;
/** A website that is on its tenant's list, and may therefore be created. */
export interface RegisteredWebsite {
  readonly websiteId: string;
  readonly tenantId: string;
  readonly [registered]: true;
}
export interface WebsiteContext extends Omit<TenantContext, "kind"> {
  readonly kind: "website";
  readonly website: OwnedWebsite;
}

export type Context = PublicContext | SignedInContext | PlatformContext | TenantContext | WebsiteContext;
export type ContextOf<A extends Access> =
  | Extract<Context, { readonly kind: A["kind"] }>
  | (A extends { readonly platformWide: true } ? PlatformContext : never);
