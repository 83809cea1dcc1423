import type { EditedDocument } from "#domain/contracts/index.ts";
import { ok } from "#domain/errors/index.ts";
import { entityTag } from "#domain/http/index.ts";
import type { Handled } from "../answer.ts";

/** A document with its version as ETag: to be sent back as `If-Match` with the next change. */
export function tagged(status: 200 | 201, document: EditedDocument): Handled {
  return ok({ status, body: document, headers: { ETag: entityTag(document.version) } });
}
