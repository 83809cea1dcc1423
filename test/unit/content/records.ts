import { contentRecordSchema, type ContentRecord } from "#domain/content/index.ts";
import { documentSchema, type Document, type DocumentInput } from "#domain/document/index.ts";
import { isRecordKey } from "#durable-objects/website/content/content-keys.ts";
import { refOf, type RecordStore } from "#durable-objects/website/content/edit-records.ts";
import { entriesOfRecord } from "#durable-objects/website/content/entries-of-record.ts";
import type { NodeStore } from "#durable-objects/website/content/node.ts";
import { entriesOf } from "#durable-objects/website/content/tree.ts";

const emptyBody = { type: "doc", content: [] } as const;

export function documentOf(given: Partial<DocumentInput> & Pick<DocumentInput, "documentId">): Document {
  const { documentId } = given;
  return documentSchema.parse({ type: "post", path: `/${documentId}`, title: documentId, body: emptyBody, ...given });
}

export function post(documentId: string, path: string, title = documentId, publishedAt: string | null = null) {
  return recordOf("document", documentOf({ documentId, path, title, publishedAt }));
}

/** A post whose body is this text, in paragraphs that are not too long. */
export function longPost(documentId: string, text: string): ContentRecord {
  const content = (text.match(/.{1,100000}/gsu) ?? []).map((part) => ({
    type: "paragraph" as const,
    content: [{ type: "text" as const, text: part }],
  }));
  return recordOf("document", documentOf({ documentId, body: { type: "doc", content } }));
}

export function recordOf(kind: ContentRecord["kind"], value: object): ContentRecord {
  return contentRecordSchema.parse({ kind, value });
}

export function term(termId: string, path = `/tags/${termId}`): ContentRecord {
  return recordOf("term", { termId, taxonomy: "tag", slug: termId, path, name: termId });
}

export function comment(commentId: string, documentId: string, status = "approved"): ContentRecord {
  const createdAt = "2024-05-01T10:00:00Z";
  return recordOf("comment", { commentId, documentId, status, authorName: "A", createdAt, body: emptyBody });
}

/** The records of a tree by kind and id. Throws unless the tree holds exactly the keys of its records. */
export function recordsOf(store: NodeStore & RecordStore, root: string): ReadonlyMap<string, ContentRecord> {
  const records = new Map<string, ContentRecord>();
  const expected = new Map<string, string>();
  const found = new Map(entriesOf(store, root));
  for (const [key, value] of found) {
    if (!isRecordKey(key)) continue;
    const record = store.readRecord(value);
    const { kind, id } = refOf(record);
    records.set(`${kind}:${id}`, record);
    for (const [name, content] of entriesOfRecord(record, value)) {
      if (expected.has(name)) throw new Error(`two records have the key ${name}`);
      expected.set(name, content);
    }
  }
  for (const [key, value] of expected)
    if (found.get(key) !== value) throw new Error(`${key} is ${found.get(key)}, not ${value}`);
  if (found.size !== expected.size) throw new Error("the tree has keys of no record");
  return records;
}
