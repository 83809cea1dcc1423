/**
 * How long an editor waits until what was published is what visitors get, on a website of 10,000 documents: from the call that publishes
 * a page to the first request that shows it; and how soon a hundred documents that are due in one second are all there. On a whole
 * platform with Postgres, in milliseconds, from a client on the same machine.
 *
 *     npm run x node test/load/content/measure-publication.ts [documents]
 */
import { createApiClient } from "#supervisor/demo/api-client.ts";
import { uploadTheme } from "#supervisor/demo/upload-theme.ts";
import { localFetch } from "#supervisor/index.ts";
import { callApi } from "#test/integration/api/client.ts";
import { eventually } from "#test/support/eventually.ts";
import { plainTheme } from "#test/support/plain-theme.ts";
import { startTestPlatform } from "#test/support/platform.ts";
import { corpus } from "./corpus.ts";

const documents = Number(process.argv[2] ?? 10_000);
const batchSize = 500;
const rounds = 100;
const scheduled = 100;

const platform = await startTestPlatform({ postgres: true });
try {
  await platform.untilHealthy();
  const theme = await uploadTheme(createApiClient(platform.urls.api, platform.token), plainTheme);
  const hostname = "publication.bench.localhost";
  const made = await callApi(platform, "POST", "/websites", { name: "Bench", hostnames: [hostname], theme });
  const site = `/websites/${made.body.websiteId}`;
  const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const answer = await callApi(platform, method, site + path, body, headers);
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer;
  };
  const text = corpus(11);
  for (let from = 0; from < documents; from += batchSize) {
    const put = Array.from({ length: Math.min(batchSize, documents - from) }, (_, index) =>
      text.document(from + index),
    );
    const change = await call("POST", "/changes", { documents: { put } });
    await call("POST", "/deployments", { changeId: change.body.changeId });
  }
  const begun = performance.now();
  const isCurrent = async () => (await call("GET", "/content-state")).body.state === "current";
  await eventually("all to be taken over", isCurrent, 1_200_000);
  console.log(
    `${documents} documents shown in the editor ${seconds(performance.now() - begun)} s after the last was placed`,
  );

  const url = (path: string) => `http://${hostname}:${platform.port}${encodeURI(path)}`;
  const publishMs: number[] = [];
  const visibleMs: number[] = [];
  const first = await call("GET", "/documents/d-1");
  let etag = first.headers.get("ETag")!;
  const { path } = first.body.document;
  for (let round = 0; round < rounds; round += 1) {
    const title = `Round ${round}`;
    const saved = await call("PATCH", "/documents/d-1", { changes: { title } }, { "If-Match": etag });
    const since = performance.now();
    const published = await call("POST", "/documents/d-1/publish", {}, { "If-Match": saved.headers.get("ETag")! });
    publishMs.push(performance.now() - since);
    const page = await (await localFetch(url(path))).text();
    visibleMs.push(performance.now() - since);
    if (published.body.state !== "placed" || !page.includes(title)) throw new Error(`round ${round} is not visible`);
    etag = `"${published.body.documents[0].version}"`;
  }
  console.log(`publish a page: answered ${spread(publishMs)} ms, visible ${spread(visibleMs)} ms`);

  const ids = Array.from({ length: scheduled }, (_, index) => `d-${index + 10}`);
  const dueAtMs = Math.ceil(Date.now() / 1_000) * 1_000 + 20_000;
  const dueAt = new Date(dueAtMs).toISOString();
  for (const documentId of ids) {
    const { headers } = await call("GET", `/documents/${documentId}`);
    await call("POST", `/documents/${documentId}/schedule`, { dueAt }, { "If-Match": headers.get("ETag")! });
  }
  if (Date.now() > dueAtMs) throw new Error("scheduling took longer than there was time");
  const placed = await eventually(
    "all that is due to be placed",
    async () => {
      const [last] = (await call("GET", "/deployments?limit=1")).body.items;
      return Date.parse(last.activatedAt) >= dueAtMs && last;
    },
    60_000,
  );
  const { message, activatedAt } = placed as { readonly message: string; readonly activatedAt: string };
  console.log(
    `${scheduled} due in one second: "${message}", placed ${Date.parse(activatedAt) - dueAtMs} ms after it began`,
  );
  await eventually("the editor to hear of it", async () => {
    const { items } = (await call("GET", "/publications?state=scheduled&limit=1")).body;
    return items.length === 0;
  });
  console.log(`and shown in the editor ${Date.now() - dueAtMs} ms after it began`);
} finally {
  await platform.dispose();
}

function spread(ms: readonly number[]): string {
  const sorted = ms.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!);
  return `p50 ${at(0.5)}, p95 ${at(0.95)}`;
}

function seconds(ms: number): string {
  return (ms / 1_000).toFixed(1);
}
