import type { Result } from "#domain/errors/index.ts";

/** How many directory objects hold the hostnames: a flood of random hosts must not meet on one. */
export const directoryShards = 64;

/** A shard of the hostname directory, by RPC. */
export interface DirectoryRpc {
  /** Gives the hostname to the website unless another has it. Idempotent. */
  claim(hostname: string, websiteId: string): Promise<Result<null, "hostname-taken">>;
  /** Gives it up, if the website has it. Idempotent. */
  release(hostname: string, websiteId: string): Promise<void>;
  resolve(hostname: string): Promise<string | null>;
}
