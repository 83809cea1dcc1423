import { beginUpload, uploadMedia } from "./begin-upload.ts";
import { completeUpload } from "./complete-upload.ts";
import { dropUpload } from "./drop-upload.ts";
import { getUpload } from "./get-upload.ts";
import { listParts } from "./list-parts.ts";
import { listUploads } from "./list-uploads.ts";
import { putPart } from "./put-part.ts";
import { signParts } from "./sign-parts.ts";

export const uploadRoutes = [
  beginUpload,
  uploadMedia,
  listUploads,
  getUpload,
  dropUpload,
  listParts,
  signParts,
  putPart,
  completeUpload,
];
