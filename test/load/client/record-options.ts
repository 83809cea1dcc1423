import type { DisturbanceEvent } from "../checker/index.ts";
import type { SwapStep } from "./swap-rhythm.ts";

export interface RecordOptions {
  /** Where the platform listens, e.g. `http://127.0.0.1:8787`. */
  readonly origin: string;
  /** The website's name and port, as its visitors write them: `blog.demo.localhost:8787`. */
  readonly host: string;
  /** Where the API is, e.g. `http://api.localhost:8788/api/v1`; left out, `api.localhost` at the origin's port. */
  readonly apiUrl?: string;
  readonly token: string;
  readonly websiteId: string;
  /** How many visitors ask at once, each on a connection of their own. */
  readonly connections: number;
  /** The recording ends when this long has passed or so many requests were answered; with neither, after the swaps. */
  readonly durationMs?: number;
  readonly requests?: number;
  readonly swaps?: SwapPlan;
  /** How many WebSockets watch; 8 when left out. */
  readonly sockets?: number;
  /** Every how many pages a visitor fetches its assets too; 100 when left out, 0 for never. */
  readonly assetsEvery?: number;
  /** More request headers of a visitor, and their bucket if it is known. */
  readonly visitor?: (number: number) => {
    readonly headers?: Readonly<Record<string, string>>;
    readonly bucket?: number;
  };
  /** What is disturbed on purpose meanwhile, in times of `monotonicMs`; read at the end. */
  readonly disturbances?: readonly DisturbanceEvent[];
  /** Told about once a second. */
  readonly onProgress?: (progress: { readonly requests: number; readonly swaps: number }) => void;
  /** Ends the recording early. */
  readonly signal?: AbortSignal;
}

export interface SwapPlan {
  /** From the end of a swap to the call of the next, in milliseconds. */
  readonly pauseMs: number;
  /** The recording does not end before so many were made; as many as fit when left out. */
  readonly count?: number;
  /** Repeated until the end; mostly activations when left out, one in five undone. */
  readonly rhythm?: readonly SwapStep[];
  /** Told just before each call that changes something. */
  readonly onCall?: (step: SwapStep) => void;
  /** How many releases, pages and bytes of text a page: 8, 4 and 8,000 when left out. */
  readonly releases?: number;
  readonly pages?: number;
  readonly pageBytes?: number;
  /** The digest of the theme of the release with this marker; left out, all have the website's. */
  readonly themeOf?: (marker: string) => string;
}
