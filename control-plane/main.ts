import { createControlPlane } from "./api/index.ts";
import { parseConfig, type Config } from "./config.ts";
import { connectRelay } from "./connect-relay.ts";
import { connectProviders } from "./connect-providers.ts";
import { connectTenants } from "./connect-tenants.ts";
import { connectUploads } from "./connect-uploads.ts";
import {
  connectDatabase,
  ensureRequestRole,
  migrate,
  readMigrations,
  requestUrlOf,
  untilMigrated,
  type Database,
} from "./database/index.ts";
import {
  httpEdge,
  type EdgeApi,
  type DraftReader,
  type ReleaseReader,
  type TenantEdge,
  type WebsiteEdge,
} from "./drivers/edge/index.ts";
import { httpFetchGateway } from "./drivers/fetch/index.ts";
import { mailerOf, mailFolderOf } from "./drivers/mail/index.ts";
import { directoryExportFiles } from "./drivers/export-files/index.ts";
import { directorySpool } from "./drivers/spool/index.ts";
import { identityServices } from "./identity/index.ts";
import {
  enqueueProviderSweep,
  enqueueSweep,
  enqueueVariableSweep,
  exportJobs,
  importJobs,
  migrateJobs,
  pushTenantStateJob,
  runJobs,
  sendMailJob,
  sweepIdentityJob,
  sweepVariablesJob,
  tenantJobs,
  Turns,
  uploadJobs,
} from "./jobs/index.ts";
import { closeServer, listenOnSocket } from "./listen.ts";
import { log } from "./log.ts";
import { exportFormats, resumeExports, sweepExportFiles, type ExportServices } from "./services/exports/index.ts";
import {
  Cancellations,
  importFormats,
  mediaFetcher,
  mediaKeeper,
  resumeImports,
  sweepSpool,
  type ImportServices,
} from "./services/imports/index.ts";
import type { ClusterServices } from "./services/clusters/index.ts";
import { enqueueUploadSweep } from "./services/uploads/index.ts";
import { createInvitation } from "./services/invitations/index.ts";
import { checksOf, HealthBoard } from "./health/index.ts";
import { lookInto } from "./media/index.ts";
import { Metrics } from "./metrics/index.ts";
import { provisionNow } from "./provisioning/index.ts";
import { runReconcilers, type ReconcilerServices } from "./reconcilers/index.ts";
import { watchClusters } from "./watch-clusters.ts";
import { resumeTenants } from "./services/tenants/index.ts";
import { surviveLostDatabase } from "./survive-lost-database.ts";
import { whenParentEnds } from "./when-parent-ends.ts";

/**
 * The composition root. Listens first and sees to the database then, for as long as that takes: what needs
 * it answers 503 meanwhile, and jobs wait. Ends on SIGTERM, SIGINT and with the process that started it.
 */
