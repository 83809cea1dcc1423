import { z } from "zod";
import {
  documentSortSchema,
  editedDocumentSummarySchema,
  givenInstantSchema,
  pageOf,
} from "#domain/contracts/index.ts";
import { documentSchema } from "#domain/document/index.ts";
import { documentStateSchema } from "#domain/editing/index.ts";
import { recordIdSchema } from "#domain/ids/index.ts";
import { shortTextSchema } from "#domain/text/index.ts";
import { answer } from "../answer.ts";
import { listQueryWith } from "../list-query.ts";
import { websitePath } from "../paths.ts";
import { defineRoute } from "../route.ts";

/** What a list of documents may be asked for. */
export const documentListQuery = listQueryWith(/^[A-Za-z0-9_-]+$/).extend({
  type: documentSchema.shape.type.optional(),
  state: documentStateSchema.optional(),
  termId: recordIdSchema.optional(),
  authorId: recordIdSchema.optional(),
  parentId: recordIdSchema.optional(),
  /** The document of this id and its translations. */
  translationOf: recordIdSchema.optional(),
  locale: z
    .string()
    .min(2)
    .max(35)
    .regex(/^[A-Za-z0-9-]+$/, "must be a language tag")
    .optional(),
  trashed: z
    .enum(["true", "false"])
    .transform((text) => text === "true")
    .default(false),
  updatedSince: givenInstantSchema.optional(),
  /** Words of titles, paths and bodies, or how they begin. */
  search: shortTextSchema(200).optional(),
  sort: documentSortSchema.default("-updated"),
});

/** `GET /websites/:websiteId/documents`: as they are edited, without their bodies; those in the trash by `trashed=true`. */
export const listDocuments = defineRoute({
  method: "GET",
  path: "/websites/:websiteId/documents",
  access: { kind: "website", permission: "content:read" },
  summary: "List documents",
  answers: { 200: pageOf(editedDocumentSummarySchema) },
  params: websitePath,
  query: documentListQuery,
  async handle({ context, params, query, services }) {
    return answer(200, await services.content(context, "listDocuments", { ...params, ...query }));
  },
});
