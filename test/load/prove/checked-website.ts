import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Platform } from "#supervisor/index.ts";
import { createApiClient } from "#supervisor/demo/api-client.ts";
import { expectAnswer } from "#supervisor/demo/expect-answer.ts";
import type { RecordOptions, SwapStep } from "../client/index.ts";
import { uploadMarkedThemes } from "./marked-theme.ts";

/** What the load client has to know of a website that was made to be checked. */
export type CheckedWebsite = Pick<RecordOptions, "origin" | "host" | "apiUrl" | "token" | "websiteId" | "visitor"> & {
  readonly themeOf: (marker: string) => string;
};

/** Activations and rollbacks, a rollout that ends in its candidate, one that is called off, a publication. */
export const fullRhythm: readonly SwapStep[] = [
  ...(["activate", "activate", "activate", "rollback"] as const),
  ...([2_500, 7_500, "activate"] as const),
  ...(["activate", 5_000, 1_000, 0] as const),
  ...(["publish", "rollback"] as const),
];

/** Makes a website with themes that carry markers. @param releases how many the ring has */
export async function makeCheckedWebsite(
  platform: Pick<Platform, "port" | "token" | "urls">,
  releases: number,
): Promise<CheckedWebsite> {
  const { port, token, urls } = platform;
  const api = createApiClient(urls.api, token);
  const { plain, themeOf } = await uploadMarkedThemes(api, releases);
  const name = `checked-${randomUUID().slice(0, 8)}`;
  const hostname = `${name}.demo.localhost`;
  const body = { name, hostnames: [hostname], theme: plain };
  const { websiteId } = await expectAnswer(
    api,
    { method: "POST", path: "/websites", body, idempotencyKey: name },
    [200, 201],
    z.object({ websiteId: z.string() }),
  );
  const origin = `http://127.0.0.1:${port}`;
  return { origin, host: `${hostname}:${port}`, apiUrl: urls.api, token, websiteId, visitor: visitorOf, themeOf };
}

/** Three of four visitors bring a bucket; together these are spread over all of them. */
function visitorOf(number: number): { headers?: Record<string, string>; bucket?: number } {
  if (number % 4 === 3) return {};
  const bucket = (number * 3_701) % 10_000;
  return { headers: { Cookie: `__Host-hs-bucket=${bucket}` }, bucket };
}
