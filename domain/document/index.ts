export type * from "./body.ts";
export { documentBodySchema } from "./body-schema.ts";
export {
  documentBytesMax,
  documentPasswordSchema,
  documentSchema,
  documentStatusSchema,
  type Document,
  type DocumentInput,
  type DocumentPassword,
  type DocumentStatus,
} from "./document.ts";
export { hrefSchema } from "./href.ts";
export { documentPathSchema } from "./path.ts";
export { mediaIdsOf } from "./references.ts";
export { plainTextOf } from "./text.ts";
