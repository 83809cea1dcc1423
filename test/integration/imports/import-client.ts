import { readFileSync } from "node:fs";
import { request } from "node:http";
import pg from "pg";
import { isSettled, type Import } from "#domain/import/index.ts";
import { createApiClient } from "#supervisor/demo/api-client.ts";
import { builtInTheme, uploadTheme } from "#supervisor/demo/upload-theme.ts";
import type { Platform } from "#supervisor/index.ts";
import { callApi, type Answered } from "#test/integration/api/client.ts";
import { eventually } from "#test/support/eventually.ts";

export interface TestWebsite {
  readonly websiteId: string;
  readonly path: string;
  readonly url: string;
}

/** Makes websites on a platform, with the theme journal. */
export async function websiteMaker(platform: Platform): Promise<(name: string) => Promise<TestWebsite>> {
  const theme = await uploadTheme(createApiClient(platform.urls.api, platform.token), builtInTheme("journal"));
  return async (name) => {
    const hostname = `${name}.test.localhost`;
    const { status, body } = await callApi(platform, "POST", "/websites", { name, hostnames: [hostname], theme });
    if (status !== 201) throw new Error(JSON.stringify(body));
    const { websiteId } = body as { websiteId: string };
    return { websiteId, path: `/websites/${websiteId}`, url: `http://${hostname}:${platform.port}` };
  };
}

/** Sends a file. @param query e.g. `&dryRun=true` */
export function sendFile(
  platform: Platform,
  { path }: Pick<TestWebsite, "path">,
  file: string | Uint8Array,
  query = "",
  headers: Readonly<Record<string, string>> = {},
): Promise<Answered> {
  const target = new URL(`${platform.urls.api}${path}/imports?format=wxr${query}`);
  return new Promise((resolve, reject) => {
    const call = request(
      {
        host: "127.0.0.1",
        port: target.port,
        path: target.pathname + target.search,
        method: "POST",
        agent: false,
        headers: {
          Host: target.host,
          Authorization: `Bearer ${platform.token}`,
          "Content-Type": "application/xml",
          ...headers,
        },
      },
      async (answer) => {
        const chunks: Buffer[] = [];
        for await (const chunk of answer) chunks.push(chunk as Buffer);
        const text = Buffer.concat(chunks).toString();
        const answered = new Headers(answer.headers as Record<string, string>);
        resolve({ status: answer.statusCode!, headers: answered, body: text === "" ? null : JSON.parse(text) });
        call.destroy();
      },
    );
    call.on("error", reject);
    // Where more is announced than there is, the answer comes before the end.
    if (headers["Content-Length"] === undefined) call.end(file);
    else call.write(file);
  });
}

/** The import once nothing happens to it by itself any more. The platform may be away for moments meanwhile. */
export function untilSettled(platform: Platform, path: string, withinMs = 120_000): Promise<Import> {
  return eventually(
    "the import is settled",
    async () => {
      const { status, body } = await callApi(platform, "GET", path).catch(() => ({ status: 0, body: null }));
      return status === 200 && isSettled((body as Import).status) ? (body as Import) : null;
    },
    withinMs,
  );
}

/** Runs a query on the platform's own database: the control plane's environment says where that is. */
export async function queryDatabase<Row extends pg.QueryResultRow>(
  platform: Platform,
  query: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const { pid } = platform.processes.find(({ name }) => name === "control-plane")!;
  const environment = readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
  const url = environment.find((each) => each.startsWith("DATABASE_URL="))!.slice("DATABASE_URL=".length);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(query, [...values])).rows;
  } finally {
    await client.end();
  }
}
