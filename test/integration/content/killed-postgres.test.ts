import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { deliverAll, syncWebsite } from "#durable-objects/tenant/content/index.ts";
import { createNewsroom, inAnHour, valueOf, type Newsroom } from "./publishing.ts";
import { startTenantTables, type TenantTables } from "./tenant-tables.ts";

// How a publication of one document ended is noted without waiting for the disk (`noteOutcomes`): what a crash of the database takes
// away with it has to be what its website tells once more, and nothing else.

let tables: TenantTables;
beforeAll(async () => {
  tables = await startTenantTables();
  // So seldom it writes by itself what nobody waits for: a kill comes first.
  await startAgainWith("wal_writer_delay", "10s");
});
afterAll(() => tables.stop());

async function startAgainWith(setting: string, value: string): Promise<void> {
  await tables.query(`alter system set ${setting} = '${value}'`);
  await tables.killDatabase();
}

/** What the tables say of a publication; null where they know nothing of it. */
async function stateOf(publicationId: string): Promise<unknown> {
  const [row] = await tables.query("select state from publications where publication_id = $1", [publicationId]);
  return row?.["state"] ?? null;
}

/** A document that was published a moment ago, as its editor was told, and the database was killed since. */
async function justPublished() {
  const newsroom = await createNewsroom(tables);
  await newsroom.draft("a", { title: "One" });
  const { publicationId, state } = valueOf(await newsroom.publish(["a"]));
  expect(state).toBe("placed");
  await tables.killDatabase();
  return { ...newsroom, publicationId };
}

async function expectOnce({ website, get, served, websiteId }: Newsroom, publicationId: string): Promise<void> {
  expect(website.deployments().map(({ deploymentId }) => deploymentId)).toEqual([publicationId]);
  expect([website.shown(), await served()]).toEqual([{ "/a": "One" }, { "/a": "One" }]);
  expect(await get("a")).toMatchObject({ state: "published", servedVersion: 1, hasUnpublishedChanges: false });
  expect(await stateOf(publicationId)).toBe("placed");
  await syncWebsite(tables.context, websiteId);
  const state = valueOf(await tables.run("contentState", { websiteId }));
  expect(state).toMatchObject({ state: "current", untold: 0, unknownPublications: [] });
}

/** Who notes it again, whoever is first. */
const ways: Readonly<Record<string, (newsroom: Newsroom, publicationId: string) => Promise<unknown>>> = {
  "by its website's own word": ({ websiteId }) => syncWebsite(tables.context, websiteId),
  "when its website is told once more": () => deliverAll(tables.context),
  "when its editor, who was not answered, asks again": async (newsroom, publicationId) =>
    valueOf(await newsroom.publish(["a"], { publicationId })),
};

test.each(Object.entries(ways))(
  "a publication that Postgres was killed after is noted again %s: published once",
  async (_, way) => {
    const newsroom = await justPublished();
    const { publicationId } = newsroom;
    // That it ended is lost indeed, and that it was decided is not.
    expect([await stateOf(publicationId), (await newsroom.get("a")).servedVersion]).toEqual(["waiting", null]);
    await way(newsroom, publicationId);
    await expectOnce(newsroom, publicationId);
  },
);

test("what is published before that is noted again comes after it, and is what visitors and tables have in the end", async () => {
  const { save, get, publish, website, websiteId, served } = await justPublished();
  await save(await get("a"), { title: "Two" });
  valueOf(await publish(["a"]));
  await syncWebsite(tables.context, websiteId);
  expect(website.deployments()).toHaveLength(2);
  expect([website.shown(), await served()]).toEqual([{ "/a": "Two" }, { "/a": "Two" }]);
  expect(await get("a")).toMatchObject({ state: "published", hasUnpublishedChanges: false });
});

test("what waits for its time does so in both, and how far the tables have come is never further than they are", async () => {
  const newsroom = await justPublished();
  const { publish, website, websiteId, publicationId, draft, get } = newsroom;
  await draft("later");
  const { publicationId: scheduled } = valueOf(await publish(["later"], { dueAt: inAnHour() }));
  await syncWebsite(tables.context, websiteId);
  await tables.killDatabase();
  expect([await stateOf(publicationId), await stateOf(scheduled)]).toEqual(["placed", "scheduled"]);
  expect(await get("later")).toMatchObject({ schedule: { publish: { publicationId: scheduled } } });
  expect(valueOf(await website.listScheduled({ limit: 10 })).items).toHaveLength(1);
});

test("a database that answered before anything was on disk would lose what was decided, and is noticed", async () => {
  await startAgainWith("synchronous_commit", "off");
  const newsroom = await createNewsroom(tables);
  await newsroom.draft("a", { title: "One" });
  await tables.query("checkpoint");
  const publicationId = randomUUID();
  valueOf(await newsroom.publish(["a"], { publicationId }));
  await startAgainWith("synchronous_commit", "on");
  expect(await stateOf(publicationId)).toBeNull();
  const state = valueOf(await tables.run("contentState", { websiteId: newsroom.websiteId }));
  expect(state).toMatchObject({ state: "diverged", unknownPublications: [{ publicationId }] });
});
