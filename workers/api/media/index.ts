import { getMedia } from "./get-media.ts";
import { listMediaFolders } from "./list-media-folders.ts";
import { listMediaVersions } from "./list-media-versions.ts";
import { listMediaUses } from "./list-media-uses.ts";
import { listMedia } from "./list-media.ts";
import { restoreMedia } from "./restore-media.ts";
import { saveMedia } from "./save-media.ts";
import { trashMedia } from "./trash-media.ts";
import { untrashMedia } from "./untrash-media.ts";

export const mediaRoutes = [
  listMedia,
  listMediaFolders,
  getMedia,
  listMediaUses,
  listMediaVersions,
  restoreMedia,
  saveMedia,
  trashMedia,
  untrashMedia,
];
