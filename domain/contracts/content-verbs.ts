import type { Audited, ByActor, ContentVerb, OfWebsite } from "./content-verb.ts";
import type { DocumentTransitionName } from "#domain/editing/index.ts";
import type { PublicationState } from "#domain/publication/index.ts";
import type {
  BringWorkingCopyBody,
  BulkDocumentsBody,
  BulkOutcome,
  CreateDocumentBody,
  DocumentSort,
  DocumentVersion,
  DocumentVersionWithContent,
  EditedDocument,
  EditedDocumentSummary,
  ListDocumentsFilter,
  SaveDocumentBody,
  TakeBackCopyQuery,
  TakenBackCopy,
  UntrashDocumentBody,
  VersionComparison,
  WorkingCopyStanding,
} from "./documents.ts";
import type { RecordVerbs } from "./record-verbs.ts";
import type { ContentState, DocumentVersionRef, Publication, ReconcileChoice } from "./publishing.ts";
import type {
  LibraryMedia,
  ListMediaFilter,
  MediaFolders,
  MediaSort,
  MediaUse,
  MediaVersion,
  PutMediaInput,
  SaveMediaBody,
} from "./media-library.ts";
import type { ListInput, Page } from "./website.ts";

export interface OfDocument extends OfWebsite {
  readonly documentId: string;
}

export interface OfVersion extends OfDocument {
  readonly version: number;
}

type VersionFailure = "document-not-found" | "document-version-not-found";
type TrashFailure = "document-not-found" | "version-mismatch" | "invalid-document-state" | "invalid-record";
export interface OfPublication extends OfWebsite {
  readonly publicationId: string;
}

/** What takes documents from visitors by a publication of this id, where the caller may. */
interface MayTakeOff extends OfPublication, Audited {
  readonly mayPublish: boolean;
}

/** What may be done to a document as a whole without publishing it. */
export type StateTransition = Extract<DocumentTransitionName, "submit" | "withdraw" | "archive" | "unarchive">;

/** What may stand in the way of publishing, in these tables or where it is served. */
export type PublishRefusal =
  | "document-not-found"
  | "version-mismatch"
  | "invalid-document-state"
  | "invalid-record"
  | "record-not-found"
  | "path-taken"
  | "schedule-order"
  | "too-many-scheduled"
  | "website-not-found"
  | "website-deleted"
  | "publication-not-found"
  | "idempotency-key-reused"
  | "payload-too-large";
type ComparisonFailure = "website-not-found" | "website-deleted" | "storage-full" | "website-unavailable";
export type PublicationRefusal = PublishRefusal | "invalid-publication-state";

export interface OfMedia extends OfWebsite {
  readonly mediaId: string;
}
type MediaFailure = "media-not-found" | "version-mismatch" | "invalid-record";

export type PlaceFailure = "path-taken" | "invalid-record";
/** Why a document cannot say another one in a language, or be the original of those that do. */
export type TranslationFailure = "translation-taken" | "invalid-record";

