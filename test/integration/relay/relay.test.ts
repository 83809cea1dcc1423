import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { once } from "node:events";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { relayLimits, startRelay, type Relay, type RelayInput } from "#control-plane/relay/index.ts";
import { assertionAudience, relayTicketAudience, serverName } from "#domain/contracts/index.ts";
import { signTicket } from "#durable-objects/tenant/database/sign-ticket.ts";
import { startPostgres, type TestPostgres } from "#test/integration/control-plane/start-postgres.ts";
import { until } from "#test/integration/control-plane/start-control-plane.ts";
import { forged, packet, startFlood, startupOf } from "./by-hand.ts";
import { openSocket, relayedClient, secret, ticketOf, untilEnded, upgradeStatus } from "./relayed-client.ts";
import { makeTenantRoles, runAsOwner, type TenantWithRole } from "./tenant-roles.ts";

let postgres: TestPostgres;
let directory: string;
let anna: TenantWithRole;
let berta: TenantWithRole;
let relay: Relay;
let socketPath: string;

beforeAll(async () => {
  postgres = await startPostgres();
  directory = mkdtempSync(join(tmpdir(), "hotswap-relay-"));
  const tenants = await makeTenantRoles(postgres.url, [randomUUID(), randomUUID()]);
  [anna, berta] = [tenants[0]!, tenants[1]!];
});
afterAll(async () => {
  await postgres.stop();
  rmSync(directory, { recursive: true, force: true });
});
afterEach(async () => {
  await relay.close();
});

async function start(limits: Partial<RelayInput["limits"]> = {}, servers: readonly string[] = []): Promise<void> {
  socketPath = join(directory, `${randomUUID().slice(0, 8)}.sock`);
  relay = await startRelay({
    socketPath,
    secret,
    servers: new Set([serverName(anna.credentials), ...servers]),
    tls: { mode: "disable", authorities: null },
    limits: { ...relayLimits, ...limits },
    log: () => {},
  });
}

async function connect(tenant: TenantWithRole, as: Partial<TenantWithRole["credentials"]> = {}, options?: string) {
  const credentials = { ...tenant.credentials, ...as };
  const client = await relayedClient(
    socketPath,
    ticketOf(tenant),
    credentials,
    options === undefined ? {} : { options },
  );
  await client.connect();
  return client;
}

/** Resolves once the relay has no connection open. */
async function untilClosed(): Promise<void> {
  expect(
    await until(
      async () => relay.connections,
      (open) => open === 0,
    ),
  ).toBe(0);
}

describe("a connection", () => {
  it("is the tenant's role's, and carries large answers and large questions whole", async () => {
    await start();
    const client = await connect(anna);
    const { rows } = await client.query("select current_user as who, text from notes");
    expect(rows).toEqual([{ who: anna.credentials.role, text: `of ${anna.credentials.role}` }]);
    const long = await client.query("select repeat('x', 20000000) as text, length($1) as sent", [
      "y".repeat(3_000_000),
    ]);
    expect(long.rows[0].text.length).toBe(20_000_000);
    expect(long.rows[0].sent).toBe(3_000_000);
    await client.end();
    await untilClosed();
  });

  it("reaches nothing of another tenant's", async () => {
    await start();
    const client = await connect(anna);
    await expect(client.query(`select * from ${berta.credentials.role}.notes`)).rejects.toThrow("permission denied");
    await expect(client.query(`set role ${berta.credentials.role}`)).rejects.toThrow("permission denied");
    await client.end();
  });

  it("ends at both ends: when the client goes, when the server ends it, and when the relay stops", async () => {
    await start();
    const gone = await connect(anna);
    gone.connection.stream.ws.terminate();
    expect(await until(openInPostgres, (open) => open === 0)).toBe(0);

    const ended = await connect(anna);
    const said = untilEnded(ended);
    await runAsOwner(
      postgres.url,
      `select pg_terminate_backend(pid) from pg_stat_activity where usename like 'tenant%'`,
    );
    await said;
    await untilClosed();

    const stopped = await connect(anna);
    const end = untilEnded(stopped);
    await relay.close();
    await end;
    expect(await until(openInPostgres, (open) => open === 0)).toBe(0);
    await start();
  });

  it("ends when nothing is said for too long", async () => {
    await start({ idleMsMax: 300 });
    const client = await connect(anna);
    await untilEnded(client);
    expect(await until(openInPostgres, (open) => open === 0)).toBe(0);
  });
});

