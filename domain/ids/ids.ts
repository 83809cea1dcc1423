import { z } from "zod";

/** Ids are UUIDs; new ones are version 7, so that they sort by the time they were made. */
export const websiteIdSchema = z.uuid().toLowerCase();
export const tenantIdSchema = z.uuid().toLowerCase();
export const personIdSchema = z.uuid().toLowerCase();
export const sessionIdSchema = z.uuid().toLowerCase();
export const invitationIdSchema = z.uuid().toLowerCase();
export const deploymentIdSchema = z.uuid().toLowerCase();
export const publicationIdSchema = z.uuid().toLowerCase();
export const branchIdSchema = z.uuid().toLowerCase();
/**
 * Documents and other records of content carry the id that their author or importer gave them, so that importing the
 * same source twice makes the same records.
 */
export const recordIdSchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, "must be 1 to 64 letters, digits, '_' or '-'");
export const documentIdSchema = recordIdSchema;

export type WebsiteId = string;
export type TenantId = string;
export type PersonId = string;
export type SessionId = string;
export type InvitationId = string;
export type DeploymentId = string;
export type BranchId = string;
export type DocumentId = string;
