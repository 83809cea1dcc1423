import { build } from "esbuild";
import { mkdirSync } from "node:fs";
import { createServer, request } from "node:http";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TenantCredentials } from "#domain/contracts/index.ts";
import type { Result } from "#domain/errors/index.ts";
import { bundleSettings } from "#supervisor/bundle.ts";
import { openLogFile } from "#supervisor/log-file.ts";
import { ManagedProcess } from "#supervisor/managed-process.ts";
import { compatibilityDate, compatibilityFlags } from "#supervisor/workerd-config.ts";
import { config, disk, external, list, text } from "#supervisor/workerd-capnp.ts";
import { planWorkerd } from "#supervisor/workerd-process.ts";

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
  const [socket, controlPlane] = [join(directory, "probe.sock"), join(directory, "credentials.sock")];
  const objects = join(directory, "objects");
  mkdirSync(objects);
  let credentialsAsked = 0;
  const teller = createServer((call, response) => {
    credentialsAsked += 1;
    const credentials = input.credentialsOf(call.url!.split("/")[3]!);
    response.writeHead(credentials === null ? 503 : 200, { "Content-Type": "application/json" });
    response.end(JSON.stringify(credentials));
  });
  teller.listen(controlPlane);
  await once(teller, "listening");
  await build({ ...bundleSettings(join(directory, "probe.js")), entryPoints: [entry] });
  const workerd = new ManagedProcess(
    planWorkerd({
      name: "probe",
      build: directory,
      config: probeConfig({ socket, controlPlane, relaySocket, objects }),
      env: { PATH: process.env.PATH, CONTROL_PLANE_SECRET: secret },
      sockets: [socket],
      health: socket,
      watchdog: { intervalMs: 1_000, silenceMsMax: 10_000, startMsMax: 30_000 },
      stopMsMax: 500,
    }),
    { logFile: openLogFile(join(directory, "probe.log")), complain: () => {} },
  );
  workerd.start();
  await workerd.untilHealthy(30_000);
  return {
    get credentialsAsked() {
      return credentialsAsked;
    },
    ask: (tenantId, kind, statement) => ask(socket, tenantId, { kind, statement }),
    async stop() {
      await workerd.stop();
      teller.closeAllConnections();
      teller.close();
    },
  };
}

function probeConfig(paths: Readonly<Record<"socket" | "controlPlane" | "relaySocket" | "objects", string>>): string {
  const fields = [
    `modules = [(name = "worker.js", esModule = embed "probe.js")]`,
    `compatibilityDate = ${text(compatibilityDate)}`,
    `compatibilityFlags = ${list(compatibilityFlags.map(text), 6)}`,
    `bindings = ${list(
      [
        `(name = "PROBES", durableObjectNamespace = "Probe")`,
        `(name = "TENANT_RELAY", service = "tenant-relay")`,
        `(name = "CONTROL_PLANE", service = "control-plane")`,
        `(name = "CONTROL_PLANE_SECRET", fromEnvironment = "CONTROL_PLANE_SECRET")`,
      ],
      6,
    )}`,
    `durableObjectNamespaces = [(className = "Probe", uniqueKey = "probe", enableSql = true)]`,
    `durableObjectStorage = (localDisk = "objects")`,
  ];
  return config({
    services: [
      `(name = "main", worker = (${fields.join(", ")}))`,
      disk("objects", paths.objects),
      external("control-plane", paths.controlPlane, "http = ()"),
      external("tenant-relay", paths.relaySocket, "http = ()"),
    ],
    sockets: [`(name = "http", address = ${text(`unix:${paths.socket}`)}, http = (), service = "main")`],
  });
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
