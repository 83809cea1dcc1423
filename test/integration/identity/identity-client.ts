import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { simpleParser } from "mailparser";
import pg from "pg";
import { tenantStateSchema, type Assertion, type TenantState } from "#domain/contracts/index.ts";
import { signAssertion } from "#durable-objects/support/control-plane-client.ts";
import type { AnyJson } from "#test/support/any-json.ts";
import { secret } from "#test/integration/control-plane/batches.ts";
import {
  callSocket,
  startControlPlane,
  until,
  type Answered,
} from "#test/integration/control-plane/start-control-plane.ts";
import { startPostgres } from "#test/integration/control-plane/start-postgres.ts";

export const appOrigin = "http://app.localhost:8788";
export const goodPassword = "tangerine umbrella 42";

/** A call's answer, of which tests know what it should be. */
export type Reply = { readonly status: number; readonly headers: Answered["headers"]; readonly body: AnyJson };

/** Stands for the edge, as far as it is told the tenants' states: keeps the last of each. It knows of nothing else. */
async function startTenantEdge() {
  const states = new Map<string, TenantState>();
  const server = createServer(async (request, response) => {
    if (request.method !== "PUT") return void response.writeHead(404).end();
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const state = tenantStateSchema.parse(JSON.parse(Buffer.concat(chunks).toString()));
    const known = states.get(state.tenantId);
    if (known === undefined || known.version < state.version) states.set(state.tenantId, state);
    response.setHeader("Content-Type", "application/json");
    response.end(JSON.stringify({ version: states.get(state.tenantId)!.version }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { states, url: `http://127.0.0.1:${port}/api/v1`, stop: () => server.close() };
}

/** The control plane on a database of its own, with its mails in a directory. */
export async function startIdentity(environment: Readonly<Record<string, string>> = {}) {
  const postgres = await startPostgres();
  const edge = await startTenantEdge();
  const start = () => startControlPlane(postgres.url, { EDGE_API_URL: edge.url, ...environment });
  let service = await start();
  await until(service.health, ({ status }) => status === 200);
  const pool = new pg.Pool({ connectionString: postgres.url, max: 4 });
  const identity = {
    postgres,
    get service() {
      return service;
    },
    pool,
    /** Kills the service and starts another on the same database. */
    async restart() {
      await service.stop();
      service = await start();
      await until(service.health, ({ status }) => status === 200);
    },
    /** The epoch at which the edge takes a tenant's tokens, as it was told last. */
    epochOf: (tenantId: string) => edge.states.get(tenantId)?.revocationEpoch ?? 0,
    /** As the edge calls for whom the assertion names. */
    async as(
      assertion: Assertion,
      method: string,
      path: string,
      body?: unknown,
      headers: Readonly<Record<string, string>> = {},
    ): Promise<Reply> {
      const token = await signAssertion(assertion, secret, Date.now());
      const all = { Authorization: `Bearer ${token}`, ...headers };
      return callSocket(service.socketPath, `/internal${path}`, all, body, method);
    },
    async sql(text: string, values: readonly unknown[] = []) {
      return (await pool.query(text, [...values])).rows;
    },
    /** The newest mail to an address that came after as many as were there, once it is there. */
    async mailTo(address: string, nth = 1): Promise<{ readonly subject: string; readonly text: string }> {
      const found = await until(
        async () => mailsTo(service.mails, address),
        (mails) => mails.length >= nth,
      );
      const mail = found[nth - 1];
      if (mail === undefined) throw new Error(`no mail number ${nth} came to ${address}`);
      const { subject = "", text = "" } = await simpleParser(readFileSync(join(service.mails, `${mail.mailId}.eml`)));
      return { subject, text };
    },
    async stop() {
      await pool.end();
      await service.stop();
      edge.stop();
      await postgres.stop();
    },
  };
  return identity;
}
export type Identity = Awaited<ReturnType<typeof startIdentity>>;

export function mailsTo(directory: string, address: string): { readonly mailId: string; readonly subject: string }[] {
  let lines: string;
  try {
    lines = readFileSync(join(directory, "index.ndjson"), "utf8");
  } catch {
    return [];
  }
  return lines
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as { mailId: string; to: string; subject: string })
    .filter(({ to }) => to === address);
}

export function tokenIn({ text }: { readonly text: string }): string {
  const [, token] = /#token=([A-Za-z0-9_-]+)/.exec(text) ?? [];
  if (token === undefined) throw new Error(`there is no token in: ${text}`);
  return token;
}

let addresses = 0;

/** A browser: keeps cookies, and says from which page it calls. */
export class Browser {
  readonly #identity: Identity;
  readonly cookies = new Map<string, string>();
  address: string;
  origin: string | null = appOrigin;

  constructor(identity: Identity) {
    this.#identity = identity;
    addresses += 1;
    this.address = `203.0.${addresses >> 8}.${addresses & 255}`;
  }

  get assertion(): Assertion {
    return { kind: "visitor", origin: { requestId: "test", address: this.address, userAgent: "Test/1" } };
  }

  async call(method: string, path: string, body?: unknown): Promise<Reply> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = {
      ...(this.origin === null ? {} : { Origin: this.origin }),
      ...(cookie === "" ? {} : { Cookie: cookie }),
    };
    const reply = await this.#identity.as(this.assertion, method, `/auth${path}`, body, headers);
    for (const line of (reply.headers["set-cookie"] as string[] | undefined) ?? []) {
      const [pair = ""] = line.split(";");
      const [name = "", value = ""] = pair.split(/=(.*)/s);
      if (value === "" || /max-age=0/i.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return reply;
  }

  post(path: string, body: unknown = {}): Promise<Reply> {
    return this.call("POST", path, body);
  }

  get(path: string): Promise<Reply> {
    return this.call("GET", path);
  }
}

/** Until the tenant has what it needs. */
async function untilActive(identity: Identity, tenantId: string): Promise<void> {
  const ask = () => identity.sql("select status from platform.tenants where tenant_id = $1", [tenantId]);
  const [tenant] = await until(ask, ([row]) => row?.status === "active");
  if (tenant?.status !== "active") throw new Error(`the tenant is ${tenant?.status}`);
}

let names = 0;

/** Someone with a tenant of their own, signed in. */
export async function newOwner(identity: Identity, name = `owner-${(names += 1)}`) {
  const email = `${name}@example.com`;
  const browser = new Browser(identity);
  const signUp = { email, name, password: goodPassword, tenant: { name: `${name} Ltd`, subdomain: `${name}-site` } };
  const signed = await browser.post("/sign-up", signUp);
  if (signed.status !== 202) throw new Error(JSON.stringify(signed.body));
  const verified = await browser.post("/verify-email", { token: tokenIn(await identity.mailTo(email)) });
  if (verified.status !== 200) throw new Error(JSON.stringify(verified.body));
  const { tenant, personId } = verified.body;
  await untilActive(identity, tenant.tenantId);
  const entered = await browser.post("/sign-in", { email, password: goodPassword });
  if (entered.status !== 200) throw new Error(JSON.stringify(entered.body));
  return { browser, email, name, personId: personId as string, tenantId: tenant.tenantId as string };
}
