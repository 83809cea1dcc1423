import { afterAll, beforeAll } from "vitest";
import { testAlone } from "./publications/alone.ts";
import { testGoing } from "./publications/going.ts";
import { testLongOnes } from "./publications/long-ones.ts";
import { testMeanwhile } from "./publications/meanwhile.ts";
import { testPublishing } from "./publications/publishing.ts";
import { testScheduling } from "./publications/scheduling.ts";
import { testTelling } from "./publications/telling.ts";
import { testTrashing } from "./publications/trashing.ts";
import { startTenantTables, type TenantTables } from "./tenant-tables.ts";

let started: TenantTables;
beforeAll(async () => {
  started = await startTenantTables();
});
afterAll(() => started.stop());

for (const testAll of [
  testPublishing,
  testAlone,
  testTrashing,
  testTelling,
  testScheduling,
  testGoing,
  testMeanwhile,
  testLongOnes,
]) {
  testAll(() => started);
}
