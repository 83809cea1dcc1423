import type { FailureCode, Result } from "#domain/errors/index.ts";
import type { ContentActor } from "#domain/editing/index.ts";
import type {
  CreateDocumentBody,
  DocumentSort,
  EditedDocument,
  EditedDocumentSummary,
  ListDocumentsFilter,
  SaveDocumentBody,
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
}
export type ContentVerbName = keyof ContentVerbs;
export type ContentInput<Name extends ContentVerbName> = ContentVerbs[Name]["input"];
export type ContentAnswer<Name extends ContentVerbName> = ContentVerbs[Name]["answer"];
