import type { AccessToken } from "#domain/access/index.ts";
import type { Guesser, WebsiteRpc } from "#domain/contracts/index.ts";
import type { Digest } from "#domain/digest/index.ts";
import type { Result } from "#domain/errors/index.ts";
import type { BlobStore } from "#durable-objects/support/blobs/index.ts";
import type { OwnedWebsite, RegisteredWebsite } from "./access/context.ts";
import type { ControlPlane } from "./control-plane-client.ts";
import type { Tenancy } from "./tenancy.ts";

/** What handlers reach the rest of the platform through. */
export interface ApiServices extends Tenancy {
  /**
   * Calls a website's object, for up to 2 s again while its process is starting: a call must be one that may
   * be repeated. Throws a `WebsiteUnavailable` after that.
   */
  onWebsite<Value>(website: OwnedWebsite, call: (website: WebsiteRpc) => Promise<Value>): Promise<Value>;
  /** The same for a website that is about to be created. */
  onNewWebsite<Value>(website: RegisteredWebsite, call: (website: WebsiteRpc) => Promise<Value>): Promise<Value>;
  /** The tenant that owns the website; null when there is no such website. That never changes, so it is kept. */
  ownerOf(websiteId: string): Promise<string | null>;
  /** The website that a hostname belongs to; null for none. */
  holderOf(hostname: string): Promise<string | null>;
  /** What an access token says; null when it is none. Throws a `KeysUnavailable` when that cannot be told. */
  accessTokenOf(token: string): Promise<AccessToken | null>;
  /** Counts a call that was refused as a guess is, for all edges alike; refuses once there were too many. */
  countRefusal(guesser: Guesser): Promise<Result<null, "too-many-requests">>;
  /** The same without counting, as far as is known here. */
  checkRefusals(guesser: Guesser): Result<null, "too-many-requests">;
  readonly blobs: BlobStore;
  /** Null where no control plane is configured. */
  readonly controlPlane: ControlPlane | null;
  /** The theme of websites created without one; null where none is configured. */
  readonly defaultTheme: Digest | null;
  /** The name at which this API is: no website may have it. */
  readonly apiHostname: string;
  /** The domain below which tenants' websites have their names, `<site>.<tenant>.<sites' domain>`. */
  readonly sitesDomain: string;
  /** The header that tells a client's address; null when none can be trusted. */
  readonly clientAddressHeader: string | null;
  /** SHA-256 of the platform's token, 64 hex digits. */
  readonly platformTokenSha256: string;
  /** Shared with the control plane; null where none is configured. */
  readonly controlPlaneSecret: string | null;
  /** Where visitors reach a hostname, e.g. `http://bakery.localhost:8787`. */
  siteOrigin(hostname: string): string;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** What the middleware for every request provides. Contexts are not among it: see `middleware/access.ts`. */
export interface ApiVariables {
  readonly requestId: string;
  readonly services: ApiServices;
}
