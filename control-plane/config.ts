import { z } from "zod";
import { tlsOf } from "./database/index.ts";
import { s3ConfigSchema } from "./drivers/blobs/config.ts";
import { kubernetesConfigSchema, type KubernetesConfig } from "./drivers/kubernetes/config.ts";
import { redisConfigSchema } from "./drivers/redis/config.ts";
import { masterKeysInFile, parseMasterKeys, withDerivedKey, type MasterKeys } from "./services/secrets/index.ts";

const addressPattern = /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:.]+\]):\d{1,5}$/i;

const originPattern = /^https?:\/\/[a-z0-9.-]+(?::\d{1,5})?$/;

/** What commas separate. */
function listOf(text: string): string[] {
  return text
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

const configSchema = z.object({
  /** Path of the unix socket to listen on. The system allows about 100 bytes. */
  CONTROL_PLANE_SOCKET: z.string({ error: "is missing" }).min(1).max(100),
  /** With `sslmode` (disable, prefer, require, verify-full) and `sslrootcert`, a file, for tenants' databases as well. */
  DATABASE_URL: z.string({ error: "is missing" }).regex(/^postgres(ql)?:\/\//, "must be a postgresql:// address"),
  /** Shared with edges and objects, which sign with it who is asking. */
  CONTROL_PLANE_SECRET: z.string({ error: "is missing" }).min(32, "must have at least 32 characters"),
  /** Base of the edge's API. */
  EDGE_API_URL: z
    .string({ error: "is missing" })
    .regex(/^https?:\/\/[^\s?#]+[^\s?#/]$/, "must be an http address without a slash at its end"),
  /** Where uploaded files lie while they are worked on. */
  SPOOL_DIRECTORY: z.string({ error: "is missing" }).min(1),
  /** Keys that seal tenants' keys: `id:base64,…` of 32 bytes each, the current one first. One derived from the secret comes last. */
  MASTER_KEYS: z.string().default(""),
  /** A file with the same instead, read again when it changes. */
  MASTER_KEYS_FILE: z.string().default(""),
  /** When so many schemas are in a database, the next one is taken. */
  SCHEMAS_PER_DATABASE: z.coerce.number().int().min(1).max(10_000).default(1_000),
  /** How long a tenant that is being taken down keeps its data. */
  TENANT_GRACE_SECONDS: z.coerce.number().int().min(0).max(31_536_000).default(2_592_000),
  /** After so many tries a step of a tenant's making counts as failed for good. */
  PROVISIONING_TRIES: z.coerce.number().int().min(1).max(14).default(8),
  /** After about so long what each tenant has is compared with what it ought to have, though nothing is known to have happened. */
  RESYNC_SECONDS: z.coerce.number().int().min(1).max(86_400).default(600),
  /** So many calls a minute are refused to one person or address as guesses are; to more of them they are told to wait. */
  REFUSALS_PER_MINUTE: z.coerce.number().int().min(1).max(1_000_000).default(120),
  /** A directory of this machine for tenants' blobs, without symbolic links; where S3 is configured it is not used. */
  BLOBS_DIRECTORY: z.string().min(1).optional(),
  /** Digest of the theme of websites created without one. Where there is one, and it is not empty, each new tenant gets a first website. */
  DEFAULT_THEME: z
    .string()
    .regex(/^(?:[0-9a-f]{64})?$/, "must be a SHA-256 in hex")
    .default(""),
  /** Where people are: links in mails lead there, and passkeys are bound to its host name. */
  APP_ORIGIN: z
    .string()
    .regex(originPattern, "must be an origin, e.g. https://app.example.com")
    .default("http://app.localhost"),
  /** Origins of pages that may call with cookies, separated by commas, beside `APP_ORIGIN` and the API's own. */
  TRUSTED_ORIGINS: z
    .string()
    .default("")
    .transform(listOf)
    .refine((origins) => origins.every((origin) => originPattern.test(origin)), "must be origins"),
  /** `smtp://user:password@host:port`, `smtps://…`, or `file:///directory`. Left out, mails wait. */
  MAIL_URL: z
    .string()
    .regex(/^(?:smtps?|file):\/\//, "must be an smtp://, smtps:// or file:// address")
    .optional(),
  MAIL_FROM: z.string().min(3).max(300).default("HotSwap <no-reply@hotswap.localhost>"),
  /** Path of the unix socket at which Tenant objects reach their databases. Left out, they cannot. */
  TENANT_RELAY_SOCKET: z.string().min(1).max(100).optional(),
  /** Servers of tenants' databases, each `host:port`, separated by commas. Left out, the platform's own. */
  TENANT_DATABASE_SERVERS: z.string().default("").transform(listOf),
  /** Addresses on this network that files may be fetched from all the same, e.g. `127.0.0.1:8080`, separated by commas. */
  FETCH_ALLOW: z
    .string()
    .default("")
    .transform(listOf)
    .refine((addresses) => addresses.every((address) => addressPattern.test(address)), "must be addresses with ports"),
});

const checkedSchema = configSchema.superRefine((env, context) => {
  try {
    tlsOf(env.DATABASE_URL);
  } catch (error) {
    context.addIssue({ code: "custom", path: ["DATABASE_URL"], message: `is not usable: ${(error as Error).message}` });
  }
  try {
    masterKeysOf(env);
  } catch (error) {
    const path = [env.MASTER_KEYS_FILE === "" ? "MASTER_KEYS" : "MASTER_KEYS_FILE"];
    context.addIssue({ code: "custom", path, message: `is not usable: ${(error as Error).message}` });
  }
});

export interface Config {
  readonly socketPath: string;
  readonly databaseUrl: string;
  readonly secret: string;
  readonly edgeApiUrl: string;
  readonly spoolDirectory: string;
  readonly fetchAllow: readonly string[];
  readonly masterKeys: MasterKeys;
  readonly schemasPerDatabase: number;
  readonly tenantGraceSeconds: number;
  readonly provisioningTries: number;
  readonly resyncSeconds: number;
  readonly refusalsPerMinute: number;
  /** Null where no Redis is configured. */
  readonly redisUrl: string | null;
  /** Null where no S3 is configured. */
  readonly s3: z.output<typeof s3ConfigSchema>;
  /** Null where there is none. */
  readonly blobsDirectory: string | null;
  readonly kubernetes: KubernetesConfig;
  /** Null where no default theme is configured. */
  readonly firstWebsite: { readonly theme: string } | null;
  /** Null where there is no relay. */
  readonly relaySocketPath: string | null;
  readonly tenantServers: readonly string[];
  readonly appOrigin: string;
  readonly trustedOrigins: ReadonlySet<string>;
  /** Null where none is configured. */
  readonly mailUrl: string | null;
  readonly mailFrom: string;
}

/** Reads the environment. Throws one error that names every fault, and shows no value: some are secret. */
export function parseConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const parsed = checkedSchema.safeParse(env);
  const redis = redisConfigSchema.safeParse(env);
  const s3 = s3ConfigSchema.safeParse(env);
  const kubernetes = kubernetesConfigSchema.safeParse(env);
  if (!parsed.success || !redis.success || !s3.success || !kubernetes.success) {
    const issues = [parsed, redis, s3, kubernetes].flatMap(({ error }) => error?.issues ?? []);
    const faults = issues.map((issue) => `- ${issue.path.join(".")} ${issue.message}`);
    throw new Error(`The control plane's environment is not valid:\n${faults.join("\n")}`);
  }
  return {
    socketPath: parsed.data.CONTROL_PLANE_SOCKET,
    databaseUrl: parsed.data.DATABASE_URL,
    secret: parsed.data.CONTROL_PLANE_SECRET,
    edgeApiUrl: parsed.data.EDGE_API_URL,
    spoolDirectory: parsed.data.SPOOL_DIRECTORY,
    fetchAllow: parsed.data.FETCH_ALLOW,
    masterKeys: masterKeysOf(parsed.data),
    schemasPerDatabase: parsed.data.SCHEMAS_PER_DATABASE,
    tenantGraceSeconds: parsed.data.TENANT_GRACE_SECONDS,
    provisioningTries: parsed.data.PROVISIONING_TRIES,
    resyncSeconds: parsed.data.RESYNC_SECONDS,
    refusalsPerMinute: parsed.data.REFUSALS_PER_MINUTE,
    redisUrl: redis.data.REDIS_URL ?? null,
    s3: s3.data,
    blobsDirectory: parsed.data.BLOBS_DIRECTORY ?? null,
    kubernetes: kubernetes.data,
    firstWebsite: parsed.data.DEFAULT_THEME === "" ? null : { theme: parsed.data.DEFAULT_THEME },
    relaySocketPath: parsed.data.TENANT_RELAY_SOCKET ?? null,
    tenantServers: tenantServersOf(parsed.data),
    appOrigin: parsed.data.APP_ORIGIN,
    trustedOrigins: new Set([
      parsed.data.APP_ORIGIN,
      new URL(parsed.data.EDGE_API_URL).origin,
      ...parsed.data.TRUSTED_ORIGINS,
    ]),
    mailUrl: parsed.data.MAIL_URL ?? null,
    mailFrom: parsed.data.MAIL_FROM,
  };
}

function tenantServersOf(env: {
  readonly TENANT_DATABASE_SERVERS: readonly string[];
  readonly DATABASE_URL: string;
}): readonly string[] {
  if (env.TENANT_DATABASE_SERVERS.length > 0) return env.TENANT_DATABASE_SERVERS;
  const { hostname, port } = new URL(env.DATABASE_URL);
  return [`${hostname}:${port === "" ? 5432 : port}`];
}

/** Those in the file, where there is one. Throws when they cannot be read, and shows no key. */
function masterKeysOf(env: z.infer<typeof configSchema>): MasterKeys {
  const { MASTER_KEYS_FILE, MASTER_KEYS, CONTROL_PLANE_SECRET } = env;
  if (MASTER_KEYS_FILE !== "") return withDerivedKey(masterKeysInFile(MASTER_KEYS_FILE), CONTROL_PLANE_SECRET);
  return withDerivedKey(MASTER_KEYS === "" ? null : parseMasterKeys(MASTER_KEYS), CONTROL_PLANE_SECRET);
}
