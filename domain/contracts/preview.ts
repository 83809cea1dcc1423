import { z } from "zod";
import { digestSchema, type Digest } from "#domain/digest/index.ts";
import { hostnameSchema } from "#domain/hostname/index.ts";

const hourMs = 60 * 60 * 1_000;

/** How long a preview may run, in milliseconds. */
export const previewMsMin = 60 * 1_000;
export const previewMsMax = 7 * 24 * hourMs;

/** The path of a website at which a preview is opened; the token follows. */
export const previewPathPrefix = "/_hotswap/preview/";
/** The parameter beside it that names the path at which one begins, the front page unless it is given. */
export const previewAtParameter = "at";

/** What is to be shown: what a change would make of the active release, or a retained release. One of the two. */
export const createPreviewInputSchema = z
  .strictObject({
    changeId: digestSchema.optional(),
    releaseId: digestSchema.optional(),
    expiresInMs: z
      .int()
      .min(previewMsMin)
      .max(previewMsMax)
      .default(24 * hourMs),
  })
  .refine(({ changeId, releaseId }) => (changeId === undefined) !== (releaseId === undefined), {
    message: "must name a changeId or a releaseId, not both",
  });
export type CreatePreviewInput = z.infer<typeof createPreviewInputSchema>;

/** The same as it is asked for, with one of the website's hostnames, at which it is to be shown. */
export const previewBodySchema = createPreviewInputSchema.safeExtend({ hostname: hostnameSchema.optional() });

/** Who asks for a preview, as far as it matters for how many one may have; left out by callers that do not tell. */
export interface ByViewer {
  readonly viewer?: string;
}

/** What a running preview shows, and until when. */
export interface OpenPreview {
  readonly releaseId: Digest;
  readonly expiresAt: string;
}

export interface Preview extends OpenPreview {
  /** Signed by a key of the website's; letters, digits, `.`, `-` and `_`. */
  readonly token: string;
}
