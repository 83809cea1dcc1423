/**
 * A document's body: ProseMirror JSON, as TipTap edits it; where TipTap has a node or mark, its name and its
 * attributes are used. Never HTML: text is text, and every node and mark is one of those below, so that
 * rendering escapes by construction.
 * @see https://prosemirror.net/docs/guide/#doc
 * @see https://tiptap.dev/docs/editor/extensions/overview
 */
export interface DocumentBody {
  type: "doc";
  content: BlockNode[];
}

export type BodyMark =
  | { type: "bold" | "italic" | "underline" | "strike" | "code" | "subscript" | "superscript" | "highlight" }
  | { type: "small" | "keyboard" | "citation" | "inlineQuote" }
  | { type: "abbreviation"; attrs: { title: string } }
  | { type: "link"; attrs: LinkAttrs };

export interface LinkAttrs {
  href: string;
  title?: string | undefined;
  /** Opens beside the page, without giving the other page a hold on it. */
  newTab?: boolean | undefined;
  /** What search engines are told of the link. */
  rel?: "nofollow" | "sponsored" | "ugc" | undefined;
}

export interface TextNode {
  type: "text";
  text: string;
  marks?: BodyMark[] | undefined;
}
export interface HardBreakNode {
  type: "hardBreak";
}
/** A small picture in a line of text. */
export interface InlineImageNode {
  type: "inlineImage";
  attrs: ImageSource & { alt: string };
  marks?: BodyMark[] | undefined;
}
/** The mark of a footnote; the note is in the body's `footnotes`. Numbered in order of appearance. */
export interface FootnoteReferenceNode {
  type: "footnoteReference";
  attrs: { id: string };
}
export type InlineNode = TextNode | HardBreakNode | InlineImageNode | FootnoteReferenceNode;

/** Which picture: one of the website's media, or an address on the web. Exactly one of the two. */
export interface ImageSource {
  mediaId?: string | undefined;
  src?: string | undefined;
  /** Pixels, as it is to be shown; the picture's own when left out. */
  width?: number | undefined;
  height?: number | undefined;
}

export type TextAlign = "left" | "center" | "right" | "justify";
/** Where a block stands: beside the text, or wider than it. */
export type BlockAlign = "left" | "center" | "right" | "wide" | "full";

