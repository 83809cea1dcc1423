import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import type { ContentRecord } from "#domain/content/index.ts";
import type { Document } from "#domain/document/index.ts";
import { publishMeanwhile, publishWhatIsDue } from "#durable-objects/website/operations/publish-due.ts";
import { createSite, failureOf, post, rows, runDeadline, valueOf, withContext, type Stub } from "./site.ts";

const documents = (...posts: Document[]): ContentRecord[] => posts.map((value) => ({ kind: "document", value }));
const hourMs = 3_600_000;
const inAnHour = () => new Date(Math.floor(Date.now() / 1_000) * 1_000 + hourMs).toISOString();

async function createScheduler() {
  const site = await createSite();
  const schedule = (put: ContentRecord[], given: { publicationId?: string; dueAt?: string } = {}) =>
    site.stub.schedule({
      publicationId: crypto.randomUUID(),
      dueAt: inAnHour(),
      put,
      delete: [],
      message: "",
      ...given,
    });
  return { ...site, schedule };
}

/** As if so much time had passed, without any alarm. */
function makeDue(stub: Stub, ms = 2 * hourMs): Promise<void> {
  return runInDurableObject<never, void>(
    stub as never,
    (_, { storage }) => void storage.sql.exec("UPDATE scheduled_publications SET due_at_ms = due_at_ms - ?", ms),
  );
}

