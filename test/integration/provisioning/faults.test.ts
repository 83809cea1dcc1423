import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  describeFault,
  makeThrough,
  removeThrough,
  whoHasSomething,
  type Fault,
} from "#test/support/provisioning-faults.ts";
import { startSetting, type Setting } from "./setting.ts";

let setting: Setting;
beforeAll(async () => {
  setting = await startSetting({ timeoutMs: 1_000 });
});
afterAll(() => setting.stop());

/** Some of each kind; `npm run test:providers` walks all of them, with S3 and Kubernetes too. */
const faults: readonly Fault[] = [
  { victim: "redis", how: "killed", step: "redis", moment: "begins" },
  { victim: "redis", how: "hung", step: "redis", moment: "begins" },
  { victim: "redis", how: "killed", step: "redis", moment: "ends" },
  { victim: "postgres", how: "killed", step: "postgres", moment: "begins" },
  { victim: "postgres", how: "killed", step: "redis", moment: "ends" },
  { victim: "postgres", how: "hung", step: "website", moment: "begins" },
];

describe("whatever is killed or hangs between two steps, a tenant is fully made, once, and then fully gone", () => {
  test.each(faults.map((fault) => [describeFault(fault), fault] as const))("%s", async (_, fault) => {
    const tenant = await makeThrough(setting, fault);
    await removeThrough(setting, fault, tenant);
    expect(await whoHasSomething(setting)).toEqual([]);
  });
});
