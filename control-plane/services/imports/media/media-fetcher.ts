import { createReadStream } from "node:fs";
import { mkdir, rm, stat } from "node:fs/promises";
import type { MediaVariant } from "#domain/content/index.ts";
import type { EdgeApi, EdgeResult, WebsiteRef } from "../../../drivers/edge/index.ts";
import type { FetchGateway } from "../../../drivers/fetch/index.ts";
import type { Spool } from "../../../drivers/spool/index.ts";
import type { lookInto, MadeFile } from "../../../media/index.ts";
import type { MediaFetcher, MediaKeeper } from "../context.ts";
import type { MediaOutcome } from "../wxr/index.ts";
import { HostPauses } from "./host-pauses.ts";
import { Slots } from "./slots.ts";

const fetchesAtOnce = 6;
/** Uploads hold a file in the edge's memory each. */
const uploadsAtOnce = 2;

export interface MediaServices {
  readonly gateway: FetchGateway;
  readonly edge: Pick<EdgeApi, "ensureBlobExists">;
  readonly spool: Pick<Spool, "temporaryPath">;
  /** As uploads are: in a process of its own, which makes of a picture what visitors are served. */
  readonly lookInto: typeof lookInto;
}
type KeeperServices = Omit<MediaServices, "gateway">;

/** Fetches the files of one import and stores what they come to, six at a time. Throws an `EdgeUnavailable`, and when aborted. */
export function mediaFetcher(services: MediaServices, website: WebsiteRef, signal: AbortSignal): MediaFetcher {
  const slots = new Slots(fetchesAtOnce);
  const pauses = new HostPauses();
  const keep = fileKeeper(services, website, signal);

  async function fetchMedia(sourceUrl: string): Promise<MediaOutcome> {
    signal.throwIfAborted();
    const host = URL.canParse(sourceUrl) ? new URL(sourceUrl).host : "";
    if (pauses.isPaused(host))
      return refuse(`${host} could not be reached for several files before, so it was not tried.`);
    const path = services.spool.temporaryPath();
    try {
      const fetched = await services.gateway.fetchFile(sourceUrl, path, signal);
      pauses.note(host, fetched.ok || !fetched.unreachable);
      return fetched.ok ? await keep(path, fetched.file) : refuse(fetched.reason);
    } finally {
      await rm(path, { force: true });
    }
  }

  return ({ sourceUrl }) => slots.use(() => fetchMedia(sourceUrl));
}

/** Stores files of this machine like those that are fetched. Throws an `EdgeUnavailable`, and when aborted. */
export function mediaKeeper(services: KeeperServices, website: WebsiteRef, signal: AbortSignal): MediaKeeper {
  const slots = new Slots(uploadsAtOnce);
  const keep = fileKeeper(services, website, signal);
  return (path) =>
    slots.use(async () => {
      signal.throwIfAborted();
      return keep(path, { bytes: (await stat(path)).size, contentType: null });
    });
}

type KeepFile = (
  path: string,
  file: { readonly bytes: number; readonly contentType: string | null },
) => Promise<MediaOutcome>;

/** Looks into files, and stores as blobs what visitors are served instead of them. */
function fileKeeper({ edge, spool, lookInto }: KeeperServices, website: WebsiteRef, signal: AbortSignal): KeepFile {
  const uploads = new Slots(uploadsAtOnce);
  const store = ({ path, digest, bytes }: MadeFile): Promise<EdgeResult<void>> =>
    uploads.use(() => edge.ensureBlobExists(website, { digest, bytes }, () => createReadStream(path)));

  return async (path, { bytes, contentType: said }) => {
    const directory = spool.temporaryPath();
    try {
      await mkdir(directory, { mode: 0o700 });
      const looked = await lookInto({ path, bytes, said, directory }, signal);
      if (!looked.ok) return refuse(looked.reason);
      const { contentType, width, height, file, editions } = looked;
      const stored = await store(file);
      if (!stored.ok) return refuse(stored.failure.detail);
      const variants: MediaVariant[] = [];
      for (const edition of editions) {
        const { path: _, ...variant } = edition;
        if ((await store(edition)).ok) variants.push(variant);
      }
      return { ok: true, digest: file.digest, bytes: file.bytes, contentType, width, height, variants };
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  };
}

function refuse(reason: string): MediaOutcome {
  return { ok: false, reason };
}
