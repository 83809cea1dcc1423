import { callbackify } from "node:util";
import pg from "pg";
import { askForTls } from "./ask-for-tls.ts";
import { connectServer } from "./connect-server.ts";
import { tlsOf, tlsOptions, type ServerTls } from "./server-tls.ts";

const askMsMax = 2_000;

type Connected = (error: Error | null, client: pg.Client) => void;

/** What `pg` is told of a server: where it is, and whether and how by TLS. For clients and pools alike. */
export function connectionTo(address: string): Pick<pg.PoolConfig, "connectionString" | "ssl" | "Client"> {
  const { tls, url } = tlsOf(address);
  const { hostname } = new URL(url);
  const ssl = tls.mode === "disable" ? false : tlsOptions(tls, hostname.replace(/^\[|\]$/g, ""));
  return { connectionString: url, ssl, Client: tls.mode === "prefer" ? PreferringClient : pg.Client };
}

/** A client of its own, as `connectionTo` says. */
export function clientOf(address: string, config: pg.ClientConfig): pg.Client {
  const { Client = pg.Client, ...connection } = connectionTo(address);
  return new (Client as typeof pg.Client)({ ...connection, ...config });
}

/** Speaks TLS where the server does, which `pg` by itself cannot: it is asked by a connection of its own before each. */
class PreferringClient extends pg.Client {
  override connect(): Promise<pg.Client>;
  override connect(callback: Connected): void;
  override connect(callback?: Connected): Promise<pg.Client> | void {
    const connected = this.#settle().then(() => super.connect());
    if (callback === undefined) return connected;
    callbackify(() => connected)(callback);
  }

  /** A server that does not answer is found out by connecting. */
  async #settle(): Promise<void> {
    const plain: ServerTls = { mode: "disable", authorities: null };
    const socket = await connectServer({ host: this.host, port: this.port }, plain, askMsMax);
    const speaks = socket === null || (await askForTls(socket).catch(() => true));
    socket?.destroy();
    if (speaks) return;
    this.ssl = false;
    (this.connection as unknown as { ssl: unknown }).ssl = false;
  }
}
