import {
  clearUpload,
  enqueueUploadSweep,
  failUpload,
  processUpload,
  sweepUploads,
  uploadTasks,
  type UploadServices,
} from "../services/uploads/index.ts";
import type { Job } from "./job.ts";

const sweepEverySeconds = 3_600;

export function uploadJobs(services: UploadServices): readonly Job[] {
  return [processUploadJob(services), clearUploadJob(services), sweepUploadsJob(services)];
}

/** Looks into a file. What may pass, like a store that is out of reach, is tried again; on its last try the upload fails. */
function processUploadJob(services: UploadServices): Job {
  return {
    task: uploadTasks.process,
    async run({ uploadId = "" }, { signal, isLastTry }) {
      try {
        await processUpload(services, uploadId, signal);
      } catch (error) {
        if (signal.aborted || !isLastTry) throw error;
        services.log("upload-failed", { uploadId, error });
        await failUpload(services, uploadId);
      }
    },
  };
}

/** Gives back what an upload took that is over. */
function clearUploadJob(services: UploadServices): Job {
  return { task: uploadTasks.clear, run: ({ uploadId = "" }) => clearUpload(services, uploadId) };
}

/** Drops uploads that nobody completed, and comes back in an hour, or at once for the rest. */
function sweepUploadsJob(services: UploadServices): Job {
  return {
    task: uploadTasks.sweep,
    async run() {
      const isMore = await sweepUploads(services);
      await enqueueUploadSweep(services.database, isMore ? 1 : sweepEverySeconds);
    },
  };
}
