import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocketServer, type WebSocket } from "ws";
import { sha256 } from "#domain/digest/index.ts";

interface Release {
  readonly releaseId: string;
  readonly pages: ReadonlyMap<string, string>;
}
interface Deployed {
  readonly releaseId: string;
  readonly previousReleaseId: string;
}

/** How a small platform may be wrong. */
export interface Wrongs {
  /** Pages come from two copies, which take turns and follow the flip this much later. A plain flip, no leases. */
  readonly copiesLateMs?: readonly [number, number];
  /** Every so many pages have the body of the release before. */
  readonly tornEvery?: number;
  /** Sockets are closed at each swap. */
  readonly dropsSockets?: boolean;
}

/** What the client sends: each route reads its own members. */
interface ApiBody {
  readonly documents: { readonly put: readonly { readonly path: string }[] };
  readonly deploymentId: string;
  readonly changeId: string;
}
const noBody: ApiBody = { documents: { put: [] }, deploymentId: "", changeId: "" };

/**
 * A platform of one process that speaks just enough of the API for the load client: one website as one
 * register, right unless told to be wrong.
 */
export class SmallPlatform {
  readonly #server: Server = createServer((request, response) => void this.#handle(request, response));
  readonly #sockets = new Set<WebSocket>();
  readonly #releases = new Map<string, Release>();
  readonly #changes = new Map<string, ReadonlyMap<string, string>>();
  readonly #deployments = new Map<string, Deployed>();
  readonly #wrongs: Wrongs;
  #active: Release;
  #before: Release;
  #copies: [Release, Release];
  #answered = 0;

  constructor(wrongs: Wrongs = {}) {
    this.#wrongs = wrongs;
    this.#active = this.#before = this.#releaseOf(new Map());
    this.#copies = [this.#active, this.#active];
    const live = new WebSocketServer({ server: this.#server, path: "/_hotswap/live" });
    live.on("connection", (socket) => this.#sockets.add(socket));
  }

  async start(): Promise<string> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.terminate();
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url!;
    if (!path.startsWith("/api/v1/")) return this.#servePage(path, response);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = chunks.length === 0 ? noBody : (JSON.parse(Buffer.concat(chunks).toString()) as ApiBody);
    const answer = request.headers.authorization === "Bearer t" ? this.#answer(path, body) : null;
    const bytes = JSON.stringify(answer);
    response.writeHead(answer === null ? 401 : 200, { "Content-Length": bytes.length }).end(bytes);
  }

  #servePage(path: string, response: ServerResponse): void {
    const nth = this.#answered++;
    const { copiesLateMs, tornEvery } = this.#wrongs;
    const release = copiesLateMs === undefined ? this.#active : this.#copies[nth % 2]!;
    const bodyOf = tornEvery !== undefined && nth % tornEvery === 0 ? this.#before : release;
    const body = bodyOf.pages.get(path) ?? "";
    response.writeHead(200, { "HotSwap-Release": release.releaseId, "Content-Length": body.length }).end(body);
  }

  #answer(path: string, body: ApiBody): unknown {
    if (path.endsWith("/changes")) {
      const pages = new Map<string, string>();
      for (const document of body.documents.put) pages.set(document.path, JSON.stringify(document));
      const changeId = sha256(JSON.stringify([...pages]));
      this.#changes.set(changeId, pages);
      return { changeId };
    }
    if (path.endsWith("/rollback")) {
      const undone = this.#deployments.get(path.split("/").at(-2)!)!;
      return this.#deploy(body.deploymentId, this.#releases.get(undone.previousReleaseId)!);
    }
    if (path.endsWith("/deployments")) {
      return this.#deploy(body.deploymentId, this.#releaseOf(this.#changes.get(body.changeId)!));
    }
    const activeReleaseId = this.#active.releaseId;
    return { activeReleaseId, serving: { activeReleaseId, candidate: null, status: "active" } };
  }

  #deploy(deploymentId: string, release: Release): Deployed {
    this.#before = this.#active;
    this.#active = release;
    this.#wrongs.copiesLateMs?.forEach((lateMs, copy) =>
      setTimeout(() => (this.#copies[copy as 0 | 1] = release), lateMs),
    );
    const { releaseId } = release;
    const message = { type: "release-activated", activeReleaseId: releaseId };
    for (const socket of this.#sockets) {
      socket.send(JSON.stringify(message));
      if (this.#wrongs.dropsSockets) socket.close();
    }
    const deployed = { releaseId, previousReleaseId: this.#before.releaseId };
    this.#deployments.set(deploymentId, deployed);
    return deployed;
  }

  #releaseOf(pages: ReadonlyMap<string, string>): Release {
    const release = { releaseId: sha256(JSON.stringify([...pages])), pages };
    this.#releases.set(release.releaseId, release);
    return release;
  }
}
