import { z } from "zod";
import { recordRefSchema } from "#domain/content/index.ts";
import { contentActorSchema, documentStateSchema } from "#domain/editing/index.ts";
import { givenInstantSchema, inCalendar, isInCalendar } from "./given-instant.ts";
import { documentIdSchema, publicationIdSchema } from "#domain/ids/index.ts";
import { publicationStateSchema, wallTimeSchema } from "#domain/publication/index.ts";
import { lineSchema } from "#domain/text/index.ts";

const at = z.iso.datetime();

/** How many documents one publication may hold. */
export const publicationDocumentsMax = 100;

/** What a publication does with a document. */
export const publicationItemSchema = z.object({
  documentId: documentIdSchema,
  /** The version that visitors get; null where they get the document no longer. */
  version: z.int().min(1).nullable(),
  /** Where it stood before: it stands there again if the website refuses. */
  before: documentStateSchema,
  /** What was scheduled of it and is not done any more, since this was decided: which version visitors were to get, null for none. */
  replaced: z.array(z.object({ version: z.int().min(1).nullable(), dueAt: at })).optional(),
});

/** Something that was decided to be published, and how far it has come. */
export const publicationSchema = z.object({
  publicationId: publicationIdSchema,
  /** Counts all publications of the tenant: later ones are higher. */
  sequence: z.int(),
  kind: z.enum(["publish", "unpublish"]),
  state: publicationStateSchema,
  documents: z.array(publicationItemSchema),
  /** Other records that become what visitors get, or go. */
  records: z.array(recordRefSchema),
  /** Null for at once. */
  dueAt: at.nullable(),
  /** Of one that failed. */
  failure: z.object({ code: z.string(), detail: z.string() }).nullable(),
  /** Of one that is placed: the deployment, which others that were due with it share. */
  deploymentId: z.string().nullable(),
  message: z.string(),
  actor: contentActorSchema,
  createdAt: at,
  endedAt: at.nullable(),
});
export type Publication = z.infer<typeof publicationSchema>;
export type PublicationItem = z.infer<typeof publicationItemSchema>;

const message = lineSchema(500).default("");

/** When: the local time of the website, or an instant. */
const due = {
  /** In the website's time zone. A time that its clocks skip is taken as if they had not changed; of one shown twice the first is meant. */
  localTime: wallTimeSchema.refine(isInCalendar, inCalendar).optional(),
  dueAt: givenInstantSchema.optional(),
};
export interface Due {
  readonly localTime?: string | undefined;
  readonly dueAt?: string | undefined;
}
const isOneTime = ({ localTime, dueAt }: Due) => (localTime === undefined) !== (dueAt === undefined);
const oneTime = { message: "must have a localTime or a dueAt, not both" };

export const publishBodySchema = z.strictObject({ message });
export const scheduleBodySchema = z.strictObject({ ...due, message }).refine(isOneTime, oneTime);
export const rescheduleBodySchema = z.strictObject(due).refine(isOneTime, oneTime);

/** A document as its caller has read it. */
export const documentVersionRefSchema = z.strictObject({ documentId: documentIdSchema, version: z.int().min(1) });
export type DocumentVersionRef = z.infer<typeof documentVersionRefSchema>;

const documentRefs = z.array(documentVersionRefSchema).max(publicationDocumentsMax).default([]);

/** Several documents as one change: those that are to be published, and those that are to go. */
export const createPublicationBodySchema = z
  .strictObject({ publish: documentRefs, unpublish: documentRefs, ...due, message })
  .refine(({ publish, unpublish }) => publish.length + unpublish.length > 0, { message: "must name a document" })
  .refine(({ publish, unpublish }) => publish.length + unpublish.length <= publicationDocumentsMax, {
    message: `must not name more than ${publicationDocumentsMax} documents`,
  })
  .refine(({ publish, unpublish }) => areDistinct([...publish, ...unpublish]), { message: "names a document twice" })
  .refine(({ localTime, dueAt }) => localTime === undefined || dueAt === undefined, {
    message: "must not have both localTime and dueAt",
  });

function areDistinct(refs: readonly DocumentVersionRef[]): boolean {
  return new Set(refs.map(({ documentId }) => documentId)).size === refs.length;
}

/** How the tenant's tables stand beside what the website serves. */
export const contentStateSchema = z.object({
  /**
   * `current`: all that the website has told of is in them. `behind`: what has changed where it is served is on its way. `diverged`:
   * one of the two was restored from a backup, and somebody has to choose which is to count.
   */
  state: z.enum(["current", "behind", "diverged"]),
  /** Publications that the website has made, or holds for their time, and these tables know nothing of. */
  unknownPublications: z.array(
    z.object({ publicationId: publicationIdSchema, dueAt: at.nullable(), at: at.nullable() }),
  ),
  /** Whether the website's storage is another one, or older, than these tables have seen. */
  isWebsiteOlder: z.boolean(),
  /** Publications that the website has still to be told of. */
  untold: z.int(),
});
export type ContentState = z.infer<typeof contentStateSchema>;

/** Which of the two is to count: what is served becomes new versions of what is edited, or what is edited is published again. */
export const reconcileBodySchema = z.strictObject({ choice: z.enum(["keep-served", "republish"]) });
export type ReconcileChoice = z.infer<typeof reconcileBodySchema>["choice"];
