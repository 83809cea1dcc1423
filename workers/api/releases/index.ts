import { restoreRelease } from "./restore-release.ts";

export const releaseRoutes = [restoreRelease];
