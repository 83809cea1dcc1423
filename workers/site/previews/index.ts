export { previewOf } from "./find-preview.ts";
export { mayHavePreview } from "./preview-cookie.ts";
export { previewGone, servePreviewPath } from "./serve-preview-paths.ts";
export { servePreviewResource } from "./serve-preview-resource.ts";
export { servePreview } from "./serve-preview.ts";
