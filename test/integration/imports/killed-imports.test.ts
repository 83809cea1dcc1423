import { readdirSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Import } from "#domain/import/index.ts";
import { callApi } from "#test/integration/api/client.ts";
import { eventually } from "#test/support/eventually.ts";
import { startTestPlatform } from "#test/support/platform.ts";
import { queryDatabase, sendFile, untilSettled, websiteMaker, type TestWebsite } from "./import-client.ts";
import { numberedPosts, wxrFile } from "./wxr-file.ts";

let platform: Awaited<ReturnType<typeof startTestPlatform>>;
let makeWebsite: (name: string) => Promise<TestWebsite>;
/** Root of the content, and the report, of an import that nothing disturbed. */
let undisturbed: Awaited<ReturnType<typeof outcomeOf>>;

const posts = 4_000;
const file = wxrFile(numberedPosts(posts));

beforeAll(async () => {
  platform = await startTestPlatform({ postgres: true });
  await platform.untilHealthy();
  makeWebsite = await websiteMaker(platform);
  const website = await makeWebsite("undisturbed");
  undisturbed = await outcomeOf(website, await startImport(website));
});
afterAll(() => platform.dispose());

async function startImport(website: TestWebsite): Promise<string> {
  const sent = await sendFile(platform, website, file);
  expect(sent.status).toBe(202);
  return `${website.path}/imports/${(sent.body as Import).importId}`;
}

async function outcomeOf(website: TestWebsite, path: string) {
  const { importId, status, counts, items, reportLines } = await untilSettled(platform, path);
  expect(status).toBe("ready");
  const activated = await callApi(platform, "POST", `${path}/activate`);
  expect(activated.body).toMatchObject({ status: "activated" });
  const { body } = await callApi(platform, "GET", website.path);
  const lines = await queryDatabase(
    platform,
    "select position, outcome, kind, id, place, detail from platform.import_report_lines where import_id = $1 order by position",
    [importId],
  );
  await eventually("its file is gone", () => readdirSync(platform.directory.spool).length === 0);
  return { content: (body as { leaves: { content: string } }).leaves.content, counts, items, reportLines, lines };
}

/** Kills a process each time that so much of an import has been read. */
async function disturb(path: string, killed: string): Promise<void> {
  const found: string[] = [];
  for (const share of [0.1, 0.4, 0.7]) {
    await eventually(
      `${share} of it is read`,
      async () => {
        const { status, body } = await callApi(platform, "GET", path).catch(() => ({ status: 0, body: null }));
        if (status !== 200 || (body as Import).items.read <= posts * share) return false;
        found.push((body as Import).status);
        return true;
      },
      30_000,
    );
    platform.kill(killed, "SIGKILL");
    await platform.untilHealthy(killed);
  }
  expect(found.slice(0, 2)).toEqual(["reading", "reading"]);
}

test.each(["control-plane", "state-0", "edge-api"])(
  "an import during which %s is killed again and again goes on by itself and makes the same",
  async (killed) => {
    const website = await makeWebsite(`killed-${killed}`);
    const path = await startImport(website);
    await disturb(path, killed);
    expect(await outcomeOf(website, path)).toEqual(undisturbed);
  },
);

test("an import during which the database is killed goes on by itself and makes the same", async () => {
  const website = await makeWebsite("killed-postgres");
  const path = await startImport(website);
  await disturb(path, "postgres");
  expect(await outcomeOf(website, path)).toEqual(undisturbed);
});

test("dropped and killed at once, it leaves nothing", async () => {
  const website = await makeWebsite("killed-dropped");
  const path = await startImport(website);
  await eventually("some of it is read", async () => (await callApi(platform, "GET", path)).body.items.read > 0);
  expect((await callApi(platform, "DELETE", path)).body.status).toBe("dropped");
  platform.kill("control-plane", "SIGKILL");
  await platform.untilHealthy("control-plane");
  const branch = path.replace("/imports/", "/branches/");
  await eventually("its branch is gone", async () => (await callApi(platform, "GET", branch)).status === 404, 30_000);
  await eventually("its file is gone", () => readdirSync(platform.directory.spool).length === 0);
  expect((await callApi(platform, "GET", path)).body.status).toBe("dropped");
});

test("an upload during which the control plane is killed leaves nothing once that is back", async () => {
  const website = await makeWebsite("killed-upload");
  const sending = sendFile(platform, website, file, "", { "Content-Length": "100000000" }).catch(() => null);
  await eventually("it has begun to be stored", () => readdirSync(platform.directory.spool).length === 1);
  platform.kill("control-plane", "SIGKILL");
  await platform.untilHealthy("control-plane");
  await eventually("what was stored is gone", () => readdirSync(platform.directory.spool).length === 0);
  expect((await sending)?.status ?? 503).toBe(503);
  expect((await callApi(platform, "GET", `${website.path}/imports`)).body.items).toEqual([]);
});
