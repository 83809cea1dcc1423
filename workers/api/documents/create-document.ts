import { createDocumentBodySchema, editedDocumentSchema } from "#domain/contracts/index.ts";
import { documentBytesMax } from "#domain/document/index.ts";
import { uuidV7 } from "#domain/ids/index.ts";
import { idFor } from "../idempotency.ts";
import { websitePath } from "../paths.ts";
import { defineRoute } from "../route.ts";
import { contentActorOf } from "./content-actor-of.ts";
import { tagged } from "./tagged.ts";

/** `POST /websites/:websiteId/documents`: a draft. Its id is the one given, else made of the `Idempotency-Key`, else new. */
export const createDocument = defineRoute({
  method: "POST",
  path: "/websites/:websiteId/documents",
  access: { kind: "website", permission: "content:write" },
  summary: "Create a document",
  answers: { 201: editedDocumentSchema },
  refusals: ["document-exists", "path-taken", "translation-taken", "invalid-record"],
  headers: ["Idempotency-Key"],
  params: websitePath,
  body: createDocumentBodySchema,
  bodyBytesMax: 2 * documentBytesMax,
  async handle(call) {
    const { context, params, body, services } = call;
    const id = idFor(call, body.document.documentId, `document of ${params.websiteId}`);
    if (!id.ok) return id;
    const document = { ...body.document, documentId: id.value ?? uuidV7(services.now()) };
    const input = { ...body, ...params, document, actor: contentActorOf(context.actor) };
    const made = await services.content(context, "createDocument", input);
    return made.ok ? tagged(201, made.value) : made;
  },
});