describe("a scheduled publication", () => {
  test("is published when it is due, exactly as it was scheduled, whatever is published before", async () => {
    const { stub, schedule, publish, titles } = await createScheduler();
    const { publicationId, state } = valueOf(await schedule(documents(post("a", "scheduled"))));
    expect(state).toBe("scheduled");
    await publish(post("a", "edited since"));
    await runDeadline(stub, "publish-due");
    expect(await titles()).toEqual({ a: "edited since" });
    await makeDue(stub);
    await runDeadline(stub, "publish-due");
    expect(await titles()).toEqual({ a: "scheduled" });
    const { items } = valueOf(await stub.publicationsSince({ after: 0, limit: 10 }));
    expect(items).toMatchObject([{ publicationId, state: "placed", deploymentId: publicationId }]);
  });

  test("is published by the object's own alarm, to the second", async () => {
    const { schedule, history } = await createScheduler();
    const dueAtMs = Math.floor(Date.now() / 1_000) * 1_000 + 2_000;
    const { publicationId } = valueOf(await schedule(documents(post("a")), { dueAt: new Date(dueAtMs).toISOString() }));
    await expect
      .poll(async () => (await history())[0]!.deploymentId, { timeout: 10_000, interval: 50 })
      .toBe(publicationId);
    const lateMs = Date.parse((await history())[0]!.activatedAt) - dueAtMs;
    expect(lateMs).toBeGreaterThanOrEqual(0);
    expect(lateMs).toBeLessThan(1_000);
  });

  test("is in one change with all that are due with it, each once, and shares its deployment", async () => {
    const { stub, schedule, history, titles } = await createScheduler();
    const dueAt = inAnHour();
    const within = new Date(Date.parse(dueAt) + 700).toISOString();
    await Promise.all([
      schedule(documents(post("a")), { dueAt }),
      schedule(documents(post("b")), { dueAt: within }),
      schedule(documents(post("c")), { dueAt }),
    ]);
    const due = await rows<{ n: number }>(stub, "SELECT count(DISTINCT due_at_ms) AS n FROM scheduled_publications");
    expect(due).toEqual([{ n: 1 }]);
    await makeDue(stub);
    await runDeadline(stub, "publish-due");
    await runDeadline(stub, "publish-due");
    expect(await titles()).toEqual({ a: "a", b: "b", c: "c" });
    const [last, ...others] = await history();
    expect([last!.kind, others]).toEqual(["publication", [expect.objectContaining({ kind: "initial" })]]);
    const { items } = valueOf(await stub.publicationsSince({ after: 0, limit: 10 }));
    expect(items.map(({ deploymentId }) => deploymentId)).toEqual(Array(3).fill(last!.deploymentId));
  });

  test("came due while the object was down: it is published when it starts again", async () => {
    const { stub, schedule, titles } = await createScheduler();
    valueOf(await schedule(documents(post("a"))));
    await makeDue(stub);
    await runInDurableObject<never, void>(stub as never, async (_, { storage }) => {
      storage.sql.exec("UPDATE deadlines SET at_ms = 1 WHERE name = 'publish-due'");
      await storage.deleteAlarm();
    });
    await evictDurableObject(stub);
    // Anything that wakes it.
    await stub.describe();
    await expect.poll(titles, { timeout: 10_000, interval: 50 }).toEqual({ a: "a" });
  });

  test("is looked for every ten minutes, so that a clock that steps forward does not make it late by hours", async () => {
    const { stub, schedule } = await createScheduler();
    valueOf(await schedule(documents(post("a"))));
    const next = async () =>
      (await rows<{ at_ms: number }>(stub, "SELECT at_ms FROM deadlines WHERE name = 'publish-due'"))[0]!.at_ms;
    expect((await next()) - Date.now()).toBeLessThanOrEqual(600_000);
    await runDeadline(stub, "publish-due");
    expect((await next()) - Date.now()).toBeGreaterThan(500_000);
  });

  test("does not wait for deadlines that hang beside it", async () => {
    const { stub, schedule, titles } = await createScheduler();
    valueOf(await schedule(documents(post("a"))));
    await withContext(stub, {}, async (context, state) => {
      state.storage.sql.exec("UPDATE scheduled_publications SET due_at_ms = 1");
      let hang = true;
      const hanging = (async () => {
        while (hang) await scheduler.wait(10);
      })();
      const meanwhile = publishMeanwhile(context, hanging);
      await expect.poll(() => context.publications.count, { timeout: 5_000 }).toBe(0);
      hang = false;
      await meanwhile;
    });
    await evictDurableObject(stub);
    expect(await titles()).toEqual({ a: "a" });
  });

  test("that cannot be placed is refused with the reason, and holds nobody else back", async () => {
    const { stub, schedule, publish, titles } = await createScheduler();
    await publish({ ...post("holder"), path: "/here" });
    const bad = valueOf(await schedule(documents({ ...post("bad"), path: "/here" })));
    const good = valueOf(await schedule(documents(post("good"))));
    await makeDue(stub);
    await runDeadline(stub, "publish-due");
    expect(Object.keys(await titles()).sort()).toEqual(["good", "holder"]);
    const { items } = valueOf(await stub.publicationsSince({ after: 0, limit: 10 }));
    const states = Object.fromEntries(items.map(({ publicationId, state }) => [publicationId, state]));
    expect(states).toEqual({ [bad.publicationId]: "refused", [good.publicationId]: "placed" });
    expect(items.find(({ state }) => state === "refused")!.failure).toMatchObject({ code: "invalid-record" });
  });

  test("that alone is due and cannot be placed is refused once, and not tried for ever", async () => {
    const { stub, schedule, publish } = await createScheduler();
    await publish({ ...post("holder"), path: "/here" });
    valueOf(await schedule(documents({ ...post("bad"), path: "/here" })));
    await makeDue(stub);
    await runDeadline(stub, "publish-due");
    expect(await rows(stub, "SELECT * FROM scheduled_publications")).toEqual([]);
    expect(await rows(stub, "SELECT * FROM deadlines WHERE name = 'publish-due'")).toEqual([]);
  });

  test("that is not valid in itself is refused at once", async () => {
    const { schedule } = await createScheduler();
    const put = documents({ ...post("a"), path: "/x" }, { ...post("b"), path: "/x" });
    expect(failureOf(await schedule(put)).code).toBe("invalid-record");
  });

  test("is kept by the sweep, however long it waits", async () => {
    const { stub, schedule, titles } = await createScheduler();
    valueOf(await schedule(documents(post("a"))));
    for (let slice = 0; slice < 6; slice++) await runDeadline(stub, "sweep");
    await makeDue(stub);
    await runDeadline(stub, "publish-due");
    expect(await titles()).toEqual({ a: "a" });
  });
});

