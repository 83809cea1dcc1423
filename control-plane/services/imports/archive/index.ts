export { convertArchive } from "./convert-archive.ts";
