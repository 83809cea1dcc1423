import { z } from "zod";
import { releaseNameSchema } from "#domain/contracts/index.ts";
import { digestSchema } from "#domain/digest/index.ts";
import { writtenKindSchema } from "#domain/contracts/index.ts";
import { recordRefSchema } from "#domain/content/index.ts";
import { exportIdSchema } from "#domain/export/index.ts";
import {
  branchIdSchema,
  deploymentIdSchema,
  documentIdSchema,
  recordIdSchema,
  publicationIdSchema,
  tenantIdSchema,
  websiteIdSchema,
} from "#domain/ids/index.ts";
import { importIdSchema } from "#domain/import/index.ts";
import { partNumberSchema, uploadIdSchema } from "#domain/upload/index.ts";

/** Where the API is mounted on its hostname. */
export const apiBasePath = "/api/v1";

export const websitePath = z.strictObject({ websiteId: websiteIdSchema });
/** The query of routes about a website that their path does not name. */
export const websiteQuery = websitePath;
export const documentPath = websitePath.extend({ documentId: documentIdSchema });
const versionPath = {
  version: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, "must be the number of a version")
    .transform(Number),
};
export const documentVersionPath = documentPath.extend(versionPath);
export const writtenRecordPath = websitePath.extend({ kind: writtenKindSchema, id: recordRefSchema.shape.id });
export const publicationPath = websitePath.extend({ publicationId: publicationIdSchema });
export const recordPath = websitePath.extend(recordRefSchema.shape);
export const branchPath = websitePath.extend({ branchId: branchIdSchema });
export const changePath = websitePath.extend({ changeId: digestSchema });
export const deploymentIdPath = z.strictObject({ deploymentId: deploymentIdSchema });
export const deploymentPath = websitePath.extend(deploymentIdPath.shape);
export const releasePath = websitePath.extend({ releaseId: digestSchema });
export const releaseNamePath = websitePath.extend({ releaseId: releaseNameSchema });
export const releaseBlobPath = releasePath.extend({ digest: digestSchema });
export const importPath = websitePath.extend({ importId: importIdSchema });
export const exportPath = websitePath.extend({ exportId: exportIdSchema });
export const mediaPath = websitePath.extend({ mediaId: recordIdSchema });
export const mediaVersionPath = mediaPath.extend(versionPath);
export const uploadPath = websitePath.extend({ uploadId: uploadIdSchema });
export const uploadPartPath = uploadPath.extend({ part: partNumberSchema });
export const tenantPath = z.strictObject({ tenantId: tenantIdSchema });
export const blobPath = z.strictObject({ digest: digestSchema });
