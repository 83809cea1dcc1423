import { z } from "zod";
import { tenantIdSchema } from "#domain/ids/index.ts";

/** The answer of `GET /internal/tenants/:tenantId/database`, for that tenant's object alone. */
export const tenantCredentialsSchema = z.object({
  host: z.string().min(1).max(253),
  port: z.int().min(1).max(65_535),
  database: z.string().min(1).max(63),
  role: z.string().min(1).max(63),
  password: z.string().min(1).max(200),
});
export type TenantCredentials = z.infer<typeof tenantCredentialsSchema>;

/** The login role of a tenant, and the schema that it can use: they are called alike. */
export function tenantRoleName(tenantId: string): string {
  return `tenant_${tenantId.replaceAll("-", "").toLowerCase()}`;
}

/**
 * What opens one connection through the relay: claims of a JWT (HS256) in the header `Authorization` of the upgrade, signed by the
 * Tenant object with the secret that it shares with the control plane. Beside it the role's password is needed, which the server checks.
 */
export const relayTicketSchema = z.object({
  tenantId: tenantIdSchema,
  /** Host and port, e.g. `127.0.0.1:5432`: one of those that the relay is configured for. */
  server: z.string().min(3).max(300),
  database: z.string().min(1).max(63),
  role: z.string().min(1).max(63),
});
export type RelayTicket = z.infer<typeof relayTicketSchema>;

/** Neither an assertion nor a call of the edge's API can be used as a ticket, nor the other way round. */
export const relayTicketAudience = "tenant-relay";
export const relayTicketLifetimeSeconds = 30;

/** `::1` is written `[::1]:5432`. */
export function serverName({ host, port }: { readonly host: string; readonly port: number }): string {
  return host.includes(":") && !host.startsWith("[") ? `[${host}]:${port}` : `${host}:${port}`;
}
