/**
 * A platform in a process of its own, whose supervisor can be killed: started by `startPlatformProcess`, told what
 * to do over its parent's channel. Without a parent it stops.
 */
import { startPlatform, type Platform } from "#supervisor/index.ts";
import { admitTenant } from "#test/support/admit-tenant.ts";
import type { PlatformProcessOptions, PlatformRequest } from "./start-platform-process.ts";

let platform: Platform | null = null;
const options = JSON.parse(process.argv[2]!) as PlatformProcessOptions;

process.on("disconnect", () => void stop());
process.on("SIGINT", () => void stop());
process.on("SIGTERM", () => void stop());
process.on("message", (request: PlatformRequest) => void answer(request));

platform = await startPlatform(options);
await admitTenant(platform);
await platform.untilHealthy();
process.send?.({ type: "started", port: platform.port, token: platform.token, urls: platform.urls });

async function answer({ id, kill }: PlatformRequest): Promise<void> {
  platform!.kill(kill, "SIGKILL");
  const error = await platform!.untilHealthy(kill).then(
    () => null,
    (reason: Error) => reason.message,
  );
  process.send?.({ type: "back", id, error });
}

async function stop(): Promise<void> {
  await platform?.stop();
  process.exit(0);
}
