import { z } from "zod";
import {
  contentActorSchema,
  documentChangesSchema,
  documentStateSchema,
  newDocumentSchema,
  versionKindSchema,
  workingCopySchema,
  type DocumentState,
} from "#domain/editing/index.ts";
import { digestSchema } from "#domain/digest/index.ts";
import { importIdSchema } from "#domain/import/index.ts";
import { slugSchema } from "#domain/content/index.ts";
import { documentSchema, jsonValueSchema } from "#domain/document/index.ts";
import { documentIdSchema, publicationIdSchema, recordIdSchema } from "#domain/ids/index.ts";
import { shortTextSchema } from "#domain/text/index.ts";

const at = z.iso.datetime();

/** What the website does with a document by itself, and by which publication: each can be taken back, or given another time. */
export const documentScheduleSchema = z.object({
  /** Null where nothing waits to be published. */
  publish: z.object({ publicationId: publicationIdSchema, dueAt: at, version: z.int().min(1) }).nullable(),
  /** When it goes again, whatever is published of it until then; null for not by itself. */
  unpublish: z.object({ publicationId: publicationIdSchema, dueAt: at }).nullable(),
});

/** Where a document stands, beside what it says. Its ETag is its version. */
const standing = {
  documentId: documentIdSchema,
  version: z.int().min(1),
  state: documentStateSchema,
  /** Of something that visitors get: whether the working copy is another version than theirs. */
  hasUnpublishedChanges: z.boolean(),
  /** The version that visitors get, and where; null for none. */
  servedVersion: z.int().nullable(),
  servedPath: z.string().nullable(),
  /** When the website publishes it by itself, and which version. */
  scheduledAt: at.nullable(),
  scheduledVersion: z.int().nullable(),
  schedule: documentScheduleSchema,
  trashedAt: at.nullable(),
  createdBy: contentActorSchema,
  updatedBy: contentActorSchema,
  createdAt: at,
  updatedAt: at,
};

/** A document as it is edited. */
export const editedDocumentSchema = z.object({ ...standing, document: workingCopySchema });
export type EditedDocument = z.infer<typeof editedDocumentSchema>;

/** The same in a list: without body and fields. */
export const editedDocumentSummarySchema = z.object({
  ...standing,
  type: z.string(),
  path: z.string(),
  title: z.string(),
  locale: z.string().nullable(),
  parentId: documentIdSchema.nullable(),
});
export type EditedDocumentSummary = z.infer<typeof editedDocumentSummarySchema>;

/** Why a version was saved, in its author's words. */
const message = shortTextSchema(500);

/** The last part of a path, as somebody chooses it: letters are composed as browsers send them. */
const chosenSlugSchema = slugSchema.normalize("NFC");

/** Of the two one alone can be meant. */
const oneOfBoth = { path: ["slug"], message: "must not be given with a path: it is the last part of one" };

const creation = z.strictObject({
  document: newDocumentSchema,
  /** The last part of its path, where no path is given; made of the title when left out. */
  slug: chosenSlugSchema.optional(),
  message: message.optional(),
});
const hasOnePlace = ({ document, slug }: { readonly document: { readonly path?: unknown }; readonly slug?: unknown }) =>
  document.path === undefined || slug === undefined;
export const createDocumentBodySchema = creation.refine(hasOnePlace, oneOfBoth);
/** The same where the type is known. */
export const createOfTypeBodySchema = creation
  .extend({ document: newDocumentSchema.omit({ type: true }) })
  .refine(hasOnePlace, oneOfBoth);
export type CreateDocumentBody = z.infer<typeof createDocumentBodySchema>;

const saving = z.strictObject({
  changes: documentChangesSchema,
  /** A new last part of its path, instead of a new path. */
  slug: chosenSlugSchema.optional(),
  /** Saved by the editor by itself: it takes the place of the author's last autosave. */
  autosave: z.boolean().default(false),
  message: message.optional(),
});
export const saveDocumentBodySchema = saving.refine(
  ({ changes, slug }) => changes.path === undefined || slug === undefined,
  oneOfBoth,
);
/** The whole of it: what has a default and is left out is that again. Its path, and whose translation it is, stay when left out. */
export const replaceOfTypeBodySchema = saving
  .omit({ changes: true })
  .extend({ document: newDocumentSchema.omit({ type: true, documentId: true }) });
export type SaveDocumentBody = z.infer<typeof saveDocumentBodySchema>;

export const documentVersionSchema = z.object({
  version: z.int().min(1),
  kind: versionKindSchema,
  actor: contentActorSchema,
  at,
  message: z.string().nullable(),
  /** SHA-256 of the canonical JSON of the document, 64 hex digits: equal for equal documents. */
  digest: z.string(),
});
export type DocumentVersion = z.infer<typeof documentVersionSchema>;

export const documentSortSchema = z.enum([
  "-updated",
  "updated",
  "title",
  "-title",
  "path",
  "-path",
  "-created",
  "created",
]);
export type DocumentSort = z.infer<typeof documentSortSchema>;

