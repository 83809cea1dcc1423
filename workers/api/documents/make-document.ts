import type { CreateDocumentBody } from "#domain/contracts/index.ts";
import { fail, type FailureCode } from "#domain/errors/index.ts";
import { uuidV7 } from "#domain/ids/index.ts";
import type { WebsiteContext } from "../access/context.ts";
import type { Handled } from "../answer.ts";
import { idFor } from "../idempotency.ts";
import type { RawCall } from "../route.ts";
import { contentActorOf } from "./content-actor-of.ts";
import { tagged } from "./tagged.ts";

/** How making one may be refused, beside what goes with being about a website. */
export const creationRefusals = [
  "document-exists",
  "idempotency-key-reused",
  "path-taken",
  "translation-taken",
  "invalid-record",
] as const satisfies readonly FailureCode[];

/** Makes a draft. Its id is the one given, else made of the call's `Idempotency-Key`, else new. */
export async function makeDocument(
  call: Pick<RawCall<WebsiteContext>, "context" | "services" | "idempotencyKey">,
  body: CreateDocumentBody,
): Promise<Handled> {
  const { context, services } = call;
  const { websiteId } = context.website;
  const given = body.document.documentId;
  const id = idFor(call, given, `document of ${websiteId}`);
  if (!id.ok) return id;
  const document = { ...body.document, documentId: id.value ?? uuidV7(services.now()) };
  const input = { ...body, websiteId, document, actor: contentActorOf(context.actor) };
  const made = await services.content(context, "createDocument", input);
  if (made.ok) return tagged(201, made.value);
  return made.failure.code === "document-exists" && given === undefined ? reused : made;
}

const reused = fail(
  "idempotency-key-reused",
  "This Idempotency-Key stood for a document with other content. Use a new one for each.",
);
