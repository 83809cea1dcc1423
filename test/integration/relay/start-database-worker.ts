import { createServer, request } from "node:http";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TenantCredentials } from "#domain/contracts/index.ts";
import type { Result } from "#domain/errors/index.ts";
import { startObjectWorker } from "#test/support/object-worker.ts";

const entry = fileURLToPath(new URL("../../workers/tenant/database-worker.ts", import.meta.url));

export type Asked = Result<readonly Record<string, unknown>[]> | { readonly thrown: string };

export interface DatabaseWorker {
  /** How often a tenant's credentials were asked for. */
  readonly credentialsAsked: number;
  ask(tenantId: string, kind: "repeatable" | "once", statement: string): Promise<Asked>;
  stop(): Promise<void>;
}

/**
 * A real workerd whose objects have tenants' databases, bound to a relay and to what tells credentials, and to nothing else.
 *
 * @param input.credentialsOf null for a tenant that has no database
 */
export async function startDatabaseWorker(input: {
  readonly directory: string;
  readonly relaySocket: string;
  readonly secret: string;
  credentialsOf(tenantId: string): TenantCredentials | null;
}): Promise<DatabaseWorker> {
  const { directory, relaySocket, secret } = input;
  const controlPlane = join(directory, "credentials.sock");
  let credentialsAsked = 0;
  const teller = createServer((call, response) => {
    credentialsAsked += 1;
    const credentials = input.credentialsOf(call.url!.split("/")[3]!);
    response.writeHead(credentials === null ? 503 : 200, { "Content-Type": "application/json" });
    response.end(JSON.stringify(credentials));
  });
  teller.listen(controlPlane);
  await once(teller, "listening");
  const worker = await startObjectWorker({
    directory,
    entry,
    services: { TENANT_RELAY: relaySocket, CONTROL_PLANE: controlPlane },
    secrets: { CONTROL_PLANE_SECRET: secret },
  });
  return {
    get credentialsAsked() {
      return credentialsAsked;
    },
    ask: (tenantId, kind, statement) => ask(worker.socket, tenantId, { kind, statement }),
    async stop() {
      await worker.stop();
      teller.closeAllConnections();
      teller.close();
    },
  };
}

function ask(socketPath: string, tenantId: string, body: object): Promise<Asked> {
  return new Promise((resolve, reject) => {
    const call = request({ socketPath, path: `/${tenantId}`, method: "POST", agent: false }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk as Buffer);
      resolve(JSON.parse(Buffer.concat(chunks).toString()) as Asked);
    });
    call.on("error", reject);
    call.end(JSON.stringify(body));
  });
}
