import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { WebsiteRpc } from "#domain/contracts/index.ts";
import { deliverAll, syncWebsite } from "#durable-objects/tenant/content/index.ts";
import { createNewsroom, hourMs, inAnHour, valueOf, type Newsroom } from "./publishing.ts";
import { startTenantTables, type TenantTables } from "./tenant-tables.ts";

let tables: TenantTables;
beforeAll(async () => {
  tables = await startTenantTables();
});
afterAll(() => tables.stop());

class CutOff extends Error {}

/**
 * Every place at which the process can end between the database, the Tenant object and the Website object. `before` and `after` are of
 * a call that leaves the Tenant object: one that is cut off after it was made has been done, and nobody is told.
 */
interface Cut {
  readonly of: "database" | "website";
  /** Which call of its kind, from 1. */
  readonly call: number;
  readonly when: "before" | "after";
}
const cuts: readonly Cut[] = (["database", "website"] as const).flatMap((of) =>
  Array.from({ length: of === "database" ? 7 : 4 }, (_, index) => index + 1).flatMap((call) =>
    (["before", "after"] as const).map((when) => ({ of, call, when })),
  ),
);

/** Runs with the process ending at the cut. @returns whether it came so far */
async function cutOff(newsroom: Newsroom, cut: Cut, run: () => Promise<unknown>): Promise<boolean> {
  const { context } = tables;
  let calls = 0;
  let isCut = false;
  const passing = async <Value>(of: Cut["of"], call: () => Promise<Value>): Promise<Value> => {
    // The process has ended: nothing goes out any more.
    if (isCut) throw new CutOff();
    const isHere = of === cut.of && (calls += 1) === cut.call;
    if (isHere && cut.when === "before") isCut = true;
    if (isCut) throw new CutOff();
    const value = await call();
    if (isHere) isCut = true;
    if (isCut) throw new CutOff();
    return value;
  };
  const { once, repeatable, atomically } = context.database;
  const website = newsroom.website as unknown as WebsiteRpc;
  Object.assign(context, {
    database: {
      once: (work: never) => passing("database", () => once(work)),
      repeatable: (work: never) => passing("database", () => repeatable(work)),
      atomically: (work: never) => passing("database", () => atomically(work)),
    },
  });
  tables.websites.set(
    newsroom.websiteId,
    new Proxy(website, {
      get: (target, name) => (input: unknown) =>
        passing("website", () => (Reflect.get(target, name) as (given: unknown) => Promise<unknown>)(input)),
    }),
  );
  await run().catch((error: unknown) => {
    if (!(error instanceof CutOff) && !(error instanceof AggregateError)) throw error;
  });
  Object.assign(context, { database: { once, repeatable, atomically } });
  newsroom.reach(true);
  return isCut;
}

/** What the alarms do after a start, as often as it takes. */
async function recover(newsroom: Newsroom): Promise<void> {
  await deliverAll(tables.context);
  await syncWebsite(tables.context, newsroom.websiteId);
}

