import type { ProviderName, TenantProvider } from "./port.ts";

/** A provider that this platform has none of. Only its health may be asked for; to call anything else is a mistake of ours. */
export function notConfigured(name: ProviderName): TenantProvider {
  const refuse = () => Promise.reject(new Error(`The provider ${name} is not configured.`));
  return {
    name,
    ensure: refuse,
    compare: refuse,
    remove: refuse,
    remains: refuse,
    list: refuse,
    health: async () => ({ status: "not-configured", detail: null }),
  };
}
