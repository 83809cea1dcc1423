import { createHash, randomUUID } from "node:crypto";
import { join } from "node:path";
import { EdgeUnavailable, type EdgeResult } from "#control-plane/drivers/edge/index.ts";
import { partSlots, type UploadServices } from "#control-plane/services/uploads/index.ts";
import { fail } from "#domain/errors/index.ts";

/** What the edge is asked for by uploads. */
export interface StandInEdge {
  isAway: boolean;
  isFull: boolean;
  /** Uploads for which there is room. */
  readonly rooms: Set<string>;
}

const full = fail("quota-exceeded", "The quota is used up.") as EdgeResult<never>;

/** Uploads on a real database and store of blobs, with the edge at hand, and every file taken for a video. */
export function servicesOf({
  directory,
  edge,
  ...own
}: Pick<UploadServices, "database" | "buckets" | "now"> & {
  readonly directory: string;
  readonly edge: StandInEdge;
}): UploadServices {
  return {
    ...own,
    edge: {
      async reserveUpload(_, { uploadId }) {
        if (edge.isAway) throw new EdgeUnavailable("away");
        if (edge.isFull) return full;
        edge.rooms.add(uploadId);
        return { ok: true, value: undefined };
      },
      releaseUpload: async (_, uploadId) => void edge.rooms.delete(uploadId),
      storeBlob: async () => (edge.isFull ? full : { ok: true, value: undefined }),
      putMedia: async () => ({ ok: true, value: undefined }),
    },
    temporaryPath: () => join(directory, `${randomUUID()}.part`),
    async lookInto({ path, bytes }) {
      const file = { path, digest: createHash("sha256").update(path).digest("hex"), bytes };
      return { ok: true, contentType: "video/mp4", width: null, height: null, file, editions: [] };
    },
    partSlots: partSlots(),
    log: () => {},
  };
}
