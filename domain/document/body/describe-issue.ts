type Path = readonly PropertyKey[];

interface NamedNode {
  readonly type: string;
  readonly path: Path;
}

/**
 * What is wrong with a value, said of the node of a body that it is wrong with, such as `heading 3 (content › 4 ›
 * content › 1): attrs.level must be a whole number from 1 to 6`: the third heading of its body, and where that is. The
 * message as it is, when the place is not in a body.
 *
 * @param value what was looked at, whole: a body, or whatever holds one
 * @param path the place in it, as zod tells it
 */
export function describeBodyIssue(value: unknown, path: Path, message: string): string {
  const bodyAt = path.findIndex((_, index) => typeOf(valueAt(value, path.slice(0, index))) === "doc");
  if (bodyAt === -1) return message;
  const body = valueAt(value, path.slice(0, bodyAt));
  const placeInBody = path.slice(bodyAt);
  const node = innermostNode(body, placeInBody);
  if (node === null) return message;
  const inNode = placeInBody.slice(node.path.length).map(String).join(".");
  const count = numberOf(body, node);
  const name = `${node.type}${count === null ? "" : ` ${count}`} (${node.path.map(String).join(" › ")})`;
  if (inNode === "") return `${name}: ${message}`;
  return /^[a-z]/.test(message) ? `${name}: ${inNode} ${message}` : `${name}: ${inNode}: ${message}`;
}

/** The last of the nodes on the way: each is one of its parent's `content`. */
function innermostNode(body: unknown, path: Path): NamedNode | null {
  let length = 0;
  while (path[length] === "content" && typeof path[length + 1] === "number") length += 2;
  if (length === 0) return null;
  const nodePath = path.slice(0, length);
  return { type: typeOf(valueAt(body, nodePath)) ?? "node", path: nodePath };
}

/** Which of its type it is in the body, from 1; null for what has no type. */
function numberOf(body: unknown, { type, path }: NamedNode): number | null {
  if (type === "node") return null;
  let count = 0;
  const wanted = valueAt(body, path);
  const waiting: unknown[] = [body];
  while (waiting.length > 0) {
    const node = waiting.pop();
    if (typeOf(node) === type) count += 1;
    if (node === wanted) return count;
    waiting.push(...contentOf(node).toReversed());
  }
  return null;
}

function contentOf(node: unknown): readonly unknown[] {
  const content = valueAt(node, ["content"]);
  return Array.isArray(content) ? content : [];
}

/** Null for what cannot be the name of one: it goes into a sentence. */
function typeOf(node: unknown): string | null {
  const type = valueAt(node, ["type"]);
  return typeof type === "string" && /^[A-Za-z]{1,30}$/.test(type) ? type : null;
}

function valueAt(value: unknown, path: Path): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, key)) return undefined;
    found = (found as Readonly<Record<PropertyKey, unknown>>)[key];
  }
  return found;
}
