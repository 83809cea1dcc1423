import type { BlockNode, DocumentBody } from "../body.ts";
import { nodesOf } from "./nodes.ts";

interface Fault {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** What no node can be held to by itself: where page breaks and footnotes stand, and which note a reference names. */
export function wholeBodyFaults(body: DocumentBody): readonly Fault[] {
  const faults: Fault[] = [];
  const noteIds = idsOfNotes(body.content, faults);
  for (const { node, path } of nodesOf(body)) {
    if (node.type === "footnoteReference") {
      const isInNote = path[1] === body.content.length - 1 && body.content.at(-1)?.type === "footnotes";
      if (isInNote) faults.push({ path, message: "must not stand in a footnote" });
      else if (!noteIds.has(node.attrs.id))
        faults.push({ path: [...path, "attrs", "id"], message: "names no footnote" });
    } else if (node.type === "pageBreak" && path.length > 2) {
      faults.push({ path, message: "must stand among the body's own blocks, in no other node" });
    } else if (node.type === "footnotes" && !(path.length === 2 && path[1] === body.content.length - 1)) {
      faults.push({ path, message: "must be the body's last block" });
    }
  }
  return faults;
}

function idsOfNotes(blocks: readonly BlockNode[], faults: Fault[]): ReadonlySet<string> {
  const ids = new Set<string>();
  const last = blocks.at(-1);
  if (last?.type !== "footnotes") return ids;
  last.content.forEach(({ attrs: { id } }, index) => {
    const path = ["content", blocks.length - 1, "content", index, "attrs", "id"];
    if (ids.has(id)) faults.push({ path, message: "is the id of another footnote too" });
    ids.add(id);
  });
  return ids;
}
