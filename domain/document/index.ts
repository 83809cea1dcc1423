export {
  documentBodySchema,
  type BlockNode,
  type BodyMark,
  type DocumentBody,
  type ListItemNode,
  type TextNode,
} from "./body.ts";
export { documentBytesMax, documentPathSchema, documentSchema, type Document } from "./document.ts";
