import { connect, type Socket } from "node:net";
import { parseAnswerHead } from "./parse-answer.ts";

export interface Answer {
  /** 0 when the connection ended, or stayed silent for too long, before the answer was complete. */
  readonly status: number;
  readonly releaseId: string | null;
  /** In latin1: what is looked for in it is ASCII. */
  readonly body: string;
}

const noAnswer: Answer = { status: 0, releaseId: null, body: "" };

/** Where sockets put what they read: looked at before the next socket is read, so one is enough for all. */
const readBuffer = Buffer.allocUnsafe(256 * 1024);

/**
 * One keep-alive HTTP/1.1 connection with one request at a time, on a bare socket: a third of the processor
 * time of node:http's client (42 against 138 us a page), an eighth of fetch's. Connects when the first request is sent and again when one
 * is sent after it was lost.
 */
export class Connection {
  readonly #address: { readonly host: string; readonly port: number };
  readonly #onFault: (fault: unknown) => void;
  #socket: Socket | null = null;
  #onAnswer: ((answer: Answer) => void) | null = null;
  #partial: Buffer[] = [];
  /** How often it connected: the number of the connection in the history. */
  connects = 0;

  /** @param onFault told of answers that the client cannot read */
  constructor(address: { readonly host: string; readonly port: number }, onFault: (fault: unknown) => void) {
    this.#address = address;
    this.#onFault = onFault;
  }

  /** @param onAnswer called once, also when no answer comes */
  send(request: string, onAnswer: (answer: Answer) => void): void {
    this.#onAnswer = onAnswer;
    this.#socket ??= this.#connect();
    this.#socket.write(request, "latin1");
  }

  /** Gives up the request under way, if there is one. */
  close(): void {
    this.#socket?.destroy();
  }

  #lost(socket: Socket): void {
    if (this.#socket !== socket) return;
    this.#socket = null;
    this.#partial = [];
    this.#answer(noAnswer);
  }

  #connect(): Socket {
    this.connects++;
    const socket = connect({
      ...this.#address,
      noDelay: true,
      onread: {
        buffer: readBuffer,
        callback: (length) => {
          if (this.#socket === socket) this.#read(readBuffer, length);
          return true;
        },
      },
    });
    socket.on("error", () => this.#lost(socket));
    socket.on("close", () => this.#lost(socket));
    return socket;
  }

  #read(chunk: Buffer, length: number): void {
    let buffer = chunk;
    let available = length;
    if (this.#partial.length > 0) {
      buffer = Buffer.concat([...this.#partial, chunk.subarray(0, length)]);
      available = buffer.length;
    }
    try {
      const head = parseAnswerHead(buffer, available);
      if (head === null || head.end > available) {
        this.#partial = [Buffer.from(buffer.subarray(0, available))];
        return;
      }
      this.#partial = [];
      const body = buffer.toString("latin1", head.bodyStart, head.end);
      this.#answer({ status: head.status, releaseId: head.releaseId, body });
    } catch (fault) {
      this.#onFault(fault);
      this.#socket?.destroy();
    }
  }

  #answer(answer: Answer): void {
    const onAnswer = this.#onAnswer;
    this.#onAnswer = null;
    onAnswer?.(answer);
  }
}
