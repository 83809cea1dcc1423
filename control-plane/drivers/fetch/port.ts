/** A file that was fetched from the public web. */
export interface FetchedFile {
  readonly bytes: number;
  /** SHA-256 in hex. */
  readonly digest: string;
  /** As the server said, without parameters; null when it did not. */
  readonly contentType: string | null;
  /** Where it was in the end, after redirects. */
  readonly url: string;
}

export type FetchOutcome =
  | { readonly ok: true; readonly file: FetchedFile }
  /** `unreachable`: nobody answered there at all, so that others at the same host are not worth a try. */
  | { readonly ok: false; readonly reason: string; readonly unreachable: boolean };

/** Fetches files from addresses that nobody vouches for: public ones only, within bounds of size and time. */
export interface FetchGateway {
  /** Writes the file to `path`, which must not exist; nothing is there after a failure. Never throws but when aborted. */
  fetchFile(url: string, path: string, signal: AbortSignal): Promise<FetchOutcome>;
  close(): Promise<void>;
}