describe("taking back a scheduled publication", () => {
  test("is told to the tenant, which else would seem to be behind until something else is published", async () => {
    const { stub, schedule } = await createScheduler();
    const { publicationId } = valueOf(await schedule(documents(post("a"))));
    const told = "SELECT name FROM deadlines WHERE name = 'content-moved'";
    expect(await rows(stub, told)).toEqual([]);
    valueOf(await stub.unschedule(publicationId));
    expect(await rows(stub, told)).toHaveLength(1);
  });

  test("keeps it from being published, however often it is asked for, and however late the schedule arrives", async () => {
    const { stub, schedule, titles } = await createScheduler();
    const { publicationId } = valueOf(await schedule(documents(post("a"))));
    for (let time = 0; time < 2; time++) expect(valueOf(await stub.unschedule(publicationId)).state).toBe("cancelled");
    expect(valueOf(await schedule(documents(post("a")), { publicationId })).state).toBe("cancelled");
    const late = crypto.randomUUID();
    valueOf(await stub.unschedule(late));
    expect(valueOf(await schedule(documents(post("b")), { publicationId: late })).state).toBe("cancelled");
    await makeDue(stub);
    await runDeadline(stub, "publish-due");
    expect(await titles()).toEqual({});
  });

  test("after it was published changes nothing, and says so", async () => {
    const { stub, schedule, titles } = await createScheduler();
    const { publicationId } = valueOf(await schedule(documents(post("a"))));
    await makeDue(stub);
    await runDeadline(stub, "publish-due");
    expect(valueOf(await stub.unschedule(publicationId)).state).toBe("placed");
    expect(await titles()).toEqual({ a: "a" });
  });

  test("while leases are waited for leaves it out of the change", async () => {
    const { stub, schedule, titles } = await createScheduler();
    const [a, b] = [valueOf(await schedule(documents(post("a")))), valueOf(await schedule(documents(post("b"))))];
    await makeDue(stub);
    await withContext(stub, {}, async (context) => {
      const publishing = publishWhatIsDue(context);
      context.publications.conclude(b.publicationId, { state: "cancelled" }, context.now());
      await publishing;
    });
    await evictDurableObject(stub);
    expect(await titles()).toEqual({ a: "a" });
    expect(a.state).toBe("scheduled");
  });

  test("leaves those that wait beside it: they are listed with the records that they will place", async () => {
    const { stub, schedule } = await createScheduler();
    const [first, second] = [
      valueOf(await schedule(documents(post("a")))),
      valueOf(await schedule(documents(post("b")))),
    ];
    valueOf(await stub.unschedule(first.publicationId));
    const { items } = valueOf(await stub.listScheduled({ limit: 10 }));
    expect(items).toMatchObject([
      { publicationId: second.publicationId, put: [{ kind: "document", id: "b" }], delete: [] },
    ]);
  });
});

test("a crash before the flip leaves all that is due waiting, one after it none: nothing is lost or published twice", async () => {
  const { stub, schedule, titles, history } = await createScheduler();
  await Promise.all([schedule(documents(post("a"))), schedule(documents(post("b")))]);
  await makeDue(stub);
  for (const failing of ["INSERT ON deployments", "DELETE ON scheduled_publications"]) {
    await withContext(stub, {}, async (context, { storage }) => {
      storage.sql.exec(`CREATE TRIGGER cut BEFORE ${failing} BEGIN SELECT RAISE(ABORT, 'cut off'); END`);
      await expect(publishWhatIsDue(context)).rejects.toThrow("cut off");
      storage.sql.exec("DROP TRIGGER cut");
    });
    expect(await titles()).toEqual({});
    expect(await rows(stub, "SELECT count(*) AS n FROM scheduled_publications")).toEqual([{ n: 2 }]);
    expect(await rows(stub, "SELECT * FROM publication_log")).toEqual([]);
  }
  await runDeadline(stub, "publish-due");
  await evictDurableObject(stub);
  await runDeadline(stub, "publish-due");
  expect(await titles()).toEqual({ a: "a", b: "b" });
  expect(await history()).toHaveLength(2);
});
