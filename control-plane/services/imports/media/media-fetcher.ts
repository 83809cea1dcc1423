import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { Readable } from "node:stream";
import type { MediaVariant } from "#domain/content/index.ts";
import type { EdgeApi, EdgeResult, WebsiteRef } from "../../../drivers/edge/index.ts";
import type { FetchedFile, FetchGateway } from "../../../drivers/fetch/index.ts";
import type { Spool } from "../../../drivers/spool/index.ts";
import type { MediaFetcher, MediaKeeper } from "../context.ts";
import type { MediaOutcome } from "../wxr/index.ts";
import { HostPauses } from "./host-pauses.ts";
import { makeVariants, type MadeVariant } from "./make-variants.ts";
import { settleType } from "./settle-type.ts";
import { Slots } from "./slots.ts";

const fetchesAtOnce = 6;
/** Uploads hold a file in the edge's memory each. */
const uploadsAtOnce = 2;

export interface MediaServices {
  readonly gateway: FetchGateway;
  readonly edge: EdgeApi;
  readonly spool: Pick<Spool, "temporaryPath">;
}

/** Fetches the files of one import and stores them as blobs, six at a time. Throws an `EdgeUnavailable`, and when aborted. */
export function mediaFetcher(services: MediaServices, website: WebsiteRef, signal: AbortSignal): MediaFetcher {
  const slots = new Slots(fetchesAtOnce);
  const uploads = new Slots(uploadsAtOnce);
  const pauses = new HostPauses();
  const store: Store = (blob, open) => uploads.use(() => services.edge.ensureBlobExists(website, blob, open));

  async function fetchMedia(sourceUrl: string): Promise<MediaOutcome> {
    signal.throwIfAborted();
    const host = URL.canParse(sourceUrl) ? new URL(sourceUrl).host : "";
    if (pauses.isPaused(host))
      return refuse(`${host} could not be reached for several files before, so it was not tried.`);
    const path = services.spool.temporaryPath();
    try {
      const fetched = await services.gateway.fetchFile(sourceUrl, path, signal);
      pauses.note(host, fetched.ok || !fetched.unreachable);
      return fetched.ok ? await keepFile(path, fetched.file, store) : refuse(fetched.reason);
    } finally {
      await rm(path, { force: true });
    }
  }

  return ({ sourceUrl }) => slots.use(() => fetchMedia(sourceUrl));
}

/** Stores files of this machine as blobs, like those that are fetched. Throws an `EdgeUnavailable`, and when aborted. */
export function mediaKeeper(
  { edge }: Pick<MediaServices, "edge">,
  website: WebsiteRef,
  signal: AbortSignal,
): MediaKeeper {
  const slots = new Slots(uploadsAtOnce);
  return (path) =>
    slots.use(async () => {
      signal.throwIfAborted();
      const fetched = { bytes: (await stat(path)).size, digest: await digestOfFile(path), contentType: null };
      return keepFile(path, fetched, (blob, open) => edge.ensureBlobExists(website, blob, open));
    });
}

async function digestOfFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest("hex");
}

type Store = (
  blob: { readonly digest: string; readonly bytes: number },
  open: () => Readable,
) => Promise<EdgeResult<void>>;

async function keepFile(
  path: string,
  { bytes, digest, contentType: said }: Pick<FetchedFile, "bytes" | "digest" | "contentType">,
  store: Store,
): Promise<MediaOutcome> {
  const type = await settleType(path, bytes, said);
  if (!type.ok) return refuse(type.reason);
  const { contentType } = type;
  const image = await makeVariants(path, contentType);
  const stored = await store({ digest, bytes }, () => createReadStream(path));
  if (!stored.ok) return refuse(stored.failure.detail);
  const variants: MediaVariant[] = [];
  for (const variant of image?.variants ?? []) {
    if (await keepVariant(variant, store)) variants.push(describeVariant(variant));
  }
  return { ok: true, digest, bytes, contentType, width: image?.width ?? null, height: image?.height ?? null, variants };
}

async function keepVariant({ digest, data }: MadeVariant, store: Store): Promise<boolean> {
  return (await store({ digest, bytes: data.byteLength }, () => Readable.from([data]))).ok;
}

function describeVariant({ digest, data, width, height }: MadeVariant): MediaVariant {
  return { digest, contentType: "image/webp", width, height, bytes: data.byteLength };
}

function refuse(reason: string): MediaOutcome {
  return { ok: false, reason };
}
