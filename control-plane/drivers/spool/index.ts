export { directorySpool } from "./directory.ts";
export { SpoolFault, type Spool, type SpooledFile } from "./port.ts";
