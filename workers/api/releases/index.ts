import { listReleaseRecords } from "./list-release-records.ts";
import { readContents } from "./read-contents.ts";
import { readReleaseBlob } from "./read-release-blob.ts";
import { restoreRelease } from "./restore-release.ts";

export const releaseRoutes = [restoreRelease, readContents, listReleaseRecords, readReleaseBlob];
