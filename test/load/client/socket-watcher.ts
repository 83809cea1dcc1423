import { WebSocket } from "ws";
import type { SocketEvent } from "../checker/index.ts";
import { monotonicMs } from "./clock.ts";

/** How long a watcher waits before it connects again, in milliseconds. */
const reconnectAfterMs = 50;

export interface SocketWatcherOptions {
  readonly number: number;
  readonly websiteId: string;
  /** e.g. `ws://127.0.0.1:8787/_hotswap/live` */
  readonly url: string;
  readonly hostHeader: string;
  readonly onSocket: (socket: SocketEvent) => void;
}

/** Keeps a WebSocket open, notes what it is told, and opens another when it is dropped. */
export class SocketWatcher {
  readonly #options: SocketWatcherOptions;
  #socket: WebSocket | null = null;
  #opened: number | null = null;
  #messages: { releaseId: string; at: number }[] = [];
  #isStopped = false;
  readonly #firstOpened = Promise.withResolvers<void>();
  /** Settles with the first attempt: a recording without its sockets would prove nothing about them. */
  readonly firstOpened = this.#firstOpened.promise;

  constructor(options: SocketWatcherOptions) {
    this.#options = options;
    this.#connect();
  }

  stop(): void {
    this.#isStopped = true;
    this.#record(null);
    this.#socket?.terminate();
  }

  #connect(): void {
    const { url, hostHeader } = this.#options;
    const socket = new WebSocket(url, {
      // A page of the website is who may open it.
      headers: { Host: hostHeader, Origin: `http://${hostHeader}` },
    });
    this.#socket = socket;
    socket.on("open", () => {
      this.#opened = monotonicMs();
      this.#firstOpened.resolve();
    });
    socket.on("message", (data) => this.#told(JSON.parse(String(data)) as LiveMessage));
    socket.on("error", (error) => {
      this.#firstOpened.reject(new Error("a WebSocket could not be opened", { cause: error }));
      socket.terminate();
    });
    socket.on("close", () => {
      if (this.#isStopped) return;
      this.#record(monotonicMs());
      setTimeout(() => !this.#isStopped && this.#connect(), reconnectAfterMs);
    });
  }

  #told({ type, activeReleaseId }: LiveMessage): void {
    if (type !== "release-activated") return;
    this.#messages.push({ releaseId: activeReleaseId, at: monotonicMs() });
  }

  #record(dropped: number | null): void {
    if (this.#opened === null) return;
    const { websiteId, number } = this.#options;
    this.#options.onSocket({
      type: "socket",
      websiteId,
      socket: number,
      opened: this.#opened,
      messages: this.#messages,
      dropped,
      ended: monotonicMs(),
    });
    this.#opened = null;
    this.#messages = [];
  }
}

interface LiveMessage {
  readonly type: string;
  readonly activeReleaseId: string;
}
