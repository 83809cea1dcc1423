import { documentSchema, type Document } from "#domain/document/index.ts";
import { entriesOfDocument } from "#durable-objects/website/content/content-keys.ts";
import type { DocumentStore } from "#durable-objects/website/content/edit-documents.ts";
import type { NodeStore } from "#durable-objects/website/content/node.ts";
import { entriesOf } from "#durable-objects/website/content/tree.ts";

export function post(
  documentId: string,
  path: string,
  title = documentId,
  publishedAt: string | null = null,
): Document {
  return documentSchema.parse({
    documentId,
    type: "post",
    path,
    title,
    publishedAt,
    body: { type: "doc", content: [] },
  });
}

/** The documents of a tree by id. Throws unless the tree holds exactly the keys of its documents. */
export function documentsOf(store: NodeStore & DocumentStore, root: string): ReadonlyMap<string, Document> {
  const documents = new Map<string, Document>();
  const expected = new Map<string, string>();
  const found = new Map(entriesOf(store, root));
  for (const [key, value] of found) {
    if (!key.startsWith("document/")) continue;
    const document = store.readDocument(value);
    documents.set(document.documentId, document);
    for (const [name, content] of entriesOfDocument(document, value)) {
      if (expected.has(name)) throw new Error(`two documents have the key ${name}`);
      expected.set(name, content);
    }
  }
  for (const [key, value] of expected)
    if (found.get(key) !== value) throw new Error(`${key} is ${found.get(key)}, not ${value}`);
  if (found.size !== expected.size) throw new Error("the tree has keys of no document");
  return documents;
}
