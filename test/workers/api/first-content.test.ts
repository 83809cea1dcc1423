import { env } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import type { CreateWebsiteInput } from "#domain/contracts/index.ts";
import type { Digest } from "#domain/digest/index.ts";
import { blobStore } from "#durable-objects/support/blobs/index.ts";
import type { ObjectBindings } from "#durable-objects/support/bindings.ts";
import { apiOver } from "./api-over.ts";
import { hostname, origin, tenantId, token, uploadTheme } from "./call-api.ts";

const defaultTheme = "a".repeat(64) as Digest;

/** With what a website is created when the API is asked to. */
async function inputFor(theme: Digest | undefined, welcomePage?: boolean): Promise<CreateWebsiteInput> {
  const asked: CreateWebsiteInput[] = [];
  const website = { create: async (input: CreateWebsiteInput) => (asked.push(input), { ok: true, value: {} }) };
  const api = apiOver(new Error(), {
    defaultTheme,
    blobs: blobStore(env as unknown as ObjectBindings),
    ownerOf: async () => null,
    missingBlobs: async () => [],
    reserveWebsite: async () => ({ ok: true, value: { website: {}, reservation: { untilMs: 1 } } }) as never,
    settleReservation: async () => {},
    onNewWebsite: (_, call) => call(website as never),
  });
  const headers = {
    Authorization: `Bearer ${token}`,
    "X-Tenant-ID": tenantId,
    "Content-Type": "application/json",
  };
  const body = JSON.stringify({ name: "Bakery", hostnames: [hostname()], theme, welcomePage });
  const response = await api.request(`${origin}/api/v1/websites`, { method: "POST", headers, body });
  expect(response.status).toBe(201);
  return asked[0]!;
}

describe("a new website", () => {
  test("of no named theme has a welcome page, unless none is wanted", async () => {
    expect((await inputFor(undefined)).records).toHaveLength(1);
    expect((await inputFor(undefined, false)).records).toBeUndefined();
  });

  test("of a named theme has no content but what it is given, unless a welcome page is wanted", async () => {
    expect((await inputFor((await uploadTheme()) as Digest)).records).toBeUndefined();
    expect((await inputFor(defaultTheme)).records).toBeUndefined();
    expect((await inputFor(defaultTheme, true)).records).toHaveLength(1);
  });
});
