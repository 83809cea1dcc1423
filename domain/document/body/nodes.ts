import type {
  BlockNode,
  ButtonNode,
  ColumnNode,
  DefinitionDescriptionNode,
  DefinitionTermNode,
  DocumentBody,
  FootnoteNode,
  InlineNode,
  ListItemNode,
  TableCellNode,
  TableRowNode,
} from "../body.ts";

/** Every kind of node below a body's own. */
export type BodyNode =
  | BlockNode
  | InlineNode
  | ListItemNode
  | DefinitionTermNode
  | DefinitionDescriptionNode
  | ColumnNode
  | ButtonNode
  | TableRowNode
  | TableCellNode
  | FootnoteNode;

export interface PlacedNode {
  readonly node: BodyNode;
  /** Such as `["content", 4, "content", 1]`. */
  readonly path: readonly (string | number)[];
}

/** The nodes of a body as they are read: each before those that it holds. */
export function* nodesOf(body: DocumentBody): Generator<PlacedNode, void, undefined> {
  yield* nodesIn(body.content, []);
}

function* nodesIn(nodes: readonly BodyNode[], above: PlacedNode["path"]): Generator<PlacedNode, void, undefined> {
  for (const [index, node] of nodes.entries()) {
    const path = [...above, "content", index];
    yield { node, path };
    if ("content" in node && node.content !== undefined) yield* nodesIn(node.content, path);
  }
}

/** As `nodesOf`, without places, and quicker. @param visit true ends it */
export function visitNodes(nodes: readonly BodyNode[], visit: (node: BodyNode) => boolean | void): boolean {
  for (const node of nodes) {
    if (visit(node) === true) return true;
    if ("content" in node && node.content !== undefined && visitNodes(node.content, visit)) return true;
  }
  return false;
}
