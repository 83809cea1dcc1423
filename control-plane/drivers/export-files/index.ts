export { directoryExportFiles, type ExportFiles } from "./directory.ts";
