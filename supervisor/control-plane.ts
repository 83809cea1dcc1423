import { rmSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { ProcessPlan } from "./managed-process.ts";
import { pingSocket } from "./ping.ts";

const entry = fileURLToPath(new URL("../control-plane/main.ts", import.meta.url));

export interface ControlPlaneInput {
  readonly socketPath: string;
  /** Where state processes reach tenants' databases. */
  readonly relaySocketPath: string;
  readonly databaseUrl: string;
  readonly secret: string;
  /** Base of the edge's API. */
  readonly edgeApiUrl: string;
  /** Digest of the theme of tenants' first websites, unless the environment names another, or none by an empty text. */
  readonly theme: string;
  /** Path of the file with the keys that seal tenants' secrets, unless the environment names others. */
  readonly masterKeysFile: string;
  /** Where uploaded files lie while they are worked on. */
  readonly spool: string;
  /** Where tenants' blobs lie, unless the environment names an S3. */
  readonly tenantBlobs: string;
  /** Where mails go, unless the environment names an SMTP server. */
  readonly mails: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The Node service. Started beside the database, it has to bear that one being late or away. */
export function planControlPlane(input: ControlPlaneInput): ProcessPlan {
  return {
    name: "control-plane",
    prepare() {
      for (const path of [input.socketPath, input.relaySocketPath]) rmSync(path, { force: true });
    },
    command: () => ({
      file: process.execPath,
      args: [entry],
      env: {
        BLOBS_DIRECTORY: input.tenantBlobs,
        ...input.env,
        DEFAULT_THEME: input.env.DEFAULT_THEME ?? input.theme,
        APP_ORIGIN: input.env.APP_ORIGIN || input.edgeApiUrl.replace("//api.", "//app.").replace(/\/api\/v1$/, ""),
        MAIL_URL: input.env.MAIL_URL || pathToFileURL(input.mails).href,
        CONTROL_PLANE_SOCKET: input.socketPath,
        TENANT_RELAY_SOCKET: input.relaySocketPath,
        DATABASE_URL: input.databaseUrl,
        CONTROL_PLANE_SECRET: input.secret,
        EDGE_API_URL: input.edgeApiUrl,
        MASTER_KEYS_FILE: input.env.MASTER_KEYS_FILE || (input.env.MASTER_KEYS ? "" : input.masterKeysFile),
        SPOOL_DIRECTORY: input.spool,
      },
      descriptors: [],
    }),
    ping: (timeoutMs) => pingSocket(input.socketPath, timeoutMs),
    watchdog: { intervalMs: 1_000, silenceMsMax: 10_000, startMsMax: 30_000 },
    stopSignal: "SIGTERM",
    stopMsMax: 3_000,
  };
}
