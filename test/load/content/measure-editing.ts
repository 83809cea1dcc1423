/**
 * How long an editor waits on a website of 10,000 documents: a draft saved, a document read, lists and searches. Milliseconds, from a
 * client on the same machine through edge, Tenant object and Postgres and back.
 *
 *     npm run x node test/load/content/measure-editing.ts [documents]
 */
import { readFileSync } from "node:fs";
import { tenantRoleName, type TenantCredentials } from "#domain/contracts/index.ts";
import { createApiClient } from "#supervisor/demo/api-client.ts";
import { uploadTheme } from "#supervisor/demo/upload-theme.ts";
import { demoTenantId } from "#supervisor/demo/demo-site.ts";
import { callApi } from "#test/integration/api/client.ts";
import { runAsOwner } from "#test/integration/relay/tenant-roles.ts";
import { startPlatformWithTenants } from "#test/integration/tenant-settings/platform-with-tenants.ts";
import { plainTheme } from "#test/support/plain-theme.ts";
import { corpus } from "./corpus.ts";

const documents = Number(process.argv[2] ?? 10_000);
const rounds = 300;
/** One in so many is made by the API, so many at a time; the others are copies of it in the tenant's tables, with paths of their own. */
const copies = 10;
const lanes = 8;
const texts = corpus(7);

const platform = await startPlatformWithTenants();
try {
  const theme = await uploadTheme(createApiClient(platform.urls.api, platform.token), plainTheme);
  const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const answer = await callApi(platform, method, path, body, headers);
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const { websiteId } = await call("POST", "/websites", { name: "editing", hostnames: ["editing.localhost"], theme });
  const path = `/websites/${websiteId}/documents`;
  const idOf = (index: number) => texts.document(index).documentId;
  const begun = performance.now();
  const make = async (lane: number) => {
    for (let index = lane; index < documents / copies; index += lanes) {
      const { documentId, type, title, body, termIds, authorIds } = texts.document(index);
      await call("POST", path, {
        document: { documentId, type, path: `/d/${index}`, title, body, termIds, authorIds },
      });
    }
  };
  await Promise.all(Array.from({ length: lanes }, (_, lane) => make(lane)));
  const perDocument = (performance.now() - begun) / (documents / copies);
  console.log(`documents made, ${perDocument.toFixed(1)} ms each with ${lanes} at a time`);
  await multiply();

  async function multiply() {
    const told = await platform.internal(
      { kind: "tenant", tenantId: demoTenantId },
      "GET",
      `/internal/tenants/${demoTenantId}/database`,
    );
    const { host, port, database } = told.body as TenantCredentials;
    const password = readFileSync(platform.directory.postgresPassword, "utf8").trim();
    const table = `${tenantRoleName(demoTenantId)}.documents`;
    const columns = "website_id, type, locale, state, title, version, content, created_by, updated_by, search";
    await runAsOwner(
      `postgresql://hotswap:${password}@${host}:${port}/${database}`,
      `insert into ${table} (document_id, path, updated_at, ${columns})
         select document_id || '-' || n, path || '-' || n, updated_at - n * interval '1 hour', ${columns}
         from ${table}, generate_series(1, ${copies - 1}) as n where website_id = '${websiteId}';
       analyze ${table}`,
    );
  }

  const measure = async (what: string, work: (round: number) => Promise<unknown>) => {
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const since = performance.now();
      await work(round);
      times.push(performance.now() - since);
    }
    const sorted = times.toSorted((a, b) => a - b);
    const at = (share: number) => sorted[Math.floor((rounds - 1) * share)]!.toFixed(1);
    console.log(`${what}: p50 ${at(0.5)}, p95 ${at(0.95)}, max ${at(1)} (${rounds})`);
  };
  const list = (query: Record<string, string>) => call("GET", `${path}?${new URLSearchParams(query).toString()}`);

  let version = 1;
  const body = (round: number) => ({
    type: "doc",
    content: [
      ...texts.document(0).body.content,
      { type: "paragraph", content: [{ type: "text", text: `Round ${round}` }] },
    ],
  });
  const save = async (round: number, autosave: boolean) => {
    const changes = { title: `Round ${round}`, body: body(round) };
    const saved = await call("PATCH", `${path}/${idOf(0)}`, { changes, autosave }, { "If-Match": `"${version}"` });
    version = saved.version;
  };
  await measure("autosave", (round) => save(round, true));
  await measure("save", (round) => save(rounds + round, false));
  let stale = version;
  await measure("save merged with another", async (round) => {
    await save(2 * rounds + round, false);
    const given = { changes: { description: `By another ${round}` } };
    const merged = await call("PATCH", `${path}/${idOf(0)}`, given, { "If-Match": `"${stale}"` });
    stale = version = merged.version;
  });
  await measure("read", (round) => call("GET", `${path}/${idOf(round % (documents / copies))}`));
  await measure("list, last written first", () => list({ limit: "50" }));
  await measure("list by title", () => list({ limit: "50", sort: "title" }));
  await measure("list of posts by path", () => list({ limit: "50", sort: "path", type: "post" }));
  await measure("search for one word", () => list({ limit: "50", search: texts.word() }));
  await measure("search for two words", () => list({ limit: "50", search: `${texts.word()} ${texts.word()}` }));
  await measure("search for the beginning of a word", () => list({ limit: "50", search: texts.word().slice(0, 3) }));
} finally {
  await platform.dispose();
}
