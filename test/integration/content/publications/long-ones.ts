import { expect, test } from "vitest";
import { deliverAll } from "#durable-objects/tenant/content/index.ts";
import { createNewsroom, inAnHour, valueOf, type Newsroom } from "../publishing.ts";
import { eventually } from "#test/support/eventually.ts";
import type { TenantTables } from "../tenant-tables.ts";

type Body = NonNullable<Parameters<Newsroom["save"]>[1]["body"]>;

/** A body of about so many characters, told apart by its first word. */
function longBody(word: string, length: number): Body {
  const text = `${word} ${"0123456789".repeat(900)}`;
  const paragraph = { type: "paragraph" as const, content: [{ type: "text" as const, text }] };
  return { type: "doc", content: Array.from({ length: Math.ceil(length / 9_100) }, () => paragraph) };
}

/** Lets many long documents wait. @returns their ids, in their order */
async function letWait(newsroom: Newsroom, count: number): Promise<readonly string[]> {
  const ids = Array.from({ length: count }, (_, index) => `long-${String(index).padStart(2, "0")}`);
  for (const id of ids) await newsroom.save(await newsroom.draft(id), { body: longBody(id, 300_000) });
  newsroom.reach(false);
  for (const id of ids) expect(valueOf(await newsroom.publish([id])).state).toBe("waiting");
  return ids;
}

/** @returns how many characters of JSON each look into the tables brought */
async function watching(tables: TenantTables, work: () => Promise<unknown>): Promise<readonly number[]> {
  const { context } = tables;
  const { repeatable } = context.database;
  const lengths: number[] = [];
  Object.assign(context.database, {
    repeatable: async (run: never) => {
      const result = await repeatable(run);
      lengths.push(JSON.stringify(result).length);
      return result;
    },
  });
  await work().finally(() => Object.assign(context.database, { repeatable }));
  return lengths;
}

/** What waits for a website that is away may be long, and much. */
export function testLongOnes(tables: () => TenantTables): void {
  test("many long documents that waited for their website are delivered in their order, some at a time as they fit into memory", async () => {
    const newsroom = await createNewsroom(tables());
    const ids = await letWait(newsroom, 24);
    const told: string[] = [];
    const publish = newsroom.website.publish.bind(newsroom.website);
    Object.assign(newsroom.website, {
      publish: (input: Parameters<typeof publish>[0]) => {
        told.push(...input.put.map(({ value }) => (value as { documentId: string }).documentId));
        return publish(input);
      },
    });
    newsroom.reach(true);
    const lengths = await watching(tables(), () => deliverAll(tables().context));
    expect(told).toEqual(ids);
    expect(newsroom.website.deployments()).toHaveLength(ids.length);
    // All in all they have more than seven million.
    expect(Math.max(...lengths)).toBeLessThan(1_050_000);
    expect(await newsroom.states()).toEqual(Object.fromEntries(ids.map((id) => [id, "published"])));
  });

  test("publications that are longer than that are held one at a time, whatever their websites", async () => {
    const newsrooms = await Promise.all([1, 2, 3].map(() => createNewsroom(tables())));
    let [short, underWay] = [0, 0];
    const together: number[] = [];
    for (const newsroom of newsrooms) {
      const ids = await letWait(newsroom, 5);
      valueOf(await newsroom.publish(ids));
      valueOf(await newsroom.publish([ids[0]!], { dueAt: inAnHour() }));
      const publish = newsroom.website.publish.bind(newsroom.website);
      Object.assign(newsroom.website, {
        publish: async (input: Parameters<typeof publish>[0]) => {
          if (input.put.length === 1) return publish(input).finally(() => (short += 1));
          together.push((underWay += 1));
          // Until nothing else is left to be told, and for as long as others would need to read theirs.
          await eventually("the others are told", () => short === 15);
          for (let statement = 0; statement < 100; statement += 1) await tables().query("select 1");
          return publish(input).finally(() => (underWay -= 1));
        },
      });
    }
    for (const newsroom of newsrooms) newsroom.reach(true);
    await deliverAll(tables().context);
    expect(together).toEqual([1, 1, 1]);
    for (const newsroom of newsrooms) {
      expect(newsroom.website.deployments()).toHaveLength(6);
      expect(Object.keys(newsroom.website.shown())).toHaveLength(5);
      const scheduled = await newsroom.publication(await newsroom.scheduledOf("long-00"));
      expect(scheduled.state).toBe("scheduled");
    }
  });

  test("a long publication that is taken back before its turn is not told of", async () => {
    const newsroom = await createNewsroom(tables());
    const ids = await letWait(newsroom, 5);
    const { publicationId } = valueOf(await newsroom.publish(ids, { dueAt: inAnHour() }));
    newsroom.reach(true);
    // Somebody else has the turn, and takes back meanwhile what has been looked at.
    const { turn } = tables().context;
    Object.assign(tables().context, {
      turn: async (name: string, work: () => Promise<unknown>) => {
        const takenBack = "update publications set state = 'withdrawing' where publication_id = $1";
        if (name === "long publications") await tables().query(takenBack, [publicationId]);
        return turn(name, work);
      },
    });
    await deliverAll(tables().context).finally(() => Object.assign(tables().context, { turn }));
    expect((await newsroom.publication(publicationId)).state).toBe("cancelled");
    expect(Object.keys(newsroom.website.shown())).toHaveLength(5);
  });
}
