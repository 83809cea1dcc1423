import type { FailureCode, Result } from "#domain/errors/index.ts";
import type { ContentActor } from "#domain/editing/index.ts";
import type {
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
  VersionComparison,
} from "./documents.ts";
import type { ListInput, Page } from "./website.ts";

/** One thing that a Tenant object does with its tenant's content: what it is given and what it answers. */
export interface ContentVerb<Input, Value, Code extends FailureCode = never> {
  readonly input: Input;
  readonly answer: Result<Value, Code | "tenant-unavailable">;
}

/** The website has been found to be the tenant's before. */
export interface OfWebsite {
  readonly websiteId: string;
}
export interface OfDocument extends OfWebsite {
  readonly documentId: string;
}
export interface ByActor {
  readonly actor: ContentActor;
}

export interface OfVersion extends OfDocument {
  readonly version: number;
}

type VersionFailure = "document-not-found" | "document-version-not-found";
type TrashFailure = "document-not-found" | "version-mismatch" | "invalid-document-state" | "invalid-record";
export type PlaceFailure = "path-taken" | "invalid-record";

/** Everything that may be asked by `TenantRpc.content`. Each verb may be repeated when no answer came: it is then found done. */
export interface ContentVerbs {
  /** Fails with `document-exists` where the id is that of another document. */
  createDocument: ContentVerb<
    OfWebsite & ByActor & CreateDocumentBody & { readonly document: { readonly documentId: string } },
    EditedDocument,
    "document-exists" | PlaceFailure
  >;
  getDocument: ContentVerb<OfDocument, EditedDocument, "document-not-found">;
  /** Fails with `invalid-request` for a cursor that this list did not give. */
  listDocuments: ContentVerb<
    OfWebsite & ListInput & ListDocumentsFilter & { readonly sort: DocumentSort },
    Page<EditedDocumentSummary>,
    "invalid-request"
  >;
  saveDocument: ContentVerb<
    OfDocument & ByActor & SaveDocumentBody & { readonly ifVersion: number },
    EditedDocument,
    "document-not-found" | "version-mismatch" | "edit-conflict" | "invalid-document-state" | PlaceFailure
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
    VersionFailure | "version-mismatch" | "invalid-document-state" | "invalid-record"
  >;
  /** In the trash it has no path, and is changed by nobody. Visitors may not get it. */
  trashDocument: ContentVerb<OfDocument & ByActor & { readonly ifVersion: number }, EditedDocument, TrashFailure>;
  /** At its path, or at the next one that is free. */
  untrashDocument: ContentVerb<
    OfDocument & ByActor & { readonly ifVersion: number },
    EditedDocument,
    TrashFailure | PlaceFailure
  >;
  /** For good, with all its versions: only what is in the trash. Gone already, it is no failure. */
  eraseDocument: ContentVerb<OfDocument, null, "invalid-document-state">;
  /** Each as it is by now, all in one transaction: what cannot be done to one of them hinders no other. */
  bulkDocuments: ContentVerb<OfWebsite & ByActor & BulkDocumentsBody, { readonly items: readonly BulkOutcome[] }>;
}
export type ContentVerbName = keyof ContentVerbs;
export type ContentInput<Name extends ContentVerbName> = ContentVerbs[Name]["input"];
export type ContentAnswer<Name extends ContentVerbName> = ContentVerbs[Name]["answer"];
