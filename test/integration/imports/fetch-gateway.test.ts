import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { httpFetchGateway, type FetchGateway, type GatewayOptions } from "#control-plane/drivers/fetch/index.ts";
import { sha256 } from "#domain/digest/index.ts";
import { startHostileServer, type HostileServer } from "./hostile-server.ts";

const never = new AbortController().signal;
const limits = {
  bytesMax: 1_000_000,
  connectMsMax: 1_000,
  headMsMax: 500,
  idleMsMax: 500,
  totalMsMax: 1_500,
  redirectsMax: 5,
};
let server: HostileServer;
/** Must stay without a request: it stands for what is inside. */
let inside: HostileServer;
let directory: string;
const gateways: FetchGateway[] = [];

beforeAll(async () => {
  [server, inside] = await Promise.all([startHostileServer(), startHostileServer()]);
  directory = mkdtempSync(join(tmpdir(), "hotswap-fetch-"));
});
afterEach(async () => {
  await Promise.all(gateways.splice(0).map((gateway) => gateway.close()));
  // Whatever happened, only what was fetched is there, and nothing inside was asked.
  expect(readdirSync(directory).filter((name) => name !== "fetched")).toEqual([]);
  rmSync(join(directory, "fetched"), { force: true });
  expect(inside.asked).toEqual([]);
});
afterAll(async () => {
  await Promise.all([server.close(), inside.close()]);
  rmSync(directory, { recursive: true });
});

function fetchFile(url: string, options: GatewayOptions = {}) {
  const gateway = httpFetchGateway({ limits, allow: [`127.0.0.1:${server.port}`], ...options });
  gateways.push(gateway);
  return gateway.fetchFile(url, join(directory, "fetched"), never);
}
const at = (path: string) => `http://127.0.0.1:${server.port}${path}`;

test.each(["/plain", "/gzip", "/once"])("what is at %s is fetched, unpacked, with its digest", async (path) => {
  const outcome = await fetchFile(at(path));
  expect(outcome).toMatchObject({
    ok: true,
    file: { bytes: 11, digest: sha256("plain bytes") },
  });
  expect(readFileSync(join(directory, "fetched"), "utf8")).toBe("plain bytes");
});

test("without an allowance, nothing on this machine is asked", async () => {
  for (const allow of [[], ["127.0.0.1:1"]]) {
    const outcome = await fetchFile(`http://127.0.0.1:${inside.port}/plain`, { allow });
    expect(outcome).toMatchObject({ ok: false });
  }
});

test.each([
  (port: number) => `http://127.0.0.1:${port}/plain`,
  (port: number) => `http://2130706433:${port}/plain`,
  (port: number) => `http://017700000001:${port}/plain`,
  (port: number) => `http://0x7f000001:${port}/plain`,
  (port: number) => `http://[::1]:${port}/plain`,
  (port: number) => `http://[::ffff:127.0.0.1]:${port}/plain`,
  () => "http://169.254.169.254/latest/meta-data/",
  () => "http://[fd00:ec2::254]/latest/meta-data/",
  () => "http://localhost/",
  () => "file:///etc/passwd",
  () => "gopher://127.0.0.1/",
  () => "http://user:secret@example.com/",
])("a redirect to what is not public is not followed: %#", async (target) => {
  const outcome = await fetchFile(at(`/to?${encodeURIComponent(target(inside.port))}`), {
    resolve: async () => ["127.0.0.1"],
  });
  expect(outcome).toMatchObject({ ok: false, unreachable: false });
});

test("redirects are followed five times, not for ever", async () => {
  expect(await fetchFile(at("/loop"))).toMatchObject({ ok: false, reason: "It redirects more than 5 times." });
});

test.each([
  ["127.0.0.1"],
  ["10.0.0.8"],
  ["169.254.169.254"],
  ["::1"],
  ["::ffff:127.0.0.1"],
  ["93.184.216.34", "127.0.0.1"],
])("a name that resolves to %s is refused before anything is connected to", async (...addresses) => {
  const outcome = await fetchFile("http://pictures.example:8080/a.png", { resolve: async () => addresses });
  expect(outcome).toEqual({ ok: false, reason: "The address is not of the public internet.", unreachable: false });
});

test("a name is resolved once a connection, and what was checked is what is connected to", async () => {
  const answers = [["127.0.0.1"], ["10.0.0.1"]];
  const asked: string[] = [];
  const resolve = async (hostname: string) => {
    asked.push(hostname);
    return answers.shift() ?? ["10.0.0.2"];
  };
  const gateway = httpFetchGateway({
    limits,
    allow: [`127.0.0.1:${server.port}`, `rebound.example:${server.port}`],
    resolve,
  });
  gateways.push(gateway);
  const url = `http://rebound.example:${server.port}/plain`;
  expect(await gateway.fetchFile(url, join(directory, "fetched"), never)).toMatchObject({ ok: true });
  expect(asked).toEqual(["rebound.example"]);
});

test("a name that is public at first and private for the next connection is refused then", async () => {
  const answers = [["127.0.0.1"], ["10.0.0.1"]];
  const resolve = async () => answers.shift()!;
  const allow = [`127.0.0.1:${server.port}`, `rebound.example:${server.port}`];
  expect(await fetchFile(`http://rebound.example:${server.port}/short`, { allow, resolve })).toMatchObject({
    ok: false,
  });
  expect(await fetchFile(`http://rebound.example:${server.port}/plain`, { allow, resolve })).toMatchObject({
    reason: "The address is not of the public internet.",
  });
});

test.each([
  ["/bomb", "The file has more than 1000000 bytes."],
  ["/endless", "The file has more than 1000000 bytes."],
  ["/long", "The file has more than 1000000 bytes."],
  ["/short", "The answer was cut off or malformed."],
  ["/drip", "The server took too long."],
  ["/stalled", "The server took too long."],
  ["/silent", "The server took too long."],
  ["/missing", "The server answered 404."],
  ["/empty", "The server sent an empty file."],
])("what is at %s is given up, and nothing of it kept", async (path, reason) => {
  expect(await fetchFile(at(path))).toEqual({ ok: false, reason, unreachable: false });
  expect(existsSync(join(directory, "fetched"))).toBe(false);
});

test("a host that is not known or not there is told apart from one that fails", async () => {
  const unknown = await fetchFile("http://nowhere.example/a.png", { resolve: async () => [] });
  expect(unknown).toMatchObject({ ok: false, unreachable: true });
  const closed = await fetchFile("http://127.0.0.1:1/a.png", { allow: ["127.0.0.1:1"] });
  expect(closed).toMatchObject({ ok: false, unreachable: true });
});
