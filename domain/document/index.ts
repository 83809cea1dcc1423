export type * from "./body.ts";
export { blockSchema, documentBodySchema } from "./body-schema.ts";
export { cleanText } from "./body/attributes.ts";
export { describeBodyIssue } from "./body/describe-issue.ts";
export { bodyLimits } from "./body/limits.ts";
export { nodesOf, visitNodes, type BodyNode } from "./body/nodes.ts";
export { excerptOf } from "./excerpt.ts";
export { mediaIdsOf, mediaIdsOfBody } from "./references.ts";
export { unspacedCharacter } from "./unspaced.ts";
export { splitPages } from "./split-pages.ts";
export { inlineText, textOf } from "./text.ts";
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
export type { Seo } from "./seo.ts";
export { jsonValueSchema } from "./json-value.ts";
export { documentPathSchema } from "./path.ts";
export { isShadowedPath } from "./shadowed-path.ts";
export { markElements } from "./mark-elements.ts";
