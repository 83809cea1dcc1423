import { z } from "zod";

/** Ids are UUIDs; new ones are version 7, so that they sort by the time they were made. */
export const websiteIdSchema = z.uuid().toLowerCase();
export const tenantIdSchema = z.uuid().toLowerCase();
export const deploymentIdSchema = z.uuid().toLowerCase();
/** Documents carry the id that their author or importer gave them: letters, digits, `_` and `-`. */
export const documentIdSchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/, "must be 1 to 64 letters, digits, '_' or '-'");

export type WebsiteId = string;
export type TenantId = string;
export type DeploymentId = string;
export type DocumentId = string;
