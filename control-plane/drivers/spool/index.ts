export { directorySpool } from "./directory.ts";
export { SpoolFault, type FileKind, type Spool, type SpooledFile } from "./port.ts";
