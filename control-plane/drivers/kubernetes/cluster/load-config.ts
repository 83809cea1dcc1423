import { PooledConfig } from "./pooled-config.ts";

/**
 * The platform's own cluster: the file that the platform's people named, else the pod's service account. Trusted: a file
 * may name programs that fetch tokens. Throws when it cannot be read, with its path but nothing of its content.
 */
export function loadPlatformConfig(path: string | undefined): PooledConfig {
  const config = new PooledConfig();
  if (path === undefined) {
    config.loadFromCluster();
    return config;
  }
  const fault = faultOf(() => config.loadFromFile(path));
  if (fault !== null) throw new Error(`The kubeconfig ${path} cannot be read: ${fault}.`);
  if (config.getCurrentCluster() === null) throw new Error(`The kubeconfig ${path} has no current context.`);
  return config;
}

/** A parser's own words may quote what it read. */
function faultOf(load: () => void): string | null {
  try {
    load();
    return null;
  } catch (error) {
    const { code } = error as { readonly code?: unknown };
    return typeof code === "string" ? code : "it is malformed";
  }
}
