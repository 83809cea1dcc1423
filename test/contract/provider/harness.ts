import type { TenantProvider, TenantResources } from "#control-plane/drivers/provider/index.ts";

export type ClosableProvider = TenantProvider & { close?(): Promise<void> | void };

/** Something done behind the platform's back. */
export interface DriftKind {
  /** What is wrong then, e.g. "a widened rule". */
  readonly name: string;
  make(tenant: TenantResources): Promise<void>;
}

/** What a tenant tried at another's things: `refused`, or what it got. */
export interface Trespass {
  readonly tried: string;
  readonly outcome: "refused" | (string & {});
}

/** A driver with its real server, and what the suite needs to know of them. */
export interface ProviderHarness {
  readonly provider: ClosableProvider;
  /** The wire to the server; null where there is none, as to a directory. */
  readonly wire: null | {
    readonly host: string;
    readonly port: number;
    readonly tls?: { readonly cert: string; readonly key: string };
    /** What the server answers a call, whichever, that it is too busy for or fails at; by what that is. */
    readonly busy: Readonly<Record<string, string>>;
    /** The same driver to the same server by another address. `timeoutMs` is for each of its calls. */
    connect(port: number, timeoutMs: number): ClosableProvider;
  };
  readonly drifts: readonly DriftKind[];
  /** Puts something there that is the tenant's, with its own credentials where it has any. */
  leaveMark(tenant: TenantResources): Promise<void>;
  /** Whether it is there, and the tenant can get at it. */
  findMark(tenant: TenantResources): Promise<boolean>;
  /** Every way that one tenant's credentials may be tried at another's things. None where it has no credentials. */
  trespass(mine: TenantResources, theirs: TenantResources): Promise<readonly Trespass[]>;
  stop(): Promise<void>;
}