async function main(): Promise<void> {
  const config = parseConfig(process.env);
  const migrations = await readMigrations(new URL("../migrations/platform/", import.meta.url));
  const stopping = new AbortController();
  const stop = (reason: string) => stopping.abort(reason);
  process.once("SIGTERM", () => stop("SIGTERM"));
  process.once("SIGINT", () => stop("SIGINT"));
  whenParentEnds(() => stop("parent-ended"));
  surviveLostDatabase(log);

  const edge = httpEdge({ baseUrl: config.edgeApiUrl, secret: config.secret });
  const database = connectDatabase(requestUrlOf(config.databaseUrl, config.secret), log);
  const { imports, close: closeImports } = connectImports(config, database, edge);
  const exporting = connectExports(config, database, edge);
  const { tenants, identity, mailer, close: closeTenants } = await connectPeople(config, database, edge);
  const { uploads, serveSigned, close: closeUploads } = await connectUploads(config, database, edge, imports.spool);
  const environment = { database, masterKeys: config.masterKeys, edge };
  let ready = false;
  const health = new HealthBoard(
    checksOf({
      ...tenants,
      hasMail: config.mailUrl !== null,
      hasRelay: config.relaySocketPath !== null,
      checkEdge: (signal) => edge.checkHealth(signal),
    }),
  );
  const app = createControlPlane({
    database,
    health,
    imports,
    exports: exporting,
    uploads,
    serveSigned,
    identity,
    environment,
    tenants,
    mailFolder: mailFolderOf(config.mailUrl),
    secret: config.secret,
    isReady: () => ready,
    log,
  });
  const server = await listenOnSocket(app.fetch, config.socketPath);
  const relay = await connectRelay(config, log);
  log("listening", { socketPath: config.socketPath });

  const prepare = async () => {
    const applied = await migrate(config.databaseUrl, migrations);
    await migrateJobs(config.databaseUrl);
    await ensureRequestRole(config.databaseUrl, config.secret);
    await sweepSpool(database, imports.spool);
    await sweepExportFiles(exporting);
    return applied;
  };
  const runningJobs = () => {
    const { databaseUrl } = config;
    const ofImports = { jobs: importJobs(imports, log), beforeWork: () => resumeImports(database) };
    const ofExports = { jobs: exportJobs(exporting, log), beforeWork: () => resumeExports(database) };
    const ofTenants = {
      jobs: [...tenantJobs(tenants, log), sweepVariablesJob(environment, log)],
      beforeWork: async () => {
        await resumeTenants(database);
        await enqueueProviderSweep(database);
        await enqueueVariableSweep(database);
      },
    };
    const quickOnes = {
      jobs: [pushTenantStateJob(tenants), sendMailJob(identity, mailer), sweepIdentityJob(database)],
      beforeWork: () => enqueueSweep(database),
    };
    const ofUploads = { jobs: uploadJobs(uploads), beforeWork: () => enqueueUploadSweep(database) };
    // By workers of their own each: an import may take long, a removal and images as well, and mails and what edges are told are waited for.
    const turns = new Turns();
    const jobs = [ofImports, ofExports, ofTenants, quickOnes, ofUploads].map((some) =>
      runJobs({ databaseUrl, ...some, turns, log }, stopping.signal),
    );
    return Promise.all([...jobs, runReconcilers(tenants, stopping.signal)]);
  };
  const working = untilMigrated(prepare, stopping.signal, log).then(() => {
    ready = true;
    return runningJobs();
  });
  working.catch((error: unknown) => {
    if (stopping.signal.aborted) return;
    log("database-not-usable", { error });
    process.exitCode = 1;
    stop("database-not-usable");
  });

  await new Promise<void>((resolve) => stopping.signal.addEventListener("abort", () => resolve(), { once: true }));
  log("stopping", { reason: stopping.signal.reason });
  await Promise.allSettled([closeServer(server), relay?.close(), working]);
  await Promise.allSettled([closeImports(), closeTenants(), closeUploads(), mailer.close(), edge.close()]);
  await database.$client.end();
}

/** What imports are done with, the real ones. */
function connectImports(config: Config, database: Database, edge: EdgeApi) {
  const gateway = httpFetchGateway({ allow: config.fetchAllow });
  const spool = directorySpool(config.spoolDirectory);
  const imports: ImportServices = {
    database,
    edge,
    spool,
    formats: importFormats,
    makeMediaFetcher: (website, signal) => mediaFetcher({ gateway, edge, spool, lookInto }, website, signal),
    makeMediaKeeper: (website, signal) => mediaKeeper({ edge, spool, lookInto }, website, signal),
    cancellations: new Cancellations(),
    now: () => Date.now(),
  };
  return { imports, close: () => gateway.close() };
}

/** What exports are done with, the real ones. Their files lie beside those that are being imported. */
function connectExports(config: Config, database: Database, edge: ReleaseReader & DraftReader): ExportServices {
  return {
    database,
    edge,
    files: directoryExportFiles(`${config.spoolDirectory}-exports`),
    formats: exportFormats,
    cancellations: new Cancellations(),
    now: () => Date.now(),
  };
}

/** What tenants are made with, and all that has to do with their people, the real ones. */
async function connectPeople(config: Config, database: Database, edge: TenantEdge & WebsiteEdge) {
  const { tenants: kept, close: closeTenants } = await connectTenants(config, database, edge);
  const { providers, cluster, clusters, close: closeProviders } = await connectProviders(config, kept);
  const { appOrigin, trustedOrigins, masterKeys } = config;
  const metrics = new Metrics();
  metrics.watchProcess();
  const tenants: ReconcilerServices & ClusterServices = {
    ...kept,
    clusters,
    metrics,
    resyncSeconds: config.resyncSeconds,
    providers,
    websites: edge,
    firstWebsite: config.firstWebsite,
    stepTriesMax: config.provisioningTries,
    async inviteOwner(transaction, owner, acting) {
      await createInvitation(identity, transaction, { ...owner, role: "owner", invitedBy: null }, acting);
    },
  };
  const identity = identityServices({
    database,
    edge,
    log,
    appOrigin,
    trustedOrigins,
    masterKeys,
    refusalsPerMinute: config.refusalsPerMinute,
    provisionTenant: async (tenantId) => {
      await provisionNow(tenants, tenantId);
    },
  });
  const watch = await watchClusters(cluster, tenants);
  const close = async () => {
    await watch?.close();
    return Promise.allSettled([closeTenants(), closeProviders()]);
  };
  return { tenants, identity, mailer: mailerOf(config.mailUrl, config.mailFrom), close };
}

await main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
