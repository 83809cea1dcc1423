import { statSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { relayTicketAudience, tenantRoleName } from "#domain/contracts/index.ts";
import { localFetch } from "#supervisor/index.ts";
import { callSocket } from "#test/integration/control-plane/start-control-plane.ts";
import { Breaches, type Attack } from "../breaches.ts";
import { forge, sharedSecretOf, type Forged } from "../signing.ts";
import type { Tenant, World } from "../world.ts";

const header = { alg: "HS256" };
const encoded = (text: string) => new TextEncoder().encode(text);

/** What is inside is not reached from outside, and inside whoever asks is who they say, for what is theirs. */
export const inside: Attack = async (world) => {
  const { platform, anna, berta } = world;
  const breaches = new Breaches();
  const secret = encoded(sharedSecretOf(world));
  const { host } = new URL(platform.urls.api);
  for (const path of [
    "/internal/tenants",
    "/internal/jwks",
    "/internal/mails",
    "/metrics",
    "/connect",
    "/_hotswap/metrics",
  ]) {
    for (const at of [
      `http://${host}`,
      `http://control-plane:${platform.port}`,
      `http://${berta.hostname}:${platform.port}`,
    ]) {
      const { status } = await localFetch(at + path);
      breaches.unless(status === 404 || status === 421 || status === 401, `${at}${path} answers ${status}`);
    }
  }

  for (const name of ["control-plane.sock", "tenant-relay.sock"]) {
    const others = statSync(join(platform.runDirectory, name)).mode & 0o077;
    const directory = statSync(platform.runDirectory).mode & 0o077;
    breaches.unless(others === 0 || directory === 0, `${name} is open to others of the machine`);
  }
  const ask = async (forged: Forged, path: string, key: Uint8Array = secret) => {
    const token = await forge(key, { header, audience: "control-plane", ...forged });
    const socket = join(platform.runDirectory, "control-plane.sock");
    return (await callSocket(socket, path, { Authorization: `Bearer ${token}` })).status;
  };
  const claims = { kind: "platform" };
  const database = (tenantId: string) => `/internal/tenants/${tenantId}/database`;
  const ofAnna = { claims: { kind: "tenant", tenantId: anna.tenantId } };
  const asked: readonly [string, number, number][] = [
    ["a right assertion", 200, await ask({ claims }, "/internal/jwks")],
    ["another secret", 401, await ask({ claims }, "/internal/jwks", encoded("another"))],
    ["another audience", 401, await ask({ claims, audience: "edge-api" }, "/internal/jwks")],
    ["one that has run out", 401, await ask({ claims, issuedIn: -300, expiresIn: -200 }, "/internal/jwks")],
    ["one that lives too long", 401, await ask({ claims, issuedIn: -3_000, expiresIn: 3_000 }, "/internal/jwks")],
    ["a tenant's own database", 200, await ask(ofAnna, database(anna.tenantId))],
    ["another tenant's database", 403, await ask(ofAnna, database(berta.tenantId))],
    ["a tenant's list of all", 403, await ask(ofAnna, "/internal/tenants")],
    ["a tenant's list of people", 403, await ask(ofAnna, "/internal/admin/people")],
    ["a person's list of people", 403, await ask({ claims: callerOf(anna) }, "/internal/admin/people")],
  ];
  for (const [what, wanted, status] of asked) {
    breaches.unless(status === wanted, `the control plane answers ${status} to ${what}`);
  }

  const ticket = {
    tenantId: anna.tenantId,
    server: "127.0.0.1:1",
    database: "hotswap_tenants_1",
    role: tenantRoleName(anna.tenantId),
  };
  const right = { claims: ticket, header, audience: relayTicketAudience, expiresIn: 20 };
  const tickets: readonly [string, number, string | null][] = [
    ["no ticket", 401, null],
    ["a server that is not configured", 403, await forge(secret, right)],
    ["another secret", 401, await forge(encoded("another"), right)],
    ["another audience", 401, await forge(secret, { ...right, audience: "control-plane" })],
    [
      "another tenant's role",
      401,
      await forge(secret, { ...right, claims: { ...ticket, role: tenantRoleName(berta.tenantId) } }),
    ],
    ["the platform's role", 401, await forge(secret, { ...right, claims: { ...ticket, role: "hotswap" } })],
    ["one that has run out", 401, await forge(secret, { ...right, issuedIn: -100, expiresIn: -50 })],
  ];
  for (const [what, wanted, token] of tickets) {
    const status = await connectRelay(world, token);
    breaches.unless(status === wanted, `the relay answers ${status} to ${what}`);
  }
  return breaches.found;
};

/** What the control plane is told of someone without a role at the platform, if the edge once forgot to look. */
function callerOf({ people }: Tenant) {
  const { personId, sessionId } = people.owner;
  const actor = { kind: "person", personId, sessionId, platformRole: null, impersonatedBy: null };
  const origin = { requestId: "attack", address: "203.0.113.1", userAgent: "Attack/1" };
  return { kind: "caller", actor, tenantId: null, role: null, websiteId: null, origin };
}

/** The status of a WebSocket's upgrade at the relay; 101 when it was made. */
function connectRelay({ platform }: World, token: string | null): Promise<number> {
  return new Promise((resolve, reject) => {
    const call = request({
      socketPath: join(platform.runDirectory, "tenant-relay.sock"),
      path: "/connect",
      headers: {
        Connection: "Upgrade",
        Upgrade: "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": Buffer.alloc(16).toString("base64"),
        ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
      },
    });
    call.on("response", (response) => {
      response.resume();
      resolve(response.statusCode!);
    });
    call.on("upgrade", (_, socket) => {
      socket.destroy();
      resolve(101);
    });
    call.on("error", reject);
    call.end();
  });
}
