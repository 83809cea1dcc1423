import { z } from "zod";
import type { BlobBindings } from "#durable-objects/support/blobs/index.ts";

/** What the runtime binds; `STATE_0` and following are self-hosted only, the namespaces Cloudflare's and the state processes'. */
export interface Env extends BlobBindings {
  readonly STATE_COUNT?: string;
  readonly WEBSITES?: DurableObjectNamespace;
  readonly DIRECTORY?: DurableObjectNamespace;
  readonly TENANTS?: DurableObjectNamespace;
  readonly CONTROL_PLANE?: Fetcher;
  readonly PLUGIN_HOST?: Fetcher;
  readonly PLATFORM_TOKEN_SHA256?: string;
  readonly CONTROL_PLANE_SECRET?: string;
  readonly API_HOSTNAME?: string;
  readonly MAIL_HOSTNAME?: string;
  readonly SITES_DOMAIN?: string;
  readonly SITES_SCHEME?: string;
  readonly SITES_PORT?: string;
  readonly CLOCK_STEPS?: string;
  readonly YIELD_EVERY?: string;
  readonly COUNT_TRAFFIC?: string;
  readonly CLIENT_ADDRESS?: string;
}

const hostname = z.string().regex(/^[a-z0-9.-]+$/, "must be a host name in lower case");
const count = (fallback: string) =>
  z
    .string()
    .regex(/^\d{1,4}$/, "must be a whole number")
    .default(fallback)
    .transform(Number);

const configSchema = z.object({
  /** How many state processes own the objects; 0 on Cloudflare, where the namespaces reach them. */
  STATE_COUNT: count("0"),
  API_HOSTNAME: hostname.default("api.localhost"),
  /** Where mails are read that are kept in a folder; left out, nowhere. */
  MAIL_HOSTNAME: hostname.optional(),
  SITES_DOMAIN: hostname.default("localhost"),
  /** How visitors reach websites, for the addresses that are given out: `https`, at its own port, unless told. */
  SITES_SCHEME: z.enum(["http", "https"]).default("https"),
  SITES_PORT: z
    .string()
    .regex(/^\d{1,5}$/, "must be a port")
    .transform(Number)
    .optional(),
  /** Whether clocks may step: leases then also end by ticks. */
  CLOCK_STEPS: z
    .enum(["true", "false"])
    .default("false")
    .transform((text) => text === "true"),
  /** Every how many requests one lets other connections go first; 0 is never. */
  YIELD_EVERY: count("8"),
  /** Whether requests and bytes are counted for each website. */
  COUNT_TRAFFIC: z
    .enum(["true", "false"])
    .default("true")
    .transform((text) => text === "true"),
  /** The header in which a trusted proxy puts the client's address; Cloudflare's own where nothing is self-hosted. */
  CLIENT_ADDRESS: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,64}$/, "must be the name of a header")
    .optional(),
});

export interface Config {
  readonly stateCount: number;
  readonly apiHostname: string;
  /** Null where mails are delivered. */
  readonly mailHostname: string | null;
  readonly sitesDomain: string;
  readonly sitesScheme: "http" | "https";
  /** Undefined: the scheme's own. */
  readonly sitesPort: number | undefined;
  readonly clockSteps: boolean;
  readonly yieldEvery: number;
  readonly countsTraffic: boolean;
  /** The header that tells a client's address; null when none can be trusted. */
  readonly clientAddressHeader: string | null;
}

const configs = new WeakMap<object, Config>();

/** The bindings parsed, once an isolate. Throws one error that names every fault. */
export function configOf(env: Env): Config {
  let config = configs.get(env);
  if (config === undefined) configs.set(env, (config = parseConfig(env)));
  return config;
}

function parseConfig(env: Env): Config {
  const parsed = configSchema.safeParse(env);
  const faults = parsed.success
    ? missingBindings(env, parsed.data.STATE_COUNT)
    : parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
  if (!parsed.success || faults.length > 0) {
    throw new Error(`The Worker's bindings are not valid:\n- ${faults.join("\n- ")}`);
  }
  return {
    stateCount: parsed.data.STATE_COUNT,
    apiHostname: parsed.data.API_HOSTNAME,
    mailHostname: parsed.data.MAIL_HOSTNAME ?? null,
    sitesDomain: parsed.data.SITES_DOMAIN,
    sitesScheme: parsed.data.SITES_SCHEME,
    sitesPort: parsed.data.SITES_PORT,
    clockSteps: parsed.data.CLOCK_STEPS,
    yieldEvery: parsed.data.YIELD_EVERY,
    countsTraffic: parsed.data.COUNT_TRAFFIC,
    clientAddressHeader: parsed.data.CLIENT_ADDRESS ?? (parsed.data.STATE_COUNT === 0 ? "CF-Connecting-IP" : null),
  };
}

/** Where visitors reach a hostname. */
export function siteOrigin({ sitesScheme, sitesPort }: Config, hostname: string): string {
  return `${sitesScheme}://${hostname}${sitesPort === undefined ? "" : `:${sitesPort}`}`;
}

function missingBindings(env: Env, stateCount: number): string[] {
  const faults: string[] = [];
  const bound = env as unknown as Readonly<Record<string, unknown>>;
  if (env.BLOBS === undefined && env.BLOBS_DISK === undefined) {
    faults.push("BLOBS or BLOBS_DISK is missing");
  }
  for (let index = 0; index < stateCount; index++) {
    if (bound[`STATE_${index}`] === undefined) faults.push(`STATE_${index} is missing`);
  }
  if (stateCount === 0) {
    if (env.WEBSITES === undefined) faults.push("WEBSITES is missing");
    if (env.DIRECTORY === undefined) faults.push("DIRECTORY is missing");
    if (env.TENANTS === undefined) faults.push("TENANTS is missing");
  }
  return faults;
}
