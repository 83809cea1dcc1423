import { once } from "node:events";
import { connect, type Socket } from "node:net";
import type { World } from "./world.ts";

/** A connection to the API's edge, on which bytes are sent as they are. */
export class RawRequest {
  readonly #socket: Socket;
  readonly #chunks: Buffer[] = [];

  constructor({ platform }: World) {
    this.#socket = connect(Number(new URL(platform.urls.api).port), "127.0.0.1");
    this.#socket.on("data", (chunk: Buffer) => {
      this.#chunks.push(chunk);
      if (isWhole(Buffer.concat(this.#chunks))) this.#socket.destroy();
    });
    this.#socket.on("error", () => this.#socket.destroy());
  }

  send(text: string): void {
    this.#socket.write(text);
  }

  /** The whole answer, once the connection was closed. */
  async answer(): Promise<{ readonly status: number; readonly text: string }> {
    const timer = setTimeout(() => this.#socket.destroy(), 10_000);
    if (!this.#socket.destroyed) await once(this.#socket, "close");
    clearTimeout(timer);
    const text = Buffer.concat(this.#chunks).toString();
    return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0), text };
  }
}

/** A request's head: lines as they are given. */
export function headOf({ platform }: World, first: string, lines: readonly string[]): string {
  const { host } = new URL(platform.urls.api);
  return [`${first} HTTP/1.1`, `Host: ${host}`, "Connection: close", ...lines, "", ""].join("\r\n");
}

function isWhole(bytes: Buffer): boolean {
  const end = bytes.indexOf("\r\n\r\n");
  const length = end === -1 ? null : /content-length: *(\d+)/i.exec(bytes.subarray(0, end).toString());
  return length !== null && bytes.length >= end + 4 + Number(length[1]);
}
