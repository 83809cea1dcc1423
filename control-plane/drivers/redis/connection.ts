import { createClient, ErrorReply } from "redis";
import { ProviderUnavailable } from "../provider/index.ts";

function makeClient(url: string, timeoutMs: number) {
  return createClient({
    url,
    RESP: 2,
    disableOfflineQueue: true,
    disableClientInfo: true,
    maintNotifications: "disabled",
    socket: { connectTimeout: timeoutMs, reconnectStrategy: false },
  });
}
type Client = ReturnType<typeof makeClient>;

/** What a server says that may do it later: it starts, is a replica at the moment, is full, or has too many clients. */
const passing =
  /^(LOADING|BUSY|READONLY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|OOM|MISCONF)\b|max number of clients|save the ACLs/;

/**
 * One connection, made when it is needed and made anew after it was lost. A command that got no answer in time ends
 * it: what follows would only wait behind that one. Commands are sent once and never repeated here.
 *
 * Rejects with a `ProviderUnavailable`, with the signal's reason, or with what the server answered.
 */
export class RedisConnection {
  readonly #url: string;
  readonly #timeoutMs: number;
  #connecting: Promise<Client> | null = null;
  #client: Client | null = null;

  constructor(url: string, timeoutMs: number) {
    this.#url = url;
    this.#timeoutMs = timeoutMs;
  }

  command(args: readonly string[], signal: AbortSignal): Promise<unknown> {
    return this.#run((client) => client.sendCommand([...args]), signal);
  }

  /** All of them at once, nobody else's in between; their answers in the same order. */
  transaction(commands: readonly (readonly string[])[], signal: AbortSignal): Promise<readonly unknown[]> {
    return this.#run((client) => {
      const multi = client.multi();
      for (const command of commands) multi.addCommand([...command]);
      return multi.exec() as Promise<unknown[]>;
    }, signal);
  }

  close(): void {
    this.#drop(this.#client);
  }

  async #run<Value>(work: (client: Client) => Promise<Value>, signal: AbortSignal): Promise<Value> {
    signal.throwIfAborted();
    const late = AbortSignal.timeout(this.#timeoutMs);
    const given = Promise.withResolvers<never>();
    const giveUp = () =>
      given.reject(signal.aborted ? signal.reason : new ProviderUnavailable(silence(this.#timeoutMs)));
    const either = AbortSignal.any([signal, late]);
    either.addEventListener("abort", giveUp, { once: true });
    let used: Client | null = null;
    const working = this.#connect().then((client) => work((used = client)));
    working.catch(() => {});
    try {
      return await Promise.race([working, given.promise]);
    } catch (error) {
      // Whoever gives up by themself says nothing of the server, and others wait for answers on the same connection.
      if (!signal.aborted && !(error instanceof ErrorReply)) this.#drop(used ?? this.#client);
      throw signal.aborted ? signal.reason : translate(error);
    } finally {
      either.removeEventListener("abort", giveUp);
    }
  }

  #connect(): Promise<Client> {
    this.#connecting ??= this.#open();
    return this.#connecting;
  }

  async #open(): Promise<Client> {
    const client = makeClient(this.#url, this.#timeoutMs);
    this.#client = client;
    // Whoever waits for an answer is told; without a listener the process would end.
    client.on("error", () => this.#drop(client));
    try {
      await client.connect();
    } catch (error) {
      this.#drop(client);
      throw error;
    }
    return client;
  }

  #drop(client: Client | null): void {
    if (client === null || client !== this.#client) return;
    this.#client = null;
    this.#connecting = null;
    client.destroy();
  }
}

function silence(timeoutMs: number): string {
  return `Redis gave no answer within ${timeoutMs} ms.`;
}

/** The server's own words hold neither password nor key. */
function translate(error: unknown): unknown {
  if (error instanceof ProviderUnavailable) return error;
  if (error instanceof ErrorReply && !passing.test(error.message)) return error;
  const said = error instanceof Error ? error.message : String(error);
  return new ProviderUnavailable(`Redis cannot be reached: ${said}`, { cause: error });
}
