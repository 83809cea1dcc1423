import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApiClient } from "#supervisor/demo/api-client.ts";
import { uploadTheme } from "#supervisor/demo/upload-theme.ts";
import type { Platform } from "#supervisor/index.ts";
import { callApi, type Answered } from "#test/integration/api/client.ts";
import { eventually } from "#test/support/eventually.ts";
import { plainTheme } from "#test/support/plain-theme.ts";
import { termPaths } from "./places.ts";

/** A website of a running platform that begins as the model does: with its terms, and without any document. */
export interface PlatformWebsite {
  call(method: string, below: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answered>;
  /** Address of a path of the website. */
  url(path: string): string;
  /** Digests by the names that the model has for them. */
  readonly themes: Readonly<Record<string, string>>;
  /** Until the tables tell what is served, and nothing waits to be published. */
  untilCurrent(): Promise<void>;
}

/** What a part of the platform did not hear of is told again within so long. */
export const toldWithinMs = 30_000;

/** What tells the pages of the other theme. */
export const otherBody = '<body class="other">';

export async function createPlatformWebsite(
  platform: Pick<Platform, "urls" | "token" | "port">,
  name: string,
): Promise<PlatformWebsite> {
  const themes = await uploadThemes(platform);
  const hostnames = [`${name}.test.localhost`];
  const configuration = { title: name, postsPerPage: 100 };
  const website = { name, hostnames, theme: themes["plain"], configuration };
  const made = expectStatus(await callApi(platform, "POST", "/websites", website), 201);
  const path = `/websites/${made.body.websiteId}`;
  const call: PlatformWebsite["call"] = (method, below, body, headers) =>
    callApi(platform, method, path + below, body, headers);
  const put = Object.entries(termPaths).map(([termId, path]) => ({
    kind: "term",
    value: { termId, taxonomy: "category", slug: termId, path, name: termId },
  }));
  const change = expectStatus(await call("POST", "/changes", { records: { put } }), 201);
  expectStatus(await call("POST", "/deployments", { changeId: change.body.changeId }), 201);
  const untilCurrent = async () => {
    let found: unknown;
    const isCurrent = async () => {
      found = expectStatus(await call("GET", "/content-state"), 200).body;
      const { state, untold } = found as { readonly state: string; readonly untold: number };
      return state === "current" && untold === 0;
    };
    await eventually("the tables to tell what is served", isCurrent, toldWithinMs).catch((error: unknown) => {
      throw new Error(`the tables do not come to tell what is served: ${JSON.stringify(found)}`, { cause: error });
    });
  };
  await untilCurrent();
  return { call, themes, untilCurrent, url: (at) => `http://${hostnames[0]}:${platform.port}${encodeURI(at)}` };
}

export function expectStatus(answer: Answered, status: number): Answered {
  if (answer.status !== status)
    throw new Error(`${answer.status} instead of ${status}: ${JSON.stringify(answer.body)}`);
  return answer;
}

/** The plain theme, and one that differs from it by a class that every page has. */
async function uploadThemes(platform: Pick<Platform, "urls" | "token">): Promise<Readonly<Record<string, string>>> {
  const api = createApiClient(platform.urls.api, platform.token);
  const folder = mkdtempSync(join(tmpdir(), "hotswap-theme-"));
  try {
    cpSync(plainTheme, folder, { recursive: true });
    const layout = join(folder, "layout", "theme.liquid");
    writeFileSync(layout, readFileSync(layout, "utf8").replace("<body>", otherBody));
    return { plain: await uploadTheme(api, plainTheme), other: await uploadTheme(api, folder) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
