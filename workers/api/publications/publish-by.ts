import type { DocumentVersionRef } from "#domain/contracts/index.ts";
import type { FailureCode } from "#domain/errors/index.ts";
import { uuidV7 } from "#domain/ids/index.ts";
import { answer, type Handled } from "../answer.ts";
import type { WebsiteContext } from "../access/context.ts";
import type { ApiServices } from "../context.ts";
import { byCaller } from "../documents/content-actor-of.ts";
import { idFor } from "../idempotency.ts";

/** How publishing may be refused, beside what goes with being about a website. */
export const publishRefusals = [
  "document-not-found",
  "version-mismatch",
  "invalid-document-state",
  "invalid-record",
  "record-not-found",
  "path-taken",
  "schedule-order",
  "too-many-scheduled",
  "publication-not-found",
  "idempotency-key-reused",
] as const satisfies readonly FailureCode[];

interface PublishCall {
  readonly context: WebsiteContext;
  readonly services: ApiServices;
  readonly idempotencyKey: string | null;
}

interface Intended {
  readonly publish?: readonly DocumentVersionRef[];
  readonly unpublish?: readonly DocumentVersionRef[];
  readonly dueAt: string | null;
  readonly message: string;
}

/** Publishes, by an id that the call's `Idempotency-Key` stands for: 202 while the website is away, and it goes by alarm. */
export async function publishBy(
  call: PublishCall,
  { publish = [], unpublish = [], dueAt, message }: Intended,
): Promise<Handled> {
  const { context, services } = call;
  const { websiteId } = context.website;
  const id = idFor(call, undefined, `publication of ${websiteId}`);
  if (!id.ok) return id;
  const publicationId = id.value ?? uuidV7(services.now());
  const made = await services.content(context, "publish", {
    ...{ ...byCaller(context), websiteId, publicationId, publish, unpublish, dueAt, message },
  });
  return answer(made.ok && made.value.state === "waiting" ? 202 : 201, made);
}
