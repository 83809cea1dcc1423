import { z } from "zod";

/** What each status means to whoever uploads. */
export const uploadStatuses = {
  receiving: "Its parts are being sent, by whoever and in whatever order, until it is completed.",
  processing: "All of it is here, and is being looked into; nobody is shown it yet.",
  ready: "It is part of the website's media.",
  failed:
    "It was looked into and not taken; nothing of it was kept. One that lacked room alone may be completed again until it expires.",
  dropped: "It was given up, or not completed in time; nothing of it was kept.",
} as const;

export type UploadStatus = keyof typeof uploadStatuses;
export const uploadStatusSchema = z.enum(Object.keys(uploadStatuses) as [UploadStatus, ...UploadStatus[]]);

/** From each status, the statuses that may follow it. */
const uploadTransitions: Readonly<Record<UploadStatus, readonly UploadStatus[]>> = {
  receiving: ["processing", "dropped"],
  processing: ["ready", "failed"],
  ready: [],
  // One that lacked room alone.
  failed: ["processing"],
  dropped: [],
};

/** The statuses from which this one may be reached. */
export function uploadStatusesBefore(status: UploadStatus): readonly UploadStatus[] {
  return uploadStatusSchema.options.filter((before) => uploadTransitions[before].includes(status));
}
