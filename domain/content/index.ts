export { authorSchema, type Author } from "./author.ts";
export { commentSchema, type Comment } from "./comment.ts";
export { imageTypes, mediaFolderSchema, mediaSchema, type Media, type MediaVariant } from "./media.ts";
export {
  contentFieldSchema,
  contentTypeSchema,
  type ContentField,
  type ContentType,
  type FieldItem,
} from "./content-type.ts";
export {
  menuDepthMax,
  menuItemsMax,
  menuSchema,
  menuTargetSchema,
  type Menu,
  type MenuItem,
  type MenuTarget,
} from "./menu.ts";
export {
  contentRecordSchema,
  recordIdOf,
  recordKinds,
  recordRefSchema,
  type ContentRecord,
  type RecordKind,
  type RecordRef,
} from "./record.ts";
export {
  applyRules,
  followRedirects,
  inOrder,
  redirectPatternsMax,
  redirectRule,
  type RedirectRule,
} from "./redirect-rules.ts";
export { redirectQueryPattern, redirectSchema, type Redirect } from "./redirect.ts";
export { slugSchema, webUrlSchema } from "./shared.ts";
export { termSchema, type Term } from "./term.ts";
