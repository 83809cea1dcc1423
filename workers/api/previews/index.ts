import { createPreview } from "./create-preview.ts";

export const previewRoutes = [createPreview];
