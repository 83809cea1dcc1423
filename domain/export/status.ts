import { z } from "zod";

/** What each status means to the person who waits for the export. */
export const exportStatuses = {
  requested: "It is asked for and waits to be written.",
  writing: "The file is being written.",
  ready: "The file can be downloaded.",
  failed: "It could not be written; nothing of it was kept.",
  expired: "Its time is up, or it was given up: the file is gone.",
} as const;

export type ExportStatus = keyof typeof exportStatuses;
export const exportStatusSchema = z.enum(Object.keys(exportStatuses) as [ExportStatus, ...ExportStatus[]]);

/** From each status, the statuses that may follow it. */
const exportTransitions: Readonly<Record<ExportStatus, readonly ExportStatus[]>> = {
  requested: ["writing", "failed", "expired"],
  writing: ["ready", "failed", "expired"],
  ready: ["expired"],
  failed: [],
  expired: [],
};

/** The statuses from which this one may be reached. */
export function exportStatusesBefore(status: ExportStatus): readonly ExportStatus[] {
  return exportStatusSchema.options.filter((before) => exportTransitions[before].includes(status));
}

/** Whether nothing will happen to it any more by itself, but that its time runs out. */
export function isExportSettled(status: ExportStatus): boolean {
  return status !== "requested" && status !== "writing";
}
