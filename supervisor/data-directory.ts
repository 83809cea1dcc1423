import { createHash, randomBytes } from "node:crypto";
import { accessSync, chmodSync, constants, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join, resolve } from "node:path";
import { SupervisorError } from "./supervisor-error.ts";

/** Where everything of one platform lies, as absolute paths. */
export interface DataDirectory {
  readonly root: string;
  /** SQLite of the objects, one folder a state process. */
  readonly objects: string;
  /** Blobs by SHA-256: `<first 2 hex digits>/<digest>`. */
  readonly blobs: string;
  /** Blobs of tenants' own, a directory each. */
  readonly tenantBlobs: string;
  readonly postgres: string;
  /** Uploaded files while they are worked on. */
  readonly spool: string;
  /** Mails, which go nowhere else unless an SMTP server is configured. */
  readonly mails: string;
  readonly topology: string;
  /** Says that the demo was made. */
  readonly seeded: string;
  readonly lock: string;
  /** Unix sockets; outside `root` where its path is too long for them. */
  readonly run: string;
  readonly build: string;
  readonly logs: string;
  /** The bearer token of the API. */
  readonly token: string;
  /** The secret with which edges and objects sign what they tell the control plane. */
  readonly controlPlaneSecret: string;
  readonly postgresPassword: string;
  /** Keys that seal tenants' secrets, `id:base64` a line, the current one first. Lost, those secrets are. */
  readonly masterKeys: string;
  /** What the people of the demo sign in with at first. */
  readonly demoPassword: string;
}

/** The longest path of a unix socket on Linux, in bytes without the closing zero. */
const socketPathBytesMax = 107;
/** Room for "/" and the longest socket name. */
const socketNameBytesMax = 32;

/** The layout below a directory. Makes nothing. */
export function describeDataDirectory(directory: string): DataDirectory {
  const root = resolve(directory);
  const data = join(root, "data");
  return {
    root,
    objects: join(data, "objects"),
    blobs: join(data, "blobs"),
    tenantBlobs: join(data, "tenant-blobs"),
    postgres: join(data, "postgres"),
    spool: join(data, "spool"),
    mails: join(root, "mails"),
    topology: join(data, "topology.json"),
    seeded: join(data, "demo.json"),
    lock: join(data, "lock"),
    run: runDirectoryOf(root),
    build: join(root, "build"),
    logs: join(root, "logs"),
    token: join(root, "platform-token"),
    controlPlaneSecret: join(root, "control-plane-secret"),
    postgresPassword: join(root, "postgres-password"),
    masterKeys: join(root, "master-keys"),
    demoPassword: join(root, "demo-password"),
  };
}

/** `<root>/run`, or a short directory that is the same for the same root. */
export function runDirectoryOf(root: string, temporary: string = tmpdir()): string {
  const run = join(root, "run");
  if (Buffer.byteLength(run) + socketNameBytesMax <= socketPathBytesMax) return run;
  const name = createHash("sha256").update(root).digest("hex").slice(0, 16);
  return join(temporary, `hotswap-${userInfo().uid}-${name}`);
}

/**
 * Makes every directory that is missing. Only the owner may enter those with data, secrets or sockets.
 * Fails with a SupervisorError where they cannot be made or written to.
 */
export function ensureDataDirectoryExists(directory: DataDirectory): void {
  const { root, objects, blobs, spool, mails, run, build, logs } = directory;
  try {
    for (const path of [root, objects, blobs, spool, mails, build, logs, run]) mkdirSync(path, { recursive: true });
    for (const path of [objects, blobs, spool, mails, build, logs, run]) chmodSync(path, 0o700);
    for (const path of [root, objects, blobs, spool])
      accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new SupervisorError(
      `${root} cannot be used for the data: ${(error as Error).message}. Choose another with HOTSWAP_DATA.`,
    );
  }
}

/** Sockets of a platform that has ended mean nothing to the next one. */
export function clearRunDirectory(directory: DataDirectory): void {
  rmSync(directory.run, { recursive: true, force: true });
  mkdirSync(directory.run, { recursive: true, mode: 0o700 });
}

/** The secret kept in a file that only its owner can read: made at random, 256 bits, the first time. */
export function ensureSecretExists(
  path: string,
  make: () => string = () => randomBytes(32).toString("base64url"),
): string {
  try {
    writeFileSync(path, `${make()}\n`, { flag: "wx", mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  const secret = readFileSync(path, "utf8").trim();
  if (secret === "") throw new Error(`${path} is empty. Delete it, and the next start makes a new one.`);
  return secret;
}

/** The file of master keys, made with one the first time. @returns its path */
export function ensureMasterKeysExist({ masterKeys }: DataDirectory): string {
  ensureSecretExists(masterKeys, () => `${randomBytes(4).toString("hex")}:${randomBytes(32).toString("base64")}`);
  return masterKeys;
}
