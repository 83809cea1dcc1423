import { ApiClient, expectSuccess } from "../../client/api-client.ts";

/** Calls to the REST API, several at once. */
export interface ApiPool {
  /** Throws with what the API said unless it succeeded. */
  call<Body>(method: "GET" | "POST" | "PUT", path: string, body?: unknown): Promise<Body>;
  /** Does the work for each item, `concurrency` at once. */
  forEach<Item>(items: readonly Item[], work: (item: Item) => Promise<unknown>): Promise<void>;
  close(): void;
}

const clientsCount = 8;
/** Each client has two connections. */
const concurrency = 2 * clientsCount;

export function openApiPool(port: number, token: string): ApiPool {
  const target = { host: "127.0.0.1", port };
  const clients = Array.from({ length: clientsCount }, () => new ApiClient(target, `api.localhost:${port}`, token));
  let calls = 0;
  return {
    async call<Body>(method: "GET" | "POST" | "PUT", path: string, body?: unknown) {
      const client = clients[calls++ % clients.length]!;
      return expectSuccess<Body>(await client.call(method, path, body), `${method} ${path}`);
    },
    async forEach(items, work) {
      const left = items.values();
      const workers = Array.from({ length: concurrency }, async () => {
        for (const item of left) await work(item);
      });
      await Promise.all(workers);
    },
    close: () => clients.forEach((client) => client.close()),
  };
}