const scenarios: readonly {
  readonly name: string;
  /** Prepares, and gives what is cut off. */
  begin(newsroom: Newsroom): Promise<() => Promise<unknown>>;
  /** What is there in the end if it was decided at all, and if it was not. */
  readonly done: Readonly<Record<string, string>>;
  readonly undone: Readonly<Record<string, string>>;
  readonly deployments: number;
}[] = [
  {
    name: "publishing two documents",
    async begin({ publish }) {
      return () => publish(["a", "b"]);
    },
    done: { "/a": "a", "/b": "b" },
    undone: {},
    deployments: 1,
  },
  {
    name: "unpublishing one and publishing another",
    async begin({ publish }) {
      valueOf(await publish(["a"]));
      return () => publish(["b"], { unpublish: ["a"] });
    },
    done: { "/b": "b" },
    undone: { "/a": "a" },
    deployments: 2,
  },
  {
    name: "a schedule that comes due",
    async begin({ publish, website, websiteId }) {
      return async () => {
        await publish(["a", "b"], { dueAt: inAnHour() });
        website.setClock(hourMs + 2_000);
        await website.publishDue();
        await syncWebsite(tables.context, websiteId);
      };
    },
    done: { "/a": "a", "/b": "b" },
    undone: {},
    deployments: 1,
  },
  {
    name: "publishing again what goes at its time",
    async begin({ publish, website, websiteId }) {
      valueOf(await publish(["a"]));
      valueOf(await publish([], { unpublish: ["a"], dueAt: inAnHour() }));
      return async () => {
        await publish(["a", "b"]);
        website.setClock(hourMs + 2_000);
        await website.publishDue();
        await syncWebsite(tables.context, websiteId);
      };
    },
    done: { "/b": "b" },
    undone: {},
    deployments: 3,
  },
  {
    name: "taking back a schedule",
    async begin({ publish, cancel, website }) {
      const { publicationId } = valueOf(await publish(["a"], { dueAt: inAnHour() }));
      return async () => {
        await cancel(publicationId);
        website.setClock(hourMs + 2_000);
      };
    },
    done: {},
    undone: { "/a": "a" },
    deployments: 0,
  },
];

/** Where something was cut off indeed, in any of them. */
const reached = new Set<string>();

describe.each(scenarios)("$name, cut off", ({ begin, done, undone, deployments }) => {
  test.each(cuts)("$when call $call of the $of: nothing is lost, there twice or half there", async (cut) => {
    const newsroom = await createNewsroom(tables);
    for (const id of ["a", "b"]) await newsroom.draft(id);
    const run = await begin(newsroom);
    if (await cutOff(newsroom, cut, run)) reached.add(`${cut.of} ${cut.call} ${cut.when}`);
    newsroom.website.setClock(hourMs + 2_000);
    await recover(newsroom);
    await newsroom.website.publishDue();
    await recover(newsroom);
    const shown = newsroom.website.shown();
    expect([done, undone]).toContainEqual(shown);
    if (JSON.stringify(shown) === JSON.stringify(done))
      expect(newsroom.website.deployments()).toHaveLength(deployments);
    // The tables tell the same, and nothing is on its way any more.
    expect(await newsroom.served()).toEqual(shown);
    const states = await newsroom.states();
    for (const id of ["a", "b"]) expect([id, states[id] === "published"]).toEqual([id, `/${id}` in shown]);
    const state = valueOf(await tables.run("contentState", { websiteId: newsroom.websiteId }));
    expect(state).toMatchObject({ state: "current", untold: 0 });
    await recover(newsroom);
    expect(newsroom.website.shown()).toEqual(shown);
  });
});

test("a caller that was not answered and calls again has published once", async () => {
  for (const cut of cuts) {
    const newsroom = await createNewsroom(tables);
    await newsroom.draft("a");
    const publicationId = randomUUID();
    await cutOff(newsroom, cut, () => newsroom.publish(["a"], { publicationId }));
    const { version } = await newsroom.get("a");
    const again = await tables.run("publish", {
      ...{
        websiteId: newsroom.websiteId,
        publicationId,
        actor: newsroom.actor,
        audit: null,
        unpublish: [],
        dueAt: null,
        message: "",
      },
      publish: [{ documentId: "a", version }],
    });
    expect(valueOf(again).state).toBe("placed");
    expect(newsroom.website.deployments()).toHaveLength(1);
  }
});

test("every place was reached by one of these at least", () => {
  expect([...reached].sort()).toEqual(cuts.map(({ of, call, when }) => `${of} ${call} ${when}`).sort());
});

test("a website that would publish whatever it is told twice is noticed", async () => {
  const newsroom = await createNewsroom(tables);
  const { website, draft, publish } = newsroom;
  const once = website.publish.bind(website);
  Object.assign(website, {
    publish: (input: Parameters<typeof once>[0]) => once({ ...input, publicationId: randomUUID() }),
  });
  await draft("a");
  await cutOff(newsroom, { of: "website", call: 1, when: "after" }, () => publish(["a"]));
  await deliverAll(tables.context);
  expect(website.deployments()).toHaveLength(2);
});
