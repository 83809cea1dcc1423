import { z } from "zod";

/** What each status means to the person who waits for the import. */
export const importStatuses = {
  received: "The file is here and waits to be read.",
  reading: "The file is being read; its content goes to a branch that visitors do not see.",
  ready: "All is read: it can be previewed, activated or dropped.",
  checked: "The dry run is over: the report is there, and nothing was changed.",
  unchanged: "The website has all that the file holds already: there is nothing to activate.",
  activating: "The website is being swapped to the imported content.",
  activated:
    "Visitors get the imported content, unless its deployment was rolled back since: then it can be activated again.",
  failed: "It could not be read to its end; nothing of it was kept but the report.",
  dropped: "It was given up; nothing of it was kept but the report.",
} as const;

export type ImportStatus = keyof typeof importStatuses;
export const importStatusSchema = z.enum(Object.keys(importStatuses) as [ImportStatus, ...ImportStatus[]]);

/** From each status, the statuses that may follow it. */
export const importTransitions: Readonly<Record<ImportStatus, readonly ImportStatus[]>> = {
  received: ["reading", "failed", "dropped"],
  reading: ["ready", "checked", "unchanged", "failed", "dropped"],
  ready: ["activating", "dropped"],
  // Back to ready when the website refuses the change; by then nothing was swapped.
  activating: ["activated", "ready"],
  checked: [],
  unchanged: [],
  // Its deployment was rolled back, and is made again.
  activated: ["activating"],
  failed: [],
  dropped: [],
};

/** The statuses from which this one may be reached. */
export function importStatusesBefore(status: ImportStatus): readonly ImportStatus[] {
  return importStatusSchema.options.filter((before) => importTransitions[before].includes(status));
}

/** Whether nothing will happen to it any more by itself: it waits for a person, or is over. */
export function isSettled(status: ImportStatus): boolean {
  return status !== "received" && status !== "reading" && status !== "activating";
}