/** Which documents a list has. */
export interface ListDocumentsFilter {
  readonly type?: string | undefined;
  readonly state?: DocumentState | undefined;
  readonly termId?: string | undefined;
  readonly authorId?: string | undefined;
  readonly parentId?: string | undefined;
  readonly locale?: string | undefined;
  /** This document and what says it in other languages. */
  readonly translationOf?: string | undefined;
  /** Only what is in the trash; otherwise only what is not. */
  readonly trashed: boolean;
  /** Written at this instant or later. */
  readonly updatedSince?: string | undefined;
  /** Words of the title, the path or the body, or how they begin. */
  readonly search?: string | undefined;
}

/** A working copy as far as it takes to tell whether a release has it. */
export const workingCopyStandingSchema = z.object({
  documentId: documentIdSchema,
  /** SHA-256 of the canonical JSON of the working copy, and of the version that visitors get; null for none. */
  digest: z.string().nullable(),
  servedDigest: z.string().nullable(),
});
export type WorkingCopyStanding = z.infer<typeof workingCopyStandingSchema>;

/** What an import brings beside its content. */
export const bringWorkingCopyBodySchema = z.strictObject({
  document: workingCopySchema,
  /** The digest of what it was written on, as versions have it; null for a draft. */
  over: digestSchema.nullable(),
  importId: importIdSchema,
  /** Whether it is refused with `path-taken` where another has its path, rather than staying where it is. */
  keepsPath: z.boolean(),
});
export type BringWorkingCopyBody = z.infer<typeof bringWorkingCopyBodySchema>;

/** Which of an import's documents is taken back. */
export const takeBackCopyQuerySchema = z.strictObject({ importId: importIdSchema, kind: z.enum(["draft", "edit"]) });
export type TakeBackCopyQuery = z.infer<typeof takeBackCopyQuerySchema>;

/** What has become of a document that an import brought (`document`), once that was undone. */
export const takenBackCopySchema = z.discriminatedUnion("standing", [
  /** It is not there any more, or the import has not brought it. */
  z.object({ standing: z.literal("none") }),
  /** Somebody has edited it since, or published it: it stays. */
  z.object({ standing: z.literal("edited"), document: workingCopySchema }),
  /** Everything is as it was before it was brought. */
  z.object({ standing: z.literal("taken-back"), document: workingCopySchema }),
]);
export type TakenBackCopy = z.infer<typeof takenBackCopySchema>;

/** A version with what the document was. */
export const documentVersionWithContentSchema = documentVersionSchema.extend({ document: workingCopySchema });
export type DocumentVersionWithContent = z.infer<typeof documentVersionWithContentSchema>;

/** What differs between two versions. */
export const versionComparisonSchema = z.object({
  from: z.int(),
  to: z.int(),
  /** By path, such as `title` or `seo.canonical`; what one of them has not is left out. */
  fields: z.array(z.object({ path: z.string(), from: jsonValueSchema.optional(), to: jsonValueSchema.optional() })),
  /** Of the body: from this place on (in the first of the two), these blocks went and those came. */
  blocks: z.array(z.object({ at: z.int(), removed: z.array(jsonValueSchema), added: z.array(jsonValueSchema) })),
});
export type VersionComparison = z.infer<typeof versionComparisonSchema>;

export const untrashDocumentBodySchema = z.strictObject({
  /** Given, what was a translation comes back as a document of its own. */
  translationOf: z.null().optional(),
});
export type UntrashDocumentBody = z.infer<typeof untrashDocumentBodySchema>;

/** At most so many documents are changed by one call. */
export const bulkDocumentsMax = 100;

const termIds = z.array(recordIdSchema).max(50);
export const bulkDocumentsBodySchema = z.strictObject({
  documentIds: z.array(documentIdSchema).min(1).max(bulkDocumentsMax),
  operation: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("trash") }),
    untrashDocumentBodySchema.extend({ kind: z.literal("untrash") }),
    z.strictObject({ kind: z.literal("add-terms"), termIds }),
    z.strictObject({ kind: z.literal("remove-terms"), termIds }),
    z.strictObject({ kind: z.literal("set-authors"), authorIds: z.array(recordIdSchema).max(20) }),
    z.strictObject({ kind: z.literal("set-locale"), locale: documentSchema.shape.locale.unwrap() }),
    z.strictObject({ kind: z.literal("set-comments"), comments: z.enum(["open", "closed"]) }),
  ]),
});
export type BulkDocumentsBody = z.infer<typeof bulkDocumentsBodySchema>;
export type BulkOperation = BulkDocumentsBody["operation"];

/** What became of one of several: its new version, or why it stayed as it was. */
export const bulkOutcomeSchema = z.object({
  documentId: documentIdSchema,
  version: z.int().nullable(),
  failure: z.object({ code: z.string(), detail: z.string() }).nullable(),
});
export type BulkOutcome = z.infer<typeof bulkOutcomeSchema>;
