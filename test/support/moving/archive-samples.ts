import type { ContentRecord } from "#domain/content/index.ts";
import { ImportFault } from "#control-plane/services/imports/index.ts";
import { convertFile } from "./convert-file.ts";

/** A page with one paragraph. */
export const documentOf = (documentId: string, text: string) =>
  ({
    kind: "document",
    value: {
      documentId,
      type: "page",
      path: `/${documentId}`,
      title: text,
      body: { type: "doc", content: [{ type: "paragraph", content: [{ type: "text", text }] }] },
    },
  }) as unknown as ContentRecord;

/** Why an archive is refused. Throws where it is not, or where something of it was stored before. */
export async function refusalOf(path: string): Promise<{ readonly detail: string; readonly place: string | null }> {
  const stored = new Map<string, Uint8Array>();
  const error = await convertFile("archive", path, { stored }).then(
    () => null,
    (error: unknown) => error,
  );
  if (!(error instanceof ImportFault)) throw new Error(`it was not refused: ${String(error)}`);
  if (stored.size > 0) throw new Error("something of it was stored");
  return { detail: error.message, place: error.place };
}
