import { randomUUID } from "node:crypto";
import { chownSync, copyFileSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectDatabase, connectServer, migrate, tlsOf } from "#control-plane/database/index.ts";
import { relayLimits, startRelay } from "#control-plane/relay/index.ts";
import { serverName } from "#domain/contracts/index.ts";
import { until } from "#test/integration/control-plane/start-control-plane.ts";
import { startPostgres, type TestPostgres } from "#test/integration/control-plane/start-postgres.ts";
import { makeAuthority, type Authority } from "./certificates.ts";
import { relayedClient, secret, ticketOf } from "./relayed-client.ts";
import { makeTenantRoles, runAsOwner, type TenantWithRole } from "./tenant-roles.ts";

let postgres: TestPostgres;
let directory: string;
let anna: TenantWithRole;
let known: Authority;
let strange: Authority;

beforeAll(async () => {
  postgres = await startPostgres();
  directory = mkdtempSync(join(tmpdir(), "hotswap-tls-"));
  [known, strange] = [makeAuthority(directory, "known"), makeAuthority(directory, "strange")];
  anna = (await makeTenantRoles(postgres.url, [randomUUID()]))[0]!;
});
afterAll(async () => {
  await postgres.stop();
  rmSync(directory, { recursive: true, force: true });
});

const encrypted = "select ssl from pg_stat_ssl where pid = pg_backend_pid()";

/** Whether a tenant's connection through the relay is encrypted; null when there is none. */
async function overRelay(sslmode: string, authority?: Authority): Promise<boolean | null> {
  const { tls } = tlsOf(addressWith(sslmode, authority));
  const socketPath = join(directory, `${randomUUID().slice(0, 8)}.sock`);
  const servers = new Set([serverName(anna.credentials)]);
  const relay = await startRelay({ socketPath, secret, servers, tls, limits: relayLimits, log: () => {} });
  const client = await relayedClient(socketPath, ticketOf(anna), anna.credentials);
  try {
    const isThere = await client.connect().then(
      () => true,
      () => false,
    );
    if (!isThere) return null;
    const { rows } = await client.query(encrypted);
    await client.end();
    return rows[0].ssl as boolean;
  } finally {
    await relay.close();
  }
}

/** The same of the control plane's own pool, and of the client that migrates. */
async function ofControlPlane(sslmode: string, authority?: Authority): Promise<boolean | null> {
  const url = addressWith(sslmode, authority);
  const database = connectDatabase(url, () => {});
  try {
    await migrate(url, []);
    return (await database.$client.query<{ ssl: boolean }>(encrypted)).rows[0]!.ssl;
  } catch {
    return null;
  } finally {
    await database.$client.end();
  }
}

function addressWith(sslmode: string, authority?: Authority): string {
  const url = new URL(postgres.url);
  url.searchParams.set("sslmode", sslmode);
  if (authority !== undefined) url.searchParams.set("sslrootcert", authority.file);
  return url.toString();
}

const both = async (sslmode: string, authority?: Authority) => [
  await overRelay(sslmode, authority),
  await ofControlPlane(sslmode, authority),
];

/** The server speaks TLS from now on, with a certificate for this name. */
async function speakTls(authority: Authority, name: string): Promise<void> {
  const { key, certificate } = authority.certify(name);
  const { rows } = await runAsOwner(postgres.url, "show data_directory");
  const data = rows[0].data_directory as string;
  const { uid, gid } = statSync(data);
  for (const [file, place] of [
    [key, "server.key"],
    [certificate, "server.crt"],
  ] as const) {
    copyFileSync(file, join(data, place));
    chownSync(join(data, place), uid, gid);
  }
  await runAsOwner(postgres.url, "alter system set ssl = on");
  await runAsOwner(postgres.url, "select pg_reload_conf()");
}

describe("a server that speaks no TLS", () => {
  it("is spoken to where that is allowed, and not where TLS is required", async () => {
    expect(await both("disable")).toEqual([false, false]);
    expect(await both("prefer")).toEqual([false, false]);
    expect(await both("require")).toEqual([null, null]);
    expect(await both("verify-full", known)).toEqual([null, null]);
  });
});

describe("a server that speaks TLS", () => {
  beforeAll(async () => {
    await speakTls(known, "IP:127.0.0.1");
    await until(
      () => overRelay("prefer"),
      (speaks) => speaks === true,
    );
  });

  it("is spoken to by it unless that is disabled", async () => {
    expect(await both("disable")).toEqual([false, false]);
    expect(await both("prefer")).toEqual([true, true]);
    expect(await both("require")).toEqual([true, true]);
    expect(await both("require", known)).toEqual([true, true]);
    expect(await both("verify-full", known)).toEqual([true, true]);
  });

  it("is not spoken to when its certificate is of another authority than the one that is named, or of none that is known", async () => {
    expect(await both("require", strange)).toEqual([null, null]);
    expect(await both("verify-full", strange)).toEqual([null, null]);
    expect(await both("verify-full")).toEqual([null, null]);
  });

  it("is not spoken to when its certificate is another server's and that is to be verified", async () => {
    await speakTls(known, "DNS:other.example");
    await until(
      () => overRelay("verify-full", known),
      (speaks) => speaks === null,
    );
    expect(await both("verify-full", known)).toEqual([null, null]);
    expect(await both("require", known)).toEqual([true, true]);
  });
});

it("whoever says more than yes or no, before anything is encrypted, is not spoken to", async () => {
  for (const answer of ["Sx", "E", "NN"]) {
    const server = createServer((socket) => void socket.on("error", () => {}).once("data", () => socket.write(answer)));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const tls = { mode: "prefer", authorities: null } as const;
    expect(await connectServer({ host: "127.0.0.1", port }, tls, 5_000)).toBeNull();
    server.close();
  }
});

it("what an address says of TLS is told when it makes no sense", () => {
  expect(() => tlsOf("postgresql://x@db.example/x?sslmode=always")).toThrow("sslmode must be one of");
  expect(() => tlsOf("postgresql://x@db.example/x?sslmode=require&sslrootcert=/nowhere")).toThrow("ENOENT");
  expect(tlsOf("postgresql://x@db.example/x").tls.mode).toBe("prefer");
  expect(tlsOf("postgresql://x@127.0.0.1/x").tls.mode).toBe("disable");
});
