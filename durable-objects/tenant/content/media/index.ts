export { getMedia } from "./get-media.ts";
export { listMedia } from "./list-media.ts";
export { listMediaFolders } from "./list-media-folders.ts";
export { mediaUses } from "./media-uses.ts";
export { putMedia } from "./put-media.ts";
export { saveMedia } from "./save-media.ts";
export { trashMedia } from "./trash-media.ts";
