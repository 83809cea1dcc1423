import { runInDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import type { ContentSinceInput } from "#domain/contracts/index.ts";
import { inTenant, tenantStub } from "#test/workers/tenant/tenant.ts";
import { activeState } from "#test/support/tenant-states.ts";
import { createSite, failureOf, post, rows, runDeadline, valueOf, type Stub } from "./site.ts";

const whole: ContentSinceInput = { since: null, until: null, cursor: null, limit: 100 };

async function createReader() {
  const site = await createSite();
  const read = async (input: Partial<ContentSinceInput> = {}) =>
    valueOf(await site.stub.contentSince({ ...whole, ...input }));
  return { ...site, read };
}

/** Forgets all releases but the active one, and sweeps to the end. */
async function sweepAllButActive(stub: Stub): Promise<void> {
  await runInDurableObject<never, void>(stub as never, (_, { storage }) => {
    storage.sql.exec("DELETE FROM changes");
    storage.sql.exec("DELETE FROM releases WHERE release_id NOT IN (SELECT active_release_id FROM website)");
  });
  for (let slice = 0; slice < 6; slice++) await runDeadline(stub, "sweep");
}

const idsOf = ({ records }: { readonly records: readonly { readonly ref: { readonly id: string } }[] }) =>
  records.map(({ ref }) => ref.id);

describe("what has changed since a content", () => {
  test("is all of it to whoever has none, and then what was put and what is gone, by whichever way", async () => {
    const { read, publish, placed, rollback } = await createReader();
    await publish(post("a"), post("b"));
    const first = await read();
    expect([first.isWhole, idsOf(first), first.cursor]).toEqual([true, ["a", "b"], null]);
    expect((await read({ since: first.until })).records).toEqual([]);
    const { deploymentId } = await placed({ put: [post("a", "again"), post("c")], remove: ["b"] });
    const second = await read({ since: first.until });
    expect(second.isWhole).toBe(false);
    expect(
      second.records.map(({ ref, record }) => [ref.id, record?.kind === "document" ? record.value.title : null]),
    ).toEqual([
      ["a", "again"],
      ["b", null],
      ["c", "c"],
    ]);
    valueOf(await rollback(deploymentId));
    expect(idsOf(await read({ since: second.until }))).toEqual(["a", "b", "c"]);
    expect((await read({ since: first.until })).records).toEqual([]);
  });

  test("comes by pages that lead to one content, whatever is placed meanwhile", async () => {
    const { read, publish } = await createReader();
    const ids = Array.from({ length: 25 }, (_, index) => `d${String(index).padStart(2, "0")}`);
    await publish(...ids.map((id) => post(id)));
    let page = await read({ limit: 10 });
    const found = [...idsOf(page)];
    await publish(post("late"));
    while (page.cursor !== null) {
      page = await read({ limit: 10, until: page.until, cursor: page.cursor });
      found.push(...idsOf(page));
    }
    expect(found).toEqual(ids);
    expect(idsOf(await read({ since: page.until }))).toEqual(["late"]);
  });

  test("is told of a content that only its reader still has; of one that is swept all is told anew", async () => {
    const { stub, read, publish } = await createReader();
    await publish(post("a"));
    const { until } = await read();
    await read({ since: until });
    await publish(post("b"));
    await sweepAllButActive(stub);
    expect(await read({ since: until })).toMatchObject({ isWhole: false, records: [{ ref: { id: "b" } }] });
    expect(await read({ since: "0".repeat(64) })).toMatchObject({ isWhole: true });
    expect(failureOf(await stub.contentSince({ ...whole, until: "0".repeat(64) })).code).toBe("release-not-found");
  });
});

test("the tenant is told that a website's content has moved, by any placing that moves it and by no other", async () => {
  const { input, stub, publish, placed } = await createReader();
  const tenant = tenantStub(input.tenantId);
  valueOf(await tenant.applyState(activeState(input.tenantId)));
  const moved = () =>
    inTenant(tenant, ({ storage }) => storage.sql.exec("SELECT website_id FROM moved_websites").toArray());
  const deadline = "SELECT * FROM deadlines WHERE name = 'content-moved'";
  await placed({ leaves: { themeSettings: { a: 1 } } });
  expect([await rows(stub, deadline), await moved()]).toEqual([[], []]);
  await publish(post("a"));
  await expect.poll(moved, { timeout: 5_000 }).toEqual([{ website_id: input.websiteId }]);
});

test("a tenant that does not know itself yet is told again, until it takes note", async () => {
  const { input, stub, publish } = await createReader();
  const tenant = tenantStub(input.tenantId);
  await publish(post("a"));
  const waiting = () => rows(stub, "SELECT attempts FROM deadlines WHERE name = 'content-moved'");
  await expect.poll(waiting, { timeout: 5_000 }).toEqual([{ attempts: expect.toSatisfy((tried) => tried > 0) }]);
  valueOf(await tenant.applyState(activeState(input.tenantId)));
  await runDeadline(stub, "content-moved");
  expect(await waiting()).toEqual([]);
  const moved = await inTenant(tenant, ({ storage }) => storage.sql.exec("SELECT times FROM moved_websites").toArray());
  expect(moved).toEqual([{ times: 1 }]);
});

test("the tenant is told of a publication that leaves the content as it was too, since it waits to hear how it ended", async () => {
  const { input, stub, publish } = await createReader();
  const tenant = tenantStub(input.tenantId);
  valueOf(await tenant.applyState(activeState(input.tenantId)));
  const timesTold = async () => {
    const told = await inTenant(tenant, ({ storage }) =>
      storage.sql.exec("SELECT times FROM moved_websites").toArray(),
    );
    return told[0]?.["times"] ?? 0;
  };
  await publish(post("a"));
  await expect.poll(timesTold, { timeout: 5_000 }).toBe(1);
  const again = { publicationId: crypto.randomUUID(), put: [{ kind: "document" as const, value: post("a") }] };
  expect(valueOf(await stub.publish({ ...again, delete: [], message: "" })).state).toBe("placed");
  await expect.poll(timesTold, { timeout: 5_000 }).toBe(2);
});
