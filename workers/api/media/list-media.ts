import { z } from "zod";
import { mediaFolderSchema } from "#domain/content/index.ts";
import { libraryMediaSchema, mediaKindSchema, mediaSortSchema, pageOf } from "#domain/contracts/index.ts";
import { shortTextSchema } from "#domain/text/index.ts";
import { answer } from "../answer.ts";
import { listQueryWith } from "../list-query.ts";
import { websitePath } from "../paths.ts";
import { defineRoute } from "../route.ts";

/** `GET /websites/:websiteId/media?search&folder&kind&trashed&sort`: the library, what was written last first. */
export const listMedia = defineRoute({
  method: "GET",
  path: "/websites/:websiteId/media",
  access: { kind: "website", permission: "content:read" },
  summary: "List media",
  answers: { 200: pageOf(libraryMediaSchema) },
  params: websitePath,
  query: listQueryWith(/^[A-Za-z0-9_-]+$/).extend({
    /** Words of file names, titles, alternative texts and captions. */
    search: shortTextSchema(200).optional(),
    /** Of this folder alone; empty for what is in none. */
    folder: z.union([z.literal(""), mediaFolderSchema]).optional(),
    kind: mediaKindSchema.optional(),
    trashed: z
      .enum(["true", "false"])
      .transform((text) => text === "true")
      .default(false),
    sort: mediaSortSchema.default("-updated"),
  }),
  async handle({ context, params, query, services }) {
    return answer(200, await services.content(context, "listMedia", { ...params, ...query }));
  },
});
