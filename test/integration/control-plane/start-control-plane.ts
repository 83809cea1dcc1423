import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { request, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { signAssertion } from "#durable-objects/support/control-plane-client.ts";
import type { Assertion } from "#domain/contracts/index.ts";
import { secret } from "./batches.ts";

export const mainFile = fileURLToPath(new URL("../../../control-plane/main.ts", import.meta.url));

/** A key that seals tenants' secrets, the same in every test. */
export const masterKeys = `test:${Buffer.alloc(32, 7).toString("base64")}`;

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/** A call over the socket. Throws when nobody listens there. */
export function callSocket(
  socketPath: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  body?: unknown,
  method = body === undefined ? "GET" : "POST",
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const call = request({ socketPath, path, method, headers, agent: false }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk as Buffer);
      const text = Buffer.concat(chunks).toString();
      resolve({ status: response.statusCode!, headers: response.headers, body: bodyOf(response, text) });
    });
    call.on("error", reject);
    call.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

function bodyOf({ headers }: IncomingMessage, text: string): unknown {
  if (text === "") return null;
  return headers["content-type"] === "application/x-ndjson" ? text : JSON.parse(text);
}

/** The service as a process of its own, listening on a socket in a new directory. */
export async function startControlPlane(databaseUrl: string, environment: Readonly<Record<string, string>> = {}) {
  const directory = mkdtempSync(join(tmpdir(), "hotswap-cp-"));
  const socketPath = join(directory, "control-plane.sock");
  const env = {
    ...process.env,
    CONTROL_PLANE_SOCKET: socketPath,
    CONTROL_PLANE_SECRET: secret,
    EDGE_API_URL: "http://127.0.0.1:9/api/v1",
    SPOOL_DIRECTORY: join(directory, "spool"),
    DATABASE_URL: databaseUrl,
    MASTER_KEYS: masterKeys,
    APP_ORIGIN: "http://app.localhost:8788",
    MAIL_URL: pathToFileURL(join(directory, "mails")).href,
    ...environment,
  };
  const child = spawn(process.execPath, [mainFile], { env, stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "close").then(([code]) => code as number | null);
  let said = "";
  await new Promise<void>((resolve, reject) => {
    child.stdout.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('"listening"')) resolve();
    });
    ended.then(() => reject(new Error(`it ended: ${said}`)), reject);
  });
  return {
    socketPath,
    mails: join(directory, "mails"),
    ended,
    said: () => said,
    kill: (signal: NodeJS.Signals) => child.kill(signal),
    async call(
      assertion: Assertion,
      path: string,
      body?: unknown,
      options: { readonly method?: string; readonly headers?: Readonly<Record<string, string>> } = {},
    ) {
      const token = await signAssertion(assertion, secret, Date.now());
      const headers = { ...options.headers, Authorization: `Bearer ${token}` };
      return callSocket(socketPath, path, headers, body, options.method);
    },
    health: () => callSocket(socketPath, "/health"),
    async stop() {
      child.kill("SIGKILL");
      await ended;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Asks again, for up to 30 s, until the answer is the one waited for; gives back the last. */
export async function until<Value>(ask: () => Promise<Value>, isIt: (value: Value) => boolean): Promise<Value> {
  const deadline = performance.now() + 30_000;
  for (;;) {
    const value = await ask();
    if (isIt(value) || performance.now() > deadline) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
