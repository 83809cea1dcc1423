import { chmodSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { once } from "node:events";
import type { Server } from "node:http";
import { serve } from "@hono/node-server";
import {
  directoryBlobsProvider,
  directoryBucket,
  serveSignedBlobs,
  type DirectoryBlobsOptions,
} from "#control-plane/drivers/blobs/index.ts";
import type { ProviderHarness } from "../provider/index.ts";
import { put, read } from "./blob-tools.ts";

export interface DirectoryBlobs extends DirectoryBlobsOptions {
  stop(): Promise<void>;
}

/** A new directory, and a server that answers to its signed addresses. */
export async function startDirectoryBlobs(): Promise<DirectoryBlobs> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "hotswap-blobs-")));
  let answer: ((request: Request) => Promise<Response>) | null = null;
  const server = serve({ fetch: (request) => answer!(request), hostname: "127.0.0.1", port: 0 }) as Server;
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const options = { root, baseUrl: `http://127.0.0.1:${port}/blobs`, secret: "a-secret-of-tests" };
  answer = serveSignedBlobs(options, async () => true);
  return {
    ...options,
    async stop() {
      server.closeAllConnections();
      server.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

export async function directoryHarness(): Promise<ProviderHarness> {
  const blobs = await startDirectoryBlobs();
  const home = (tenantId: string) => join(blobs.root, `tenant-${tenantId}`);
  return {
    provider: directoryBlobsProvider(blobs.root),
    wire: null,
    drifts: [
      {
        name: "the directory removed",
        make: async ({ tenantId }) => rmSync(home(tenantId), { recursive: true }),
      },
      { name: "the directory open to all", make: async ({ tenantId }) => chmodSync(home(tenantId), 0o777) },
      {
        name: "a link to another's in its place",
        async make({ tenantId }) {
          rmSync(home(tenantId), { recursive: true });
          symlinkSync(blobs.root, home(tenantId));
        },
      },
      {
        name: "a file in its place",
        async make({ tenantId }) {
          rmSync(home(tenantId), { recursive: true });
          writeFileSync(home(tenantId), "");
        },
      },
    ],
    async leaveMark({ tenantId }) {
      const written = await put(directoryBucket(blobs, tenantId), "mark", "here");
      if (!written.ok) throw new Error(written.failure.detail);
    },
    findMark: async ({ tenantId }) => (await read(directoryBucket(blobs, tenantId), "mark")) === "here",
    // A tenant has no credentials; signed addresses are tried by the suite of buckets.
    trespass: async () => [],
    stop: () => blobs.stop(),
  };
}
