import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { masterKeysInFile, openSecret } from "#control-plane/services/secrets/index.ts";
import { masterKeys } from "#test/integration/control-plane/start-control-plane.ts";
import { makeActiveTenant, startDatabase, startServices, type TestDatabase } from "./start-database.ts";

let started: TestDatabase;
const directory = mkdtempSync(join(tmpdir(), "hotswap-test-"));
beforeAll(async () => {
  started = await startDatabase();
});
afterAll(async () => {
  await started.stop();
  rmSync(directory, { recursive: true, force: true });
});

test("the command rotates keys in a file under a running service, which goes on reading its secrets", async () => {
  const file = join(directory, "master-keys");
  writeFileSync(file, `${masterKeys}\n`, { mode: 0o600 });
  const keys = masterKeysInFile(file);
  const services = await startServices(started, { masterKeys: keys });
  const { tenantId } = await makeActiveTenant(services);
  const password = () => openSecret(started.database, keys, { tenantId, name: "database-password" });
  const before = await password();

  const env = { ...process.env, DATABASE_URL: started.postgres.url, MASTER_KEYS_FILE: file };
  const run = (...args: string[]) => promisify(execFile)(process.execPath, ["scripts/secrets.ts", ...args], { env });
  expect((await run("rotate-master")).stdout).toContain("1 tenants' keys are sealed by the master key");
  expect((await run("rotate-tenant", tenantId)).stdout).toContain("1 secrets are sealed by the tenant's key 2");
  expect(await password()).toBe(before);
  expect(keys.current().id).not.toBe("test");
  expect(readFileSync(file, "utf8").trim().split("\n")).toHaveLength(2);
  await expect(run("rotate-tenant", "nonsense")).rejects.toMatchObject({ code: 2 });
  await services.close();
});
