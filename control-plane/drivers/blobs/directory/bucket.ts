import { constants } from "node:fs";
import { lstat, open, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { checkBlobCall } from "../blob-key.ts";
import {
  pageItemsMax,
  type BlobClaim,
  type BlobContent,
  type Page,
  type PageRequest,
  type PartBucket,
  type SignedRequest,
  type SigningOptions,
} from "../port.ts";
import { listFiles } from "./list-files.ts";
import { ignoreCode, isCode, isReallyAt, TenantPaths } from "./paths.ts";
import { oneByOne } from "./one-by-one.ts";
import { signUrl } from "./sign-url.ts";
import { abortUpload, completeUpload, createUpload, putPart, readParts, readUploads, sweep } from "./uploads.ts";
import { etagOf, writeFile } from "./write-file.ts";

export interface DirectoryBlobsOptions {
  /** Without symbolic links. This process alone writes in it. */
  readonly root: string;
  /** Where `serveSignedBlobs` answers, without a slash at its end. */
  readonly baseUrl: string;
  /** Signs addresses. */
  readonly secret: string;
}

const absent = fail("blob-not-found", "There is no such blob.");

/** A tenant's blobs as files. */
export function directoryBucket(options: DirectoryBlobsOptions, tenantId: string): PartBucket {
  const paths = new TenantPaths(options.root, tenantId);

  function sign(
    method: "GET" | "PUT",
    key: string,
    terms: Record<string, string>,
    { expiresInS }: SigningOptions,
  ): SignedRequest {
    const expiresAtMs = Date.now() + expiresInS * 1_000;
    const url = signUrl(options.baseUrl, options.secret, { method, tenantId, key, terms, expiresAtMs });
    return { method, url, headers: {}, expiresAtMs };
  }

  return {
    async put(key, body, claim, condition) {
      const checked = checkBlobCall({ key, claim });
      if (!checked.ok) return checked;
      return writeFile(paths, paths.blob(key), body, claim, condition);
    },
    async get(key, range) {
      const checked = checkBlobCall({ key });
      if (!checked.ok) return checked;
      return openBlob(paths.blob(key), range);
    },
    async head(key) {
      const checked = checkBlobCall({ key });
      if (!checked.ok) return checked;
      const path = paths.blob(key);
      if (!(await isReallyAt(dirname(path)))) return absent;
      const file = await lstat(path).catch(ignoreCode("ENOENT"));
      if (file === undefined || !file.isFile()) return absent;
      return ok({ bytes: file.size, etag: etagOf(file), modifiedAtMs: file.mtimeMs });
    },
    async delete(key) {
      const checked = checkBlobCall({ key });
      if (!checked.ok) return checked;
      const path = paths.blob(key);
      if (await isReallyAt(dirname(path))) await oneByOne(path, () => rm(path, { force: true }));
      return ok(undefined);
    },
    async list(prefix, page = {}) {
      const checked = checkBlobCall({ prefix, page });
      if (!checked.ok) return checked;
      const limit = page.limit ?? pageItemsMax;
      const items: { key: string; bytes: number }[] = [];
      if (await isReallyAt(paths.home)) {
        for await (const item of listFiles(paths.home, prefix, page.cursor ?? "")) {
          if (items.length === limit) return ok({ items, cursor: items.at(-1)!.key });
          items.push(item);
        }
      }
      return ok({ items, cursor: null });
    },
    async signPut(key, claim, signing) {
      const checked = checkBlobCall({ key, claim, ...signing });
      return checked.ok ? ok(sign("PUT", key, claimTerms(claim), signing)) : checked;
    },
    async signGet(key, { contentType, expiresInS }) {
      const checked = checkBlobCall({ key, expiresInS });
      const terms: Record<string, string> = contentType === undefined ? {} : { type: contentType };
      return checked.ok ? ok(sign("GET", key, terms, { expiresInS })) : checked;
    },
    async createUpload(key) {
      const checked = checkBlobCall({ key });
      return checked.ok ? createUpload(paths, key) : checked;
    },
    async signPart(upload, part, claim, signing) {
      const checked = checkBlobCall({ upload, part, claim, ...signing });
      const terms = { ...claimTerms(claim), upload: upload.uploadId, part: String(part) };
      return checked.ok ? ok(sign("PUT", upload.key, terms, signing)) : checked;
    },
    async putPart(upload, part, body, claim) {
      const checked = checkBlobCall({ upload, part, claim });
      return checked.ok ? putPart(paths, upload, part, body, claim) : checked;
    },
    async listParts(upload, page = {}) {
      const checked = checkBlobCall({ upload, page });
      if (!checked.ok) return checked;
      const parts = await readParts(paths, upload);
      if (!parts.ok) return parts;
      const after = Number(page.cursor ?? 0);
      const rest = parts.value.filter(({ part }) => part > after);
      return ok(pageOf(rest, page, ({ part }) => String(part)));
    },
    async completeUpload(upload, parts) {
      const checked = checkBlobCall({ upload, parts });
      return checked.ok ? completeUpload(paths, upload, parts) : checked;
    },
    async abortUpload(upload) {
      const checked = checkBlobCall({ upload });
      if (!checked.ok) return checked;
      await abortUpload(paths, upload);
      return ok(undefined);
    },
    sweep: (beforeMs) => sweep(paths, beforeMs),
    async listUploads(page = {}) {
      const checked = checkBlobCall({ page });
      if (!checked.ok) return checked;
      const after = page.cursor ?? "";
      const rest = (await readUploads(paths)).filter(({ uploadId }) => uploadId > after);
      return ok(pageOf(rest, page, ({ uploadId }) => uploadId));
    },
  };
}

function claimTerms({ bytes, sha256 }: BlobClaim): Record<string, string> {
  return { bytes: String(bytes), sha256 };
}

function pageOf<Item>(rest: readonly Item[], page: PageRequest, cursorOf: (item: Item) => string): Page<Item> {
  const items = rest.slice(0, page.limit ?? pageItemsMax);
  return { items, cursor: items.length < rest.length ? cursorOf(items.at(-1)!) : null };
}

async function openBlob(
  path: string,
  range?: { readonly first: number; readonly last: number },
): Promise<Result<BlobContent, "blob-not-found" | "invalid-request">> {
  if (!(await isReallyAt(dirname(path)))) return absent;
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW).catch((error: unknown) => {
    if (isCode(error, "ENOENT", "ELOOP", "EISDIR")) return null;
    throw error;
  });
  if (file === null) return absent;
  const stats = await file.stat();
  const isInside = range === undefined || (0 <= range.first && range.first <= range.last && range.first < stats.size);
  if (!stats.isFile() || !isInside) {
    await file.close();
    return stats.isFile() ? fail("invalid-request", "range: must begin within the blob") : absent;
  }
  const span = range === undefined ? {} : { start: range.first, end: range.last };
  const body = file.createReadStream({ ...span, autoClose: true }) as AsyncIterable<Uint8Array>;
  return ok({ bytes: stats.size, etag: etagOf(stats), modifiedAtMs: stats.mtimeMs, body });
}
