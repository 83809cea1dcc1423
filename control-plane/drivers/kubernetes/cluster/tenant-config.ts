import { loadYaml } from "@kubernetes/client-node";
import type { Dispatcher } from "undici";
import { z } from "zod";
import { KubernetesRefused } from "../api/failures.ts";
import { PooledConfig } from "./pooled-config.ts";

const bytesMax = 100_000;
const base64 = z.base64().max(50_000);

/**
 * What is taken of a tenant's kubeconfig: where the server is, what it proves itself by, who we are there. All else is
 * refused, by strictness: `exec` and `auth-provider` would run programs here, paths would read files here, a proxy or an
 * unchecked certificate would let others listen.
 */
const kubeconfigSchema = z.object({
  "current-context": z.string().min(1),
  contexts: z
    .array(
      z.object({
        name: z.string(),
        context: z.strictObject({ cluster: z.string(), user: z.string(), namespace: z.string().optional() }),
      }),
    )
    .max(50),
  clusters: z
    .array(
      z.object({
        name: z.string(),
        cluster: z.strictObject({
          server: z.string().regex(/^https:\/\/[^\s/?#@]+\/?$/, "must be an https address without a path"),
          "certificate-authority-data": base64.optional(),
          "tls-server-name": z.hostname().optional(),
        }),
      }),
    )
    .max(50),
  users: z
    .array(
      z.object({
        name: z.string(),
        user: z.union([
          z.strictObject({ token: z.string().regex(/^[\x21-\x7e]{1,20000}$/) }),
          z.strictObject({ "client-certificate-data": base64, "client-key-data": base64 }),
        ]),
      }),
    )
    .max(50),
});

/** How to know the server, and to be known by it. Certificates and keys are PEM. */
export interface TenantTls {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly servername?: string;
}

/**
 * @param text YAML or JSON
 * @param connect makes the connections
 * Throws a `KubernetesRefused` that says what is wrong with it, and shows nothing of it.
 */
export function parseTenantConfig(text: string, connect: (tls: TenantTls) => Dispatcher): PooledConfig {
  const parsed = kubeconfigSchema.safeParse(parseYaml(text));
  if (!parsed.success) {
    const where = parsed.error.issues.map((issue) => issue.path.join(".")).filter((path) => path !== "");
    throw refused(where.length === 0 ? "it is not a kubeconfig" : `not allowed or not valid: ${where.join(", ")}`);
  }
  const { contexts, clusters, users, "current-context": current } = parsed.data;
  const context = contexts.find(({ name }) => name === current)?.context;
  const cluster = clusters.find(({ name }) => name === context?.cluster)?.cluster;
  const user = users.find(({ name }) => name === context?.user)?.user;
  if (cluster === undefined || user === undefined) throw refused("its current context is not complete");
  const hasToken = "token" in user;
  const config = new PooledConfig(
    connect({
      ...optional("ca", decode(cluster["certificate-authority-data"])),
      ...optional("servername", cluster["tls-server-name"]),
      ...(hasToken ? {} : { cert: decode(user["client-certificate-data"])!, key: decode(user["client-key-data"])! }),
    }),
  );
  config.loadFromClusterAndUser(
    { name: "tenant", server: cluster.server.replace(/\/$/, ""), skipTLSVerify: false },
    hasToken ? { name: "tenant", token: user.token } : { name: "tenant" },
  );
  return config;
}

function decode(text: string | undefined): string | undefined {
  return text === undefined ? undefined : Buffer.from(text, "base64").toString("utf8");
}

function optional<Name extends string>(name: Name, value: string | undefined): Partial<Record<Name, string>> {
  return value === undefined ? {} : ({ [name]: value } as Record<Name, string>);
}

function parseYaml(text: string): unknown {
  if (text.length > bytesMax) throw refused("it is too long");
  try {
    return loadYaml(text);
  } catch {
    throw refused("it is not YAML");
  }
}

function refused(why: string): KubernetesRefused {
  return new KubernetesRefused(`The tenant's kubeconfig is refused: ${why}.`);
}
