import type { z } from "zod";
import {
  authorSchema,
  commentSchema,
  contentFieldSchema,
  contentRecordSchema,
  contentTypeSchema,
  mediaSchema,
  menuSchema,
  menuTargetSchema,
  recordRefSchema,
  redirectSchema,
  termSchema,
} from "#domain/content/index.ts";
import {
  branchSchema,
  bulkOutcomeSchema,
  changeSchema,
  documentSummarySchema,
  documentVersionSchema,
  documentVersionWithContentSchema,
  drainedSchema,
  editedDocumentSchema,
  editedDocumentSummarySchema,
  editedRecordSchema,
  problemSchema,
  recordVersionSchema,
  releaseContentsSchema,
  versionComparisonSchema,
  publicationItemSchema,
  publicationSchema,
  websiteSchema,
  websiteSummarySchema,
  writtenRecordSchema,
} from "#domain/contracts/index.ts";
import { deploymentSchema } from "#domain/deployment/index.ts";
import { digestSchema } from "#domain/digest/index.ts";
import {
  blockSchema,
  documentBodySchema,
  documentPathSchema,
  documentSchema,
  documentStatusSchema,
  jsonValueSchema,
} from "#domain/document/index.ts";
import {
  contentActorSchema,
  documentChangesSchema,
  documentStateSchema,
  newDocumentSchema,
  versionKindSchema,
  workingCopySchema,
} from "#domain/editing/index.ts";
import * as identity from "#domain/identity/index.ts";
import * as ids from "#domain/ids/index.ts";
import { exportIdSchema, exportNoteSchema, exportSchema, exportStatusSchema } from "#domain/export/index.ts";
import { importIdSchema, importSchema, importStatusSchema, reportLineSchema } from "#domain/import/index.ts";
import { configurationSchema, leavesSchema } from "#domain/release/index.ts";
import * as tenants from "#domain/tenant/index.ts";
import { themePackageSchema, themeSettingsSchemaSchema } from "#domain/theme/index.ts";
import { uploadIdSchema, uploadSchema, uploadStatusSchema } from "#domain/upload/index.ts";
import { auditActorSchema, auditEntrySchema } from "#domain/audit/index.ts";
import { platformRoleSchema, tenantRoleSchema } from "#domain/access/index.ts";
import { websiteStatusSchema } from "#domain/website/index.ts";

/** What the description of the API calls by name, wherever it is used. Names are for good: clients are made of them. */
export const namedSchemas: Readonly<Record<string, z.ZodType>> = {
  WebsiteId: ids.websiteIdSchema,
  TenantId: ids.tenantIdSchema,
  PersonId: ids.personIdSchema,
  SessionId: ids.sessionIdSchema,
  InvitationId: ids.invitationIdSchema,
  DeploymentId: ids.deploymentIdSchema,
  PublicationId: ids.publicationIdSchema,
  BranchId: ids.branchIdSchema,
  RecordId: ids.recordIdSchema,
  ImportId: importIdSchema,
  ExportId: exportIdSchema,
  Digest: digestSchema,
  Json: jsonValueSchema,
  Problem: problemSchema,

  Website: websiteSchema,
  WebsiteStatus: websiteStatusSchema,
  WebsiteSummary: websiteSummarySchema,
  Leaves: leavesSchema,
  ReleaseContents: releaseContentsSchema,
  Configuration: configurationSchema,
  Change: changeSchema,
  Branch: branchSchema,
  Deployment: deploymentSchema,
  Drained: drainedSchema,
  Theme: themePackageSchema,
  ThemeSettings: themeSettingsSchemaSchema,
  UploadId: uploadIdSchema,
  Upload: uploadSchema,
  UploadStatus: uploadStatusSchema,

  DocumentPath: documentPathSchema,
  DocumentStatus: documentStatusSchema,
  DocumentSummary: documentSummarySchema,
  Document: documentSchema,
  EditedDocument: editedDocumentSchema,
  EditedDocumentSummary: editedDocumentSummarySchema,
  WorkingCopy: workingCopySchema,
  NewDocument: newDocumentSchema,
  DocumentChanges: documentChangesSchema,
  DocumentState: documentStateSchema,
  DocumentVersion: documentVersionSchema,
  Publication: publicationSchema,
  PublicationItem: publicationItemSchema,
  VersionKind: versionKindSchema,
  DocumentVersionWithContent: documentVersionWithContentSchema,
  VersionComparison: versionComparisonSchema,
  BulkOutcome: bulkOutcomeSchema,
  ContentActor: contentActorSchema,
  DocumentBody: documentBodySchema,
  Block: blockSchema,
  ContentRecord: contentRecordSchema,
  RecordRef: recordRefSchema,
  Term: termSchema,
  Author: authorSchema,
  Menu: menuSchema,
  MenuTarget: menuTargetSchema,
  Redirect: redirectSchema,
  Media: mediaSchema,
  Comment: commentSchema,
  EditedRecord: editedRecordSchema,
  RecordVersion: recordVersionSchema,
  WrittenRecord: writtenRecordSchema,
  ContentType: contentTypeSchema,
  ContentField: contentFieldSchema,

  Import: importSchema,
  ImportStatus: importStatusSchema,
  ReportLine: reportLineSchema,

  Export: exportSchema,
  ExportStatus: exportStatusSchema,
  ExportNote: exportNoteSchema,

  Tenant: tenants.tenantSchema,
  TenantProfile: tenants.tenantProfileSchema,
  TenantSettings: tenants.tenantSettingsSchema,
  TenantStatus: tenants.tenantStatusSchema,
  Tier: tenants.tierSchema,
  ResourceQuota: tenants.resourceQuotaSchema,

  TenantRole: tenantRoleSchema,
  PlatformRole: platformRoleSchema,
  Person: identity.personSchema,
  PersonSummary: identity.personSummarySchema,
  Membership: identity.membershipSchema,
  Member: identity.memberSchema,
  Invitation: identity.invitationSchema,
  InvitationStatus: identity.invitationStatusSchema,
  InvitationPreview: identity.invitationPreviewSchema,
  Session: identity.sessionSchema,
  AccessToken: identity.tokenSchema,
  SignedIn: identity.signedInSchema,
  WhoAmI: identity.whoAmISchema,
  Passkey: identity.passkeySchema,
  NewCredential: identity.newCredentialSchema,
  CredentialAnswer: identity.credentialAnswerSchema,
  Impersonation: identity.impersonationSchema,

  AuditActor: auditActorSchema,
  AuditEntry: auditEntrySchema,
};
