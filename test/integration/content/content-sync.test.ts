import { afterAll, beforeAll } from "vitest";
import { testAroundPublications } from "./content-sync/around-publications.ts";
import { testServedContent } from "./content-sync/served-content.ts";
import { startTenantTables, type TenantTables } from "./tenant-tables.ts";

let started: TenantTables;
beforeAll(async () => {
  started = await startTenantTables();
});
afterAll(() => started.stop());

testServedContent(() => started);
testAroundPublications(() => started);
