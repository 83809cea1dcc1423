import type { AssetRead, ReadEvent } from "../checker/index.ts";
import { monotonicMs } from "./clock.ts";
import { Connection, type Answer } from "./connection.ts";
import { assetsIn, markerIn } from "./find-in-body.ts";

/** How long a request may stay unanswered, and how long a visitor waits after one that failed, in milliseconds. */
const silenceMsMax = 15_000;
const retryAfterMs = 10;

export interface VisitorOptions {
  readonly name: string;
  readonly websiteId: string;
  readonly address: { readonly host: string; readonly port: number };
  readonly hostHeader: string;
  readonly paths: readonly string[];
  /** More request headers, e.g. the cookie that carries the bucket. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bucket: number | null;
  /** Every how many pages its assets are fetched too; 0 for never. */
  readonly assetsEvery: number;
  readonly onRead: (read: ReadEvent) => void;
  readonly onFault: (fault: unknown) => void;
}

/** A visitor: asks for one page after the other on a connection of their own, until told to stop. */
export class Visitor {
  readonly #options: VisitorOptions;
  readonly #connection: Connection;
  readonly #requests: readonly string[];
  readonly #stopped = Promise.withResolvers<void>();
  #pages = 0;
  #sentAt = 0;
  #isStopping = false;

  constructor(options: VisitorOptions) {
    this.#options = options;
    this.#connection = new Connection(options.address, options.onFault);
    this.#requests = options.paths.map((path) => this.#requestFor(path));
    this.#askForPage();
  }

  /** Lets the request under way finish. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#stopped.promise;
    this.#connection.close();
  }

  /** Stops at once; a request under way is given up. */
  abandon(): void {
    this.#isStopping = true;
    this.#connection.close();
  }

  /** Gives up a request that has been unanswered for too long; to be called now and then. */
  giveUpSilence(): void {
    if (monotonicMs() - this.#sentAt > silenceMsMax) this.#connection.close();
  }

  #askForPage(): void {
    if (this.#isStopping) return this.#stopped.resolve();
    const which = this.#pages++ % this.#requests.length;
    const received = this.#sent();
    this.#connection.send(this.#requests[which]!, (answer) => {
      const read = this.#readOf(answer, this.#options.paths[which]!, received);
      const { assetsEvery } = this.#options;
      if (assetsEvery > 0 && this.#pages % assetsEvery === 0 && answer.status === 200) {
        this.#askForAssets(read, assetsIn(answer.body), []);
      } else {
        this.#finish(read);
      }
    });
  }

  #askForAssets(
    read: ReadEvent,
    left: readonly { readonly path: string; readonly digest: string }[],
    assets: readonly AssetRead[],
  ): void {
    const [asset, ...rest] = left;
    if (asset === undefined) return this.#finish({ ...read, assets });
    this.#sent();
    this.#connection.send(this.#requestFor(asset.path), ({ status, body }) => {
      // An asset whose connection broke says nothing about releases; the page it belongs to is kept.
      if (status === 0) return this.#finish({ ...read, assets });
      const fetched = { digest: asset.digest, status, marker: markerIn(body) };
      this.#askForAssets(read, rest, [...assets, fetched]);
    });
  }

  #finish(read: ReadEvent): void {
    this.#options.onRead(read);
    const isFailed = read.status === 0 || read.status >= 500;
    if (isFailed) setTimeout(() => this.#askForPage(), retryAfterMs);
    else this.#askForPage();
  }

  #sent(): number {
    this.#sentAt = monotonicMs();
    return this.#sentAt;
  }

  #readOf({ status, releaseId, body }: Answer, path: string, received: number): ReadEvent {
    return {
      type: "read",
      websiteId: this.#options.websiteId,
      visitor: this.#options.name,
      connection: this.#connection.connects,
      path,
      received,
      answered: monotonicMs(),
      status,
      releaseId,
      marker: markerIn(body),
      bucket: this.#options.bucket,
    };
  }

  #requestFor(path: string): string {
    const headers = Object.entries({ Host: this.#options.hostHeader, ...this.#options.headers });
    return `GET ${path} HTTP/1.1\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`;
  }
}
