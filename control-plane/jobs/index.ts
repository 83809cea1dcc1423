import type { Log } from "../log.ts";
import type { ExportServices } from "../services/exports/index.ts";
import type { ImportServices } from "../services/imports/index.ts";
import type { ReconcilerServices } from "../reconcilers/index.ts";
import { discardExportJob } from "./discard-export.ts";
import { discardImportJob } from "./discard-import.ts";
import type { Job } from "./job.ts";
import { placeImportJob } from "./place-import.ts";
import { placeImportDraftsJob } from "./place-import-drafts.ts";
import { runExportJob } from "./run-export.ts";
import { runImportJob } from "./run-import.ts";
import { sweepProvidersJob } from "./sweep-providers.ts";
import { followTenantJob, migrateTenantsJob, provisionTenantJob, removeTenantJob } from "./tenants.ts";

export { migrateJobs } from "./migrate-jobs.ts";
export { uploadJobs } from "./uploads.ts";
export { sendMailJob } from "./send-mail.ts";
export { enqueueSweep, sweepIdentityJob } from "./sweep-identity.ts";
export { enqueueProviderSweep } from "./sweep-providers.ts";
export { enqueueVariableSweep, sweepVariablesJob } from "./sweep-variables.ts";
export { runJobs } from "./run-jobs.ts";
export { pushTenantStateJob } from "./tenants.ts";
export { Turns } from "./turns.ts";

export function importJobs(services: ImportServices, log: Log): readonly Job[] {
  return [
    runImportJob(services, log),
    placeImportJob(services),
    placeImportDraftsJob(services, log),
    discardImportJob(services),
  ];
}

export function exportJobs(services: ExportServices, log: Log): readonly Job[] {
  return [runExportJob(services, log), discardExportJob(services)];
}

/** Those that may take minutes. */
export function tenantJobs(services: ReconcilerServices, log: Log): readonly Job[] {
  return [
    provisionTenantJob(services),
    removeTenantJob(services),
    followTenantJob(services),
    migrateTenantsJob(services, log),
    sweepProvidersJob(services, log),
  ];
}
