import { access, readFile } from "node:fs/promises";
import type { ContentRecord, RecordKind, RecordRef } from "#domain/content/index.ts";
import type { BlockNode, Document } from "#domain/document/index.ts";
import { nodesOf } from "#domain/document/index.ts";
import {
  convertWxr,
  type ConvertEffects,
  type ConvertOptions,
  type ReportLine,
} from "#control-plane/services/imports/wxr/index.ts";
import { exportFoot, exportHead } from "#test/support/wxr-export.ts";

export interface Converted {
  readonly batches: readonly (readonly ContentRecord[])[];
  readonly records: readonly ContentRecord[];
  readonly lines: readonly ReportLine[];
}

export interface Surroundings {
  readonly held?: ReadonlyMap<string, RecordRef>;
  readonly fetchMedia?: ConvertEffects["fetchMedia"];
  readonly options?: ConvertOptions;
  /** Bytes of one piece of the file; all at once unless told. */
  readonly chunk?: number;
}

/** Converts bytes with surroundings in which nothing is taken and nothing can be fetched, unless told. */
export async function convert(file: Uint8Array | string, surroundings: Surroundings = {}): Promise<Converted> {
  const bytes = typeof file === "string" ? new TextEncoder().encode(file) : file;
  const { held = new Map<string, RecordRef>(), options, chunk = bytes.length || 1 } = surroundings;
  const lines: ReportLine[] = [];
  const effects: ConvertEffects = {
    lookupPaths: async (paths) => new Map([...held].filter(([path]) => paths.includes(path))),
    fetchMedia: surroundings.fetchMedia ?? (async () => ({ ok: false, reason: "There is no network in tests." })),
    atMs: Date.UTC(2030, 0, 1),
    report: (line) => lines.push(line),
  };
  const source = {
    async *open() {
      for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
    },
  };
  const batches: (readonly ContentRecord[])[] = [];
  for await (const { records } of convertWxr(source, effects, options)) batches.push(records);
  return { batches, records: batches.flat(), lines };
}

/** An export of these items. */
export function exportOf(...items: readonly string[]): string {
  return `${exportHead()}${items.join("")}${exportFoot}`;
}

type ValueOf<Kind extends RecordKind> = Extract<ContentRecord, { kind: Kind }>["value"];

export function valuesOf<Kind extends RecordKind>({ records }: Converted, kind: Kind): ValueOf<Kind>[] {
  return records.filter((record) => record.kind === kind).map((record) => record.value as ValueOf<Kind>);
}

/** The document that had this id in WordPress. */
export function documentOf(converted: Converted, oldId: number | string): Document {
  const found = valuesOf(converted, "document").find(({ documentId }) => documentId.endsWith(`-${oldId}`));
  if (found === undefined) throw new Error(`there is no document ${oldId}`);
  return found;
}

export function typesOf(document: Pick<Document, "body">): string[] {
  return document.body.content.map(({ type }) => type);
}

/** All nodes of a body of one type. */
export function nodesOfType<Type extends BlockNode["type"]>(
  { body }: Pick<Document, "body">,
  type: Type,
): Extract<BlockNode, { type: Type }>[] {
  return [...nodesOf(body)]
    .map(({ node }) => node)
    .filter((node): node is Extract<BlockNode, { type: Type }> => node.type === type);
}

/** All text of a body as one string. */
export function textOfBody({ body }: Pick<Document, "body">): string {
  return [...nodesOf(body)].map(({ node }) => (node.type === "text" ? node.text : "")).join("");
}

/** Kept beside the tree, never in it; null, and said, where it is not. */
export async function readFixture(): Promise<Uint8Array | null> {
  for (const folder of [process.env["HOTSWAP_FIXTURES"], "../shared/fixtures", "../../shared/fixtures"]) {
    if (folder === undefined) continue;
    const path = `${folder}/themeunittestdata.wordpress.xml`;
    const isThere = await access(path).then(
      () => true,
      () => false,
    );
    if (isThere) return new Uint8Array(await readFile(path));
  }
  console.log("skipped: the folder of fixtures is absent (set HOTSWAP_FIXTURES to say where it is)");
  return null;
}
