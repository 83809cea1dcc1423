export { previewOf } from "./find-preview.ts";
export { mayHavePreview } from "./preview-cookie.ts";
export { previewGone, servePreviewPath } from "./serve-preview-paths.ts";
export { servePreview } from "./serve-preview.ts";