/** Everything that may be asked by `TenantRpc.content`. Each verb may be repeated when no answer came: it is then found done. */
export interface ContentVerbs extends RecordVerbs {
  /** Fails with `document-exists` where the id is that of another document. */
  createDocument: ContentVerb<
    OfWebsite & ByActor & CreateDocumentBody & { readonly document: { readonly documentId: string } },
    EditedDocument,
    "document-exists" | PlaceFailure | TranslationFailure
  >;
  getDocument: ContentVerb<OfDocument, EditedDocument, "document-not-found">;
  /** Fails with `invalid-request` for a cursor that this list did not give. */
  listDocuments: ContentVerb<
    OfWebsite & ListInput & ListDocumentsFilter & { readonly sort: DocumentSort },
    Page<EditedDocumentSummary>,
    "invalid-request"
  >;
  /** Of all documents that are not in the trash, by id: whatever happens to where they stand, none is passed over. */
  listWorkingCopies: ContentVerb<OfWebsite & ListInput, Page<WorkingCopyStanding>>;
  /**
   * What was written on what visitors get (`over`), and was not published, as the next version; a draft where that is null. The same of
   * one import again changes nothing. Fails with `version-mismatch` where visitors get something else, or somebody has written what they
   * do not get.
   */
  bringWorkingCopy: ContentVerb<
    OfDocument & ByActor & BringWorkingCopyBody,
    EditedDocument,
    | "document-exists"
    | "document-not-found"
    | "version-mismatch"
    | "invalid-document-state"
    | PlaceFailure
    | TranslationFailure
  >;
  /** The same undone: everything is as it was before, unless somebody has edited it since, or published it. */
  takeBackCopy: ContentVerb<
    OfDocument & ByActor & TakeBackCopyQuery,
    TakenBackCopy,
    "invalid-record" | "website-unavailable"
  >;
  saveDocument: ContentVerb<
    OfDocument & ByActor & SaveDocumentBody & { readonly ifVersion: number },
    EditedDocument,
    | "document-not-found"
    | "version-mismatch"
    | "edit-conflict"
    | "invalid-document-state"
    | PlaceFailure
    | TranslationFailure
  >;
  /** Newest first; superseded autosaves are left out. The cursor is the number of the last version. */
  listVersions: ContentVerb<OfDocument & ListInput, Page<DocumentVersion>, "document-not-found">;
  getVersion: ContentVerb<OfVersion, DocumentVersionWithContent, VersionFailure>;
  compareVersions: ContentVerb<
    OfDocument & { readonly from: number; readonly to: number },
    VersionComparison,
    VersionFailure
  >;
  /** The document as it was, as its next version. Where it stands stays. */
  restoreVersion: ContentVerb<
    OfVersion & ByActor & { readonly ifVersion: number },
    EditedDocument,
    VersionFailure | "version-mismatch" | "invalid-document-state" | TranslationFailure
  >;
  /**
   * In the trash it has no path, and is changed by nobody; visitors get it no longer. Fails with `forbidden` where they do and the
   * caller may not publish.
   */
  trashDocument: ContentVerb<
    OfDocument & ByActor & MayTakeOff & { readonly ifVersion: number },
    EditedDocument,
    TrashFailure | "forbidden"
  >;
  /**
   * At its path, or at the next one that is free; a draft where visitors got it. Fails with `translation-taken` where another document
   * has its language by now, unless it comes back as a document of its own.
   */
  untrashDocument: ContentVerb<
    OfDocument & ByActor & UntrashDocumentBody & { readonly ifVersion: number },
    EditedDocument,
    TrashFailure | PlaceFailure | TranslationFailure
  >;
  /** For good, with all its versions and what its website keeps of it: only what is in the trash. Gone already, it is no failure. */
  eraseDocument: ContentVerb<OfDocument & ByActor & Audited & OfPublication, null, "invalid-document-state">;
  /** Each as it is by now, all in one transaction: what cannot be done to one of them hinders no other. */
  bulkDocuments: ContentVerb<
    OfWebsite & ByActor & MayTakeOff & BulkDocumentsBody,
    { readonly items: readonly BulkOutcome[] }
  >;
  /** Where it stands, beside publishing. `publicationId` names the publication by which visitors get it no longer, if they do. */
  changeDocumentState: ContentVerb<
    OfDocument &
      ByActor &
      Audited &
      OfPublication & { readonly ifVersion: number; readonly transition: StateTransition },
    EditedDocument,
    "document-not-found" | "version-mismatch" | "invalid-document-state"
  >;
  /** Documents as one change, at once or (`dueAt`) at their time. `waiting` where the website is away: it goes by alarm. */
  publish: ContentVerb<
    OfPublication &
      ByActor &
      Audited & {
        readonly publish: readonly DocumentVersionRef[];
        readonly unpublish: readonly DocumentVersionRef[];
        readonly dueAt: string | null;
        readonly message: string;
      },
    Publication,
    PublishRefusal
  >;
  /** Fails with `invalid-publication-state` for one that is for at once, or has ended. */
  cancelPublication: ContentVerb<OfPublication & Audited, Publication, PublicationRefusal>;
  /** Another time for exactly what it holds, under a new id. */
  reschedulePublication: ContentVerb<
    OfPublication & ByActor & Audited & { readonly newPublicationId: string; readonly dueAt: string },
    Publication,
    PublicationRefusal
  >;
  getPublication: ContentVerb<OfPublication, Publication, "publication-not-found">;
  /** Fails with `website-unavailable` where the website, or the database, does not answer. */
  contentState: ContentVerb<OfWebsite, ContentState, ComparisonFailure>;
  reconcileContent: ContentVerb<
    OfWebsite & ByActor & { readonly choice: ReconcileChoice },
    ContentState,
    ComparisonFailure
  >;
  listPublications: ContentVerb<
    OfWebsite & ListInput & { readonly state?: PublicationState | undefined; readonly documentId?: string | undefined },
    Page<Publication>
  >;
  /** Fails with `invalid-request` for a cursor that this list did not give. */
  listMedia: ContentVerb<
    OfWebsite & ListInput & ListMediaFilter & { readonly sort: MediaSort },
    Page<LibraryMedia>,
    "invalid-request"
  >;
  listMediaFolders: ContentVerb<OfWebsite, MediaFolders>;
  getMedia: ContentVerb<OfMedia, LibraryMedia, "media-not-found">;
  /** Newest first. The cursor is the number of the last version. */
  listMediaVersions: ContentVerb<OfMedia & ListInput, Page<MediaVersion>, "media-not-found">;
  /** Documents by id, and redirects with the last of them. */
  mediaUses: ContentVerb<OfMedia & ListInput, Page<MediaUse>>;
  /** A file of the tenant's own, published at once. Fails with `media-refused` for one that cannot be shown where the one that it replaces is. */
  putMedia: ContentVerb<OfWebsite & PutMediaInput, LibraryMedia, "media-not-found" | "media-refused">;
  /** File and description as they were, as the next version, published at once. */
  restoreMedia: ContentVerb<
    OfMedia & ByActor & OfPublication & { readonly version: number; readonly ifVersion: number },
    LibraryMedia,
    MediaFailure | "document-version-not-found"
  >;
  saveMedia: ContentVerb<
    OfMedia & ByActor & OfPublication & { readonly changes: SaveMediaBody; readonly ifVersion: number },
    LibraryMedia,
    MediaFailure | "edit-conflict"
  >;
  /** Into the trash, or out of it. `settings` are those of the theme that name it: they are not known here. */
  trashMedia: ContentVerb<
    OfMedia &
      ByActor &
      OfPublication & {
        readonly isTrashed: boolean;
        readonly force: boolean;
        readonly settings: readonly string[];
        readonly ifVersion: number;
      },
    LibraryMedia,
    MediaFailure | "media-in-use"
  >;
}
export type ContentVerbName = keyof ContentVerbs;
export type ContentInput<Name extends ContentVerbName> = ContentVerbs[Name]["input"];
export type ContentAnswer<Name extends ContentVerbName> = ContentVerbs[Name]["answer"];
