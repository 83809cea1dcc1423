type EventName = "open" | "message" | "error" | "close";
type Listener = (event: never) => void;

const messageBytesMax = 500_000;

/**
 * The part of a WebSocket that the driver uses, over one that is still to be made: by a binding, which is the only way out that an
 * object has, with a ticket in a header, which the standard constructor cannot send.
 */
export class RelaySocket {
  /** Set by the driver; nothing else is given to it. */
  binaryType = "arraybuffer";
  readonly #listeners = new Map<EventName, Listener[]>();
  #socket: WebSocket | null = null;
  #isClosed = false;

  /** @param open rejects when the relay does not take the connection */
  constructor(open: () => Promise<WebSocket>) {
    open().then(
      (socket) => this.#take(socket),
      (error: unknown) => this.#fail(error),
    );
  }

  addEventListener(name: EventName, listener: Listener): void {
    this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), listener]);
  }

  /** In pieces where it is long: both ends see a stream of bytes, and the relay, like runtimes, takes no message of any length. */
  send(bytes: Uint8Array): void {
    if (this.#isClosed) return;
    for (let from = 0; from < bytes.byteLength; from += messageBytesMax) {
      this.#socket?.send(bytes.subarray(from, from + messageBytesMax));
    }
  }

  close(): void {
    this.#isClosed = true;
    const socket = this.#socket;
    if (socket?.readyState === WebSocket.OPEN) socket.close(1000);
  }

  #take(socket: WebSocket): void {
    socket.binaryType = "arraybuffer";
    socket.accept();
    this.#socket = socket;
    // Given up before it was there.
    if (this.#isClosed) return socket.close(1000);
    socket.addEventListener("message", ({ data }) => this.#emit("message", { data }));
    socket.addEventListener("error", () => this.#fail(new Error("Connection terminated: the relay's socket failed")));
    socket.addEventListener("close", () => this.#end());
    this.#emit("open", undefined);
  }

  /** The driver passes on what it is given here as the error. */
  #fail(error: unknown): void {
    if (this.#isClosed) return;
    this.#emit("error", error);
    this.#end();
  }

  #end(): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.close(1000);
    this.#isClosed = true;
    this.#emit("close", undefined);
  }

  #emit(name: EventName, event: unknown): void {
    for (const listener of this.#listeners.get(name) ?? []) listener(event as never);
  }
}
