import type { ContentRecord, RecordKind } from "#domain/content/index.ts";
import { nodesOf, type BodyNode, type Document } from "#domain/document/index.ts";

type ValueOf<Kind extends RecordKind> = Extract<ContentRecord, { kind: Kind }>["value"];

export function valuesOf<Kind extends RecordKind>(records: readonly ContentRecord[], kind: Kind): ValueOf<Kind>[] {
  return records.filter((record) => record.kind === kind).map((record) => record.value as ValueOf<Kind>);
}

/** The document of this title. */
export function titled(records: readonly ContentRecord[], title: string): Document {
  const found = valuesOf(records, "document").find((document) => document.title === title);
  if (found === undefined) throw new Error(`there is no document "${title}"`);
  return found;
}

export function typesOf({ body }: Pick<Document, "body">): string[] {
  return body.content.map(({ type }) => type);
}

export function nodesOfType<Type extends BodyNode["type"]>(
  { body }: Pick<Document, "body">,
  type: Type,
): Extract<BodyNode, { type: Type }>[] {
  return [...nodesOf(body)]
    .map(({ node }) => node)
    .filter((node): node is Extract<BodyNode, { type: Type }> => node.type === type);
}

export function textOfBody({ body }: Pick<Document, "body">): string {
  return [...nodesOf(body)].map(({ node }) => (node.type === "text" ? node.text : "")).join("");
}
