import { findBlob } from "./find-blob.ts";
import { putBlob } from "./put-blob.ts";

export const blobRoutes = [putBlob, findBlob];
