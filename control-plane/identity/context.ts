import type { Database, Transaction } from "../database/index.ts";
import type { PushServices } from "../services/tenants/index.ts";
import type { Auth, AuthHooks } from "./auth.ts";
import type { Limits } from "./limits.ts";
import type { IdentityKeys } from "./identity-keys.ts";

/** What all that has to do with people is done with. */
export interface IdentityServices extends PushServices {
  readonly limits: Limits;
  /** Read once from the database. */
  keys(): Promise<IdentityKeys>;
  /** Where people are: links in mails lead there. */
  readonly appOrigin: string;
  /** Where calls with cookies may come from. */
  readonly trustedOrigins: ReadonlySet<string>;
  /** Whether cookies are for HTTPS alone. */
  readonly isSecure: boolean;
  /** The identity library at work within a transaction. */
  auth(on: Database | Transaction, hooks?: AuthHooks): Promise<Auth>;
  /** Makes what a new tenant needs. A job does so if this service does not live to. */
  provisionTenant(tenantId: string): Promise<void>;
  /** Milliseconds since the epoch. */
  now(): number;
}