export interface ParagraphNode {
  type: "paragraph";
  attrs?: { textAlign?: TextAlign | undefined } | undefined;
  content?: InlineNode[] | undefined;
}
export interface HeadingNode {
  type: "heading";
  /** `id` is the fragment that links name; made of the text when left out. */
  attrs: { level: number; textAlign?: TextAlign | undefined; id?: string | undefined };
  content?: InlineNode[] | undefined;
}
export interface BlockquoteNode {
  type: "blockquote";
  attrs?: { citation?: string | undefined; variant?: "pull" | undefined; align?: BlockAlign | undefined } | undefined;
  content: BlockNode[];
}
export interface ListItemNode {
  type: "listItem";
  content: BlockNode[];
}
export interface BulletListNode {
  type: "bulletList";
  content: ListItemNode[];
}
export interface OrderedListNode {
  type: "orderedList";
  attrs?:
    | { start?: number | undefined; reversed?: boolean | undefined; type?: "1" | "a" | "A" | "i" | "I" | undefined }
    | undefined;
  content: ListItemNode[];
}
export interface DefinitionListNode {
  type: "definitionList";
  content: (DefinitionTermNode | DefinitionDescriptionNode)[];
}
export interface DefinitionTermNode {
  type: "definitionTerm";
  content?: InlineNode[] | undefined;
}
export interface DefinitionDescriptionNode {
  type: "definitionDescription";
  content: BlockNode[];
}
export interface CodeBlockNode {
  type: "codeBlock";
  attrs?: { language?: string | undefined } | undefined;
  /** Text without marks. */
  content?: TextNode[] | undefined;
}
/** Text whose spaces and line ends count: poems, and preformatted text with marks. */
export interface PreformattedNode {
  type: "preformatted";
  attrs?: { variant?: "verse" | undefined } | undefined;
  content?: InlineNode[] | undefined;
}
export interface HorizontalRuleNode {
  type: "horizontalRule";
}
/** Where lists end a document's beginning. */
export interface ReadMoreNode {
  type: "readMore";
}
/** Where the next page of a document of several pages begins. */
export interface PageBreakNode {
  type: "pageBreak";
}
/** A picture with its caption. */
export interface ImageNode {
  type: "image";
  attrs: ImageSource & {
    alt: string;
    title?: string | undefined;
    align?: BlockAlign | undefined;
    href?: string | undefined;
  };
  /** The caption. */
  content?: InlineNode[] | undefined;
}
export interface GalleryNode {
  type: "gallery";
  attrs: { columns: number; align?: BlockAlign | undefined };
  content: ImageNode[];
}
export interface VideoNode {
  type: "video";
  attrs: {
    mediaId: string;
    title?: string | undefined;
    posterMediaId?: string | undefined;
    align?: BlockAlign | undefined;
  };
  content?: InlineNode[] | undefined;
}
export interface AudioNode {
  type: "audio";
  attrs: { mediaId: string; title?: string | undefined };
  content?: InlineNode[] | undefined;
}
/** A file to download. */
export interface FileNode {
  type: "file";
  attrs: { mediaId: string; label: string };
}
/** Something on another website: shown as a link with a poster, loaded from there only when it is followed. */
export interface EmbedNode {
  type: "embed";
  attrs: {
    url: string;
    /** Such as `YouTube`; empty when it is not known. */
    provider: string;
    title: string;
    posterMediaId?: string | undefined;
    align?: BlockAlign | undefined;
  };
  content?: InlineNode[] | undefined;
}
export interface CalloutNode {
  type: "callout";
  attrs: { tone: "note" | "info" | "success" | "warning" | "danger" };
  content: BlockNode[];
}
export interface DetailsNode {
  type: "details";
  attrs: { summary: string; open?: boolean | undefined };
  content: BlockNode[];
}
/** Blocks on a picture, or on the theme's accent colour. */
export interface CoverNode {
  type: "cover";
  attrs: { mediaId?: string | undefined; src?: string | undefined } & { align?: BlockAlign | undefined };
  content: BlockNode[];
}
export interface ColumnsNode {
  type: "columns";
  attrs?: { align?: BlockAlign | undefined } | undefined;
  content: ColumnNode[];
}
export interface ColumnNode {
  type: "column";
  /** Share of the width in per cent. */
  attrs?: { width?: number | undefined } | undefined;
  content: BlockNode[];
}
export interface ButtonsNode {
  type: "buttons";
  attrs?: { align?: "left" | "center" | "right" | undefined } | undefined;
  content: ButtonNode[];
}
export interface ButtonNode {
  type: "button";
  attrs: { href: string; label: string; variant?: "outline" | undefined; newTab?: boolean | undefined };
}
export interface TableNode {
  type: "table";
  attrs?: { caption?: string | undefined; align?: BlockAlign | undefined } | undefined;
  content: TableRowNode[];
}
export interface TableRowNode {
  type: "tableRow";
  content: TableCellNode[];
}
export interface TableCellNode {
  type: "tableCell" | "tableHeader";
  attrs?: { colspan?: number | undefined; rowspan?: number | undefined; textAlign?: TextAlign | undefined } | undefined;
  content: BlockNode[];
}
/** The notes that `footnoteReference` nodes name; at the end of the body. */
export interface FootnotesNode {
  type: "footnotes";
  content: FootnoteNode[];
}
export interface FootnoteNode {
  type: "footnote";
  attrs: { id: string };
  content: BlockNode[];
}
/** What could not be mapped: kept as it was, inert, shown to editors and never to visitors. */
export interface FallbackNode {
  type: "fallback";
  attrs: {
    format: "html" | "shortcode" | "wordpress-block";
    /** Such as `iframe`, `contact-form-7` or `core/calendar`. */
    name: string;
    source: string;
    reason: string;
  };
}

export type BlockNode =
  | ParagraphNode
  | HeadingNode
  | BlockquoteNode
  | BulletListNode
  | OrderedListNode
  | DefinitionListNode
  | CodeBlockNode
  | PreformattedNode
  | HorizontalRuleNode
  | ReadMoreNode
  | PageBreakNode
  | ImageNode
  | GalleryNode
  | VideoNode
  | AudioNode
  | FileNode
  | EmbedNode
  | CalloutNode
  | DetailsNode
  | CoverNode
  | ColumnsNode
  | ButtonsNode
  | TableNode
  | FootnotesNode
  | FallbackNode;
