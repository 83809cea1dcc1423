export { describeDataDirectory, type DataDirectory } from "./data-directory.ts";
export { localFetch } from "./local-fetch.ts";
export { startPlatform, type Platform, type PlatformOptions } from "./platform.ts";
export { SupervisorError } from "./supervisor-error.ts";
