/** What a body may hold at most. Whatever walks a body may rely on these. */
export const bodyLimits = {
  /** Nodes below one another, from the body's own blocks to the text in the innermost. */
  depth: 40,
  nodes: 50_000,
  /** Nodes directly in one node. */
  children: 10_000,
  /** Characters of one text node. */
  textLength: 200_000,
  /** Characters of an attribute that is a line of text, such as a title. */
  lineLength: 1_000,
  /** Characters of an image's description. */
  altLength: 5_000,
  galleryImages: 500,
  galleryColumns: 8,
  columns: 8,
  tableCells: 10_000,
  colspan: 100,
  rowspan: 1_000,
  /** Bytes in UTF-8 of what a fallback node keeps. */
  fallbackBytes: 100_000,
} as const;
