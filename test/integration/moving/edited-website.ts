import { readFileSync } from "node:fs";
import { archivePaths, draftsEntry, recordsEntry, type ArchiveManifest } from "#domain/archive/index.ts";
import { httpEdge } from "#control-plane/drivers/edge/index.ts";
import { sourceOf, valueOf } from "#control-plane/services/exports/read-source.ts";
import type { Platform } from "#supervisor/index.ts";
import { writeExport } from "#test/support/moving/write-export.ts";
import { filesOf } from "#test/support/moving/zip-files.ts";
import type { TenantClient } from "./moving-client.ts";

/** A website of the tenant's whose documents are edited and published through the API. */
export async function makeEditedWebsite(client: TenantClient, name: string) {
  return editing(client, await client.makeWebsite(name));
}

export function editing<Website extends { readonly path: string }>(client: TenantClient, website: Website) {
  const documents = `${website.path}/documents`;
  const read = async (documentId: string) => (await client.call("GET", `${documents}/${documentId}`)).body;
  const must = async (method: string, path: string, body: unknown, headers = {}) => {
    const answered = await client.call(method, path, body, headers);
    if (answered.status >= 300) throw new Error(JSON.stringify(answered.body));
  };
  const create = (documentId: string) =>
    must("POST", documents, {
      document: {
        documentId,
        type: "page",
        path: `/${documentId}`,
        title: documentId,
        body: { type: "doc", content: [] },
      },
    });
  const publish = async (documentId: string) => {
    const { version } = await read(documentId);
    await must("POST", `${website.path}/publications`, { publish: [{ documentId, version }] });
  };
  const save = async (documentId: string, changes: object) => {
    const { version } = await read(documentId);
    await must("PATCH", `${documents}/${documentId}`, { changes }, { "If-Match": `"${version}"` });
  };
  /** What is edited and what is served of a document, by their titles. */
  const titlesOf = async (documentId: string) => {
    const released = await client.call("GET", `${website.path}/released/documents/${documentId}`);
    const { document, hasUnpublishedChanges } = await read(documentId);
    return {
      edited: document?.title,
      served: released.body.title,
      hasUnpublishedChanges,
    };
  };
  return { ...website, create, publish, save, read, titlesOf };
}

/** The platform's control plane at work on websites, as exports are. */
export function archiver(platform: Pick<Platform, "urls" | "directory">, tenantId: string) {
  const secret = readFileSync(platform.directory.controlPlaneSecret, "utf8").trim();
  const edge = httpEdge({ baseUrl: platform.urls.api, secret });
  return {
    close: () => edge.close(),
    /** An archive of the website as it is when this is called; once its release was read, `meanwhile` is done. */
    async archiveWhile(websiteId: string, meanwhile: () => Promise<void>) {
      const website = { websiteId, tenantId };
      const contents = valueOf(await edge.readContents(website, "active"));
      await meanwhile();
      const source = sourceOf(edge, website, contents, new AbortController().signal);
      const files = await filesOf((await writeExport("archive", source)).path);
      const idsOf = (name: string): string[] =>
        (files.get(name)?.toString().split("\n") ?? [])
          .filter((line) => line !== "")
          .map((line) => (JSON.parse(line) as { documentId: string }).documentId);
      const manifest = JSON.parse(files.get(archivePaths.manifest)!.toString()) as ArchiveManifest;
      const { releaseId } = manifest.release;
      return { releaseId, released: idsOf(recordsEntry("document")), drafts: idsOf(draftsEntry) };
    },
  };
}