describe("a ticket", () => {
  it("is refused when it is missing, forged, expired, not issued just now, or made for something else", async () => {
    await start();
    const ticket = ticketOf(anna);
    const unsigned = `${btoa('{"alg":"none"}')}.${btoa(JSON.stringify({ ...ticket, aud: relayTicketAudience }))}.x`;
    const tokens = [
      null,
      "x",
      unsigned.replaceAll("=", ""),
      await forged(ticket, "another secret, of as many characters"),
      await forged(ticket, secret, assertionAudience),
      await forged(ticket, secret, relayTicketAudience, Date.now() / 1_000 - 120),
      await signTicket(ticket, secret, Date.now() - 60_000),
      await forged({ ...ticket, role: undefined }),
    ];
    for (const token of tokens) expect(await upgradeStatus(socketPath, token)).toBe(401);
    expect(await upgradeStatus(socketPath, await signTicket(ticket, secret, Date.now()))).toBe(101);
  });

  it("is refused when its role is not its tenant's own", async () => {
    await start();
    for (const role of [berta.credentials.role, "hotswap", "hotswap_platform"]) {
      expect(await upgradeStatus(socketPath, await forged({ ...ticketOf(anna), role }))).toBe(401);
    }
  });

  it("is refused for a server that the relay is not configured for, also by another name of it", async () => {
    await start();
    const { port } = anna.credentials;
    for (const server of [`localhost:${port}`, `127.0.0.1:${port + 1}`, "169.254.169.254:80", `127.1:${port}`]) {
      expect(await upgradeStatus(socketPath, await forged({ ...ticketOf(anna), server }))).toBe(403);
    }
  });

  it("does not open another role, another database, or a connection that sets more than clients may", async () => {
    await start();
    const { role, password } = berta.credentials;
    await expect(connect(anna, { role, password })).rejects.toThrow();
    await expect(connect(anna, { database: "postgres" })).rejects.toThrow();
    await expect(connect(anna, {}, "-c search_path=public")).rejects.toThrow();
    await untilClosed();
  });

  it("does not let anything pass that is no startup packet: asking for TLS, cancelling, speaking HTTP", async () => {
    await start();
    const packets = [
      packet(80_877_103),
      packet(80_877_104),
      packet(80_877_102, 1, 2),
      Buffer.from("GET / HTTP/1.1\r\n"),
    ];
    for (const bytes of packets) {
      const socket = openSocket(socketPath, await signTicket(ticketOf(anna), secret, Date.now()));
      await once(socket, "open");
      socket.send(bytes);
      const [code] = (await once(socket, "close")) as [number];
      expect(code).toBe(1008);
    }
  });
});

describe("limits", () => {
  it("hold for a tenant, and for all together; a place that is given back is taken again", async () => {
    await start({ perTenantMax: 2, connectionsMax: 4 });
    const annas = [await connect(anna), await connect(anna)];
    expect(await upgradeStatus(socketPath, await signTicket(ticketOf(anna), secret, Date.now()))).toBe(429);
    const bertas = [await connect(berta)];
    // Half of the places are taken: one a tenant from here on.
    expect(await upgradeStatus(socketPath, await signTicket(ticketOf(berta), secret, Date.now()))).toBe(429);
    for (const client of annas) await client.end();
    await until(
      async () => relay.connections,
      (open) => open === 1,
    );
    bertas.push(await connect(berta));
    for (const client of bertas) await client.end();
  });

  it("hold for the bytes of a message", async () => {
    await start({ messageBytesMax: 1_000 });
    const client = await connect(anna);
    await expect(client.query("select $1", ["z".repeat(2_000)])).rejects.toThrow();
    await untilClosed();
  });

  it("hold for the first packet, sent slowly or not at all", async () => {
    await start({ handshakeMsMax: 200 });
    const socket = openSocket(socketPath, await signTicket(ticketOf(anna), secret, Date.now()));
    await once(socket, "open");
    const drip = setInterval(() => socket.send(Buffer.from([0])), 50);
    const [code] = (await once(socket, "close")) as [number];
    clearInterval(drip);
    expect(code).toBe(1008);
  });

  it("say that a server is away before anything was begun", async () => {
    await start({}, ["127.0.0.1:9"]);
    expect(await upgradeStatus(socketPath, await forged({ ...ticketOf(anna), server: "127.0.0.1:9" }))).toBe(503);
  });
});

it("holds back the side that sends faster than the other takes", async () => {
  const { sent, name, close } = await startFlood();
  await start({}, [name]);
  const socket = openSocket(socketPath, await forged({ ...ticketOf(anna), server: name }));
  await once(socket, "open");
  socket.pause();
  socket.send(startupOf(anna));
  await until(
    async () => sent.bytes,
    (bytes) => bytes > 0,
  );
  const settled = await untilSame(() => sent.bytes);
  expect(settled).toBeLessThan(30_000_000);
  socket.terminate();
  close();
});

/** What the value is when it has not changed for half a second. */
async function untilSame(read: () => number): Promise<number> {
  for (let before = read(); ; before = read()) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    if (read() === before) return before;
  }
}

async function openInPostgres(): Promise<number> {
  const { rows } = await runAsOwner(
    postgres.url,
    "select count(*)::int as open from pg_stat_activity where usename like 'tenant%'",
  );
  return (rows[0] as { open: number }).open;
}
