import { z } from "zod";

const addressPattern = /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:.]+\]):\d{1,5}$/i;

const configSchema = z.object({
  /** Path of the unix socket to listen on. The system allows about 100 bytes. */
  CONTROL_PLANE_SOCKET: z.string({ error: "is missing" }).min(1).max(100),
  DATABASE_URL: z.string({ error: "is missing" }).regex(/^postgres(ql)?:\/\//, "must be a postgresql:// address"),
  /** Shared with edges and objects, which sign with it who is asking. */
  CONTROL_PLANE_SECRET: z.string({ error: "is missing" }).min(32, "must have at least 32 characters"),
  /** Base of the edge's API. */
  EDGE_API_URL: z
    .string({ error: "is missing" })
    .regex(/^https?:\/\/[^\s?#]+[^\s?#/]$/, "must be an http address without a slash at its end"),
  /** Where uploaded files lie while they are worked on. */
  SPOOL_DIRECTORY: z.string({ error: "is missing" }).min(1),
  /** Addresses on this network that files may be fetched from all the same, e.g. `127.0.0.1:8080`, separated by commas. */
  FETCH_ALLOW: z
    .string()
    .default("")
    .transform((text) =>
      text
        .split(",")
        .map((address) => address.trim())
        .filter((address) => address !== ""),
    )
    .refine((addresses) => addresses.every((address) => addressPattern.test(address)), "must be addresses with ports"),
});

export interface Config {
  readonly socketPath: string;
  readonly databaseUrl: string;
  readonly secret: string;
  readonly edgeApiUrl: string;
  readonly spoolDirectory: string;
  readonly fetchAllow: readonly string[];
}

/** Reads the environment. Throws one error that names every fault, and shows no value: some are secret. */
export function parseConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const parsed = configSchema.safeParse(env);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `- ${issue.path.join(".")} ${issue.message}`);
    throw new Error(`The control plane's environment is not valid:\n${faults.join("\n")}`);
  }
  return {
    socketPath: parsed.data.CONTROL_PLANE_SOCKET,
    databaseUrl: parsed.data.DATABASE_URL,
    secret: parsed.data.CONTROL_PLANE_SECRET,
    edgeApiUrl: parsed.data.EDGE_API_URL,
    spoolDirectory: parsed.data.SPOOL_DIRECTORY,
    fetchAllow: parsed.data.FETCH_ALLOW,
  };
}
