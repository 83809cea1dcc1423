import { startSetting } from "../provisioning/setting.ts";
import { describeKills } from "./kills-while-provisioning.ts";

describeKills("with Redis, and blobs in a directory", async () => {
  const setting = await startSetting();
  const { redisUrl, blobsDirectory } = setting;
  return {
    ...setting,
    env: { REDIS_URL: redisUrl, BLOBS_DIRECTORY: blobsDirectory },
    steps: ["postgres", "redis", "blobs", "website", "invitation"],
  };
});
