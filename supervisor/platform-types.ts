import type { DataDirectory } from "./data-directory.ts";

export interface PlatformOptions {
  /** Made when it is missing; one platform at a time may use it. */
  readonly dataDirectory: string;
  /** The only port to take, 0 for any; left out, 8787 or the next free one. */
  readonly port?: number | undefined;
  /** Edge processes; left out, one a core. */
  readonly edges?: number | undefined;
  /** State processes; fixed at the first start, 1 when left out there. */
  readonly states?: number | undefined;
  /** False to run without the database and the control plane that needs it: sites and releases do without both. */
  readonly postgres?: boolean | undefined;
  /** More environment variables for every process. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** Told problems, a sentence each; left out, the console. */
  readonly log?: ((sentence: string) => void) | undefined;
}

export interface Platform {
  readonly port: number;
  readonly urls: {
    /**
     * Base of the API, without slash at the end: `http://api.localhost:8788/api/v1`. It has a port and an edge of
     * its own, so that visitors in numbers do not hold it up; the sites' port answers it as well.
     */
    readonly api: string;
    /** The page of the mails that were sent, with the key that opens it; null where they are delivered. */
    readonly mails: string | null;
  };
  /** The bearer token of the API. */
  readonly token: string;
  readonly directory: DataDirectory;
  /** Where the unix sockets are. */
  readonly runDirectory: string;
  /** As they are now; a pid is null while its process is being started again. */
  readonly processes: readonly { readonly name: string; readonly pid: number | null }[];
  /** Resolves once the process answers, all of them when no name is given. Fails after a minute. */
  untilHealthy(name?: string): Promise<void>;
  /** A killed process comes back by itself. */
  kill(name: string, signal: NodeJS.Signals): void;
  /** Stops one process in its orderly way and resolves once the next one answers. */
  restart(name: string): Promise<void>;
  /** Stops all, bounded in time. A second call waits for the first. */
  stop(): Promise<void>;
}
