import { z } from "zod";

const configSchema = z.object({
  /** Path of the unix socket to listen on. The system allows about 100 bytes. */
  CONTROL_PLANE_SOCKET: z.string({ error: "is missing" }).min(1).max(100),
  DATABASE_URL: z.string({ error: "is missing" }).regex(/^postgres(ql)?:\/\//, "must be a postgresql:// address"),
  /** Shared with edges and objects, which sign with it who is asking. */
  CONTROL_PLANE_SECRET: z.string({ error: "is missing" }).min(32, "must have at least 32 characters"),
});

export interface Config {
  readonly socketPath: string;
  readonly databaseUrl: string;
  readonly secret: string;
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
  };
}
