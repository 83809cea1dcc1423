export type { DataDirectory } from "./data-directory.ts";
export { localFetch } from "./local-fetch.ts";
export type { Platform, PlatformOptions } from "./platform-types.ts";
export { startPlatform } from "./platform.ts";
export { SupervisorError } from "./supervisor-error.ts";
