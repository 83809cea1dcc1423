export { AlarmScheduler, type DeadlineHandlers } from "./alarm-scheduler.ts";
export { answered } from "./answered.ts";
export { hasTables, migrate } from "./migrate.ts";
export type { Sql } from "./sql.ts";
export { isStorageFull, StorageFull, storageFullDetail } from "./storage-full.ts";
export { reportStorageFailure } from "./storage-failure.ts";
export { drainOutbox, Outbox } from "./outbox.ts";
