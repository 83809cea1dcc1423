import { describeKills } from "#test/integration/survival/kills-while-provisioning.ts";
import { patient, startRealSetting } from "./support/real-setting.ts";

describeKills("with every provider real", async () => {
  const setting = await startRealSetting(patient);
  return { ...setting, steps: ["postgres", "redis", "blobs", "kubernetes", "website", "invitation"] };
});
