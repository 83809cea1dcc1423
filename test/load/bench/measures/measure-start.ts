import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { localFetch } from "#supervisor/index.ts";

/** `npm start`: from the start of the supervisor to the first page of the demo, in milliseconds. */
export interface StartMeasure {
  /** On new data: the database is made, the demo is seeded. */
  readonly firstMs: number;
  readonly warmMs: number;
}

const script = fileURLToPath(new URL("../../../../scripts/start.ts", import.meta.url));
const startMsMax = 90_000;
const askEveryMs = 5;

export async function measureStart(): Promise<StartMeasure> {
  const dataDirectory = mkdtempSync(join(tmpdir(), "hotswap-bench-start-"));
  try {
    const port = await findFreePort();
    const first = await startOnce(dataDirectory, port);
    const warm = await startOnce(dataDirectory, port);
    return { firstMs: first, warmMs: warm };
  } finally {
    rmSync(dataDirectory, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Starts it, asks until a page of a demo website comes, and stops it in its orderly way. */
async function startOnce(dataDirectory: string, port: number): Promise<number> {
  const startedAt = performance.now();
  const env = { ...process.env, HOTSWAP_DATA: dataDirectory, PORT: String(port) };
  const child = spawn(process.execPath, [script], { env, stdio: "ignore" });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  try {
    for (;;) {
      const url = demoUrl(dataDirectory);
      const response = url === null ? null : await localFetch(url, { timeoutMs: 1_000 }).catch(() => null);
      await response?.arrayBuffer();
      if (response?.status === 200) return performance.now() - startedAt;
      if (child.exitCode !== null || performance.now() - startedAt > startMsMax) {
        throw new Error("npm start came to no page");
      }
      await new Promise((resolve) => setTimeout(resolve, askEveryMs));
    }
  } finally {
    child.kill("SIGTERM");
    await ended;
  }
}

/** From the file that `npm start` writes; null until it is there. */
function demoUrl(dataDirectory: string): string | null {
  try {
    const local = JSON.parse(readFileSync(join(dataDirectory, "local.json"), "utf8")) as {
      readonly urls: { readonly sites: readonly { readonly url: string }[] };
    };
    return local.urls.sites[0]?.url ?? null;
  } catch {
    return null;
  }
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
