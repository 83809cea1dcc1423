import { bigint, jsonb, text, timestamp, uuid } from "drizzle-orm/pg-core";
import type { ResourceQuota, TenantCluster, TenantStatus, Tier } from "#domain/tenant/index.ts";
import { platformSchema } from "./platform.ts";

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });
const counter = (name: string) => bigint(name, { mode: "number" }).notNull();

/** Tenants as the platform sees them. The one with the id `platformTenantId` stands for the platform itself, and is in no list. */
export const tenants = platformSchema.table("tenants", {
  tenantId: uuid("tenant_id").primaryKey(),
  name: text("name").notNull(),
  subdomain: text("subdomain").notNull(),
  /** The subdomain as people read it at a glance. */
  subdomainSkeleton: text("subdomain_skeleton").notNull(),
  status: text("status").$type<TenantStatus>().notNull().default("provisioning"),
  tier: text("tier").$type<Tier>().notNull().default("free"),
  resourceQuota: jsonb("resource_quota").$type<ResourceQuota>().notNull(),
  metadata: jsonb("metadata").$type<Record<string, string>>().notNull().default({}),
  createdAt: instant("created_at").notNull().defaultNow(),
  updatedAt: instant("updated_at").notNull().defaultNow(),
  suspendedAt: instant("suspended_at"),
  suspensionReason: text("suspension_reason"),
  /** When a tenant that is being taken down loses its data. */
  removalDueAt: instant("removal_due_at"),
  /** The cluster that it brought; its kubeconfig is a sealed secret. */
  cluster: jsonb("cluster").$type<TenantCluster>(),
  /** Counts what its people and the platform can see change: the ETag. */
  version: counter("version").default(1),
  /** Counts what its Tenant object has to know. */
  stateVersion: counter("state_version").default(1),
  /** The last state that its Tenant object is known to have. */
  pushedVersion: counter("pushed_version").default(0),
  revocationEpoch: counter("revocation_epoch").default(0),
});
export type TenantRow = typeof tenants.$inferSelect;
