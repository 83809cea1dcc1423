import { evictDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import type { ContentRecord, RecordRef } from "#domain/content/index.ts";
import type { Document } from "#domain/document/index.ts";
import { createSite, failureOf, post, recordOf, rows, uploadTheme, valueOf } from "./site.ts";

const documents = (...posts: Document[]): ContentRecord[] => posts.map((value) => ({ kind: "document", value }));
const at = (document: Document, path: string): Document => ({ ...document, path });

async function createPublisher() {
  const site = await createSite();
  const publish = (put: ContentRecord[], { publicationId = crypto.randomUUID(), remove = [] as RecordRef[] } = {}) =>
    site.stub.publish({ publicationId, put, delete: remove, message: "" });
  const shownAt = async (path: string) => {
    const { activeReleaseId: releaseId } = await site.describe();
    return valueOf(await site.stub.readPage({ releaseId, path }));
  };
  return { ...site, publishNow: publish, shownAt };
}

describe("a publication", () => {
  test("of several records is one deployment by its own id, which can be rolled back", async () => {
    const { publishNow, history, titles, rollback } = await createPublisher();
    const publicationId = crypto.randomUUID();
    const term = recordOf("term", { termId: "t", taxonomy: "category", slug: "news", path: "/news", name: "News" });
    const placed = valueOf(await publishNow([...documents(post("a"), post("b")), term], { publicationId }));
    expect(placed).toMatchObject({ publicationId, state: "placed", deploymentId: publicationId, failure: null });
    expect((await history())[0]).toMatchObject({ deploymentId: publicationId, kind: "publication" });
    expect(await history()).toHaveLength(2);
    expect(await titles()).toEqual({ a: "a", b: "b" });
    valueOf(await rollback(publicationId));
    expect(await titles()).toEqual({});
  });

  test("twice under one id is once: at once, later, after a restart, and whatever else is published between", async () => {
    const { stub, publishNow, history, titles } = await createPublisher();
    const publicationId = crypto.randomUUID();
    const first = () => publishNow(documents(post("a", "first")), { publicationId });
    const both = (await Promise.all([first(), first(), first()])).map(valueOf);
    expect(both[1]).toEqual(both[0]);
    expect(both[2]).toEqual(both[0]);
    valueOf(await publishNow(documents(post("a", "second"))));
    await evictDurableObject(stub);
    expect(valueOf(await first())).toEqual(both[0]);
    expect(await titles()).toEqual({ a: "second" });
    expect(await history()).toHaveLength(3);
  });

  test("edits whatever is active, whole records, the last one winning; a change made before is merged over it or refused", async () => {
    const { change, activate, publishNow, titles } = await createPublisher();
    const apart = await change({ put: [post("mine")] });
    const same = await change({ put: [post("a", "of the change")] });
    valueOf(await publishNow(documents(post("a", "published"))));
    valueOf(await activate(apart.changeId));
    expect(await titles()).toEqual({ a: "published", mine: "mine" });
    expect(failureOf(await activate(same.changeId)).code).toBe("change-conflict");
  });

  test("many at once are all there, none over another", async () => {
    const { publishNow, titles, history } = await createPublisher();
    const ids = Array.from({ length: 12 }, (_, index) => `d${index}`);
    for (const result of await Promise.all(ids.map((id) => publishNow(documents(post(id)))))) valueOf(result);
    expect(Object.keys(await titles()).sort()).toEqual([...ids].sort());
    expect(await history()).toHaveLength(ids.length + 1);
  });

  test("deletes what is there, and what is gone already is no mistake", async () => {
    const { publishNow, titles } = await createPublisher();
    valueOf(await publishNow(documents(post("a"), post("b"))));
    const remove: RecordRef[] = [
      { kind: "document", id: "a" },
      { kind: "document", id: "never" },
    ];
    expect(valueOf(await publishNow([], { remove })).state).toBe("placed");
    expect(await titles()).toEqual({ b: "b" });
  });

  test("to a path that is another's is refused by name, and nothing of it is published", async () => {
    const { publishNow, titles, history } = await createPublisher();
    valueOf(await publishNow(documents(at(post("a"), "/here"))));
    const publicationId = crypto.randomUUID();
    const put = documents(post("b"), at(post("c"), "/here"));
    const { code, detail } = failureOf(await publishNow(put, { publicationId }));
    expect([code, detail]).toEqual(["invalid-record", expect.stringMatching(/document:a.*document:c.*\/here/)]);
    expect(await titles()).toEqual({ a: "a" });
    expect(await history()).toHaveLength(2);
    // The way is free: the same publication goes.
    const remove: RecordRef[] = [{ kind: "document", id: "a" }];
    valueOf(await publishNow([], { remove }));
    expect(valueOf(await publishNow(put, { publicationId })).state).toBe("placed");
  });

  test("reaches both sides of a rollout, also of one that changes the same document", async () => {
    const { stub, change, publishNow, shown, describe: now } = await createPublisher();
    valueOf(await publishNow(documents(post("a", "old"))));
    const { changeId } = await change({ leaves: { theme: await uploadTheme("candidate") }, put: [post("a", "trial")] });
    valueOf(await stub.setRollout({ candidate: { changeId, weight: 5_000 } }));
    const before = (await now()).serving;
    valueOf(await publishNow(documents(post("a", "new"), post("b"))));
    const { activeReleaseId, serving } = await now();
    expect(serving.version).toBe(before.version + 1);
    for (const side of [activeReleaseId, serving.candidate!.releaseId]) {
      expect([await shown(side, "a"), await shown(side, "b")]).toEqual(["new", "b"]);
    }
  });

  test("that would fit only one side of a rollout is refused, and neither changes", async () => {
    const { stub, change, publishNow, describe: now } = await createPublisher();
    const { changeId } = await change({ put: [at(post("trial"), "/here")] });
    valueOf(await stub.setRollout({ candidate: { changeId, weight: 5_000 } }));
    const { serving } = await now();
    expect(failureOf(await publishNow(documents(at(post("a"), "/here")))).code).toBe("invalid-record");
    expect((await now()).serving).toEqual(serving);
  });
});

describe("a document that moves", () => {
  test("leaves a permanent redirect at its old path, in the same change", async () => {
    const { publishNow, shownAt, history } = await createPublisher();
    valueOf(await publishNow(documents(at(post("a"), "/old"))));
    valueOf(await publishNow(documents(at(post("a"), "/new"))));
    expect(await shownAt("/old")).toEqual({ kind: "redirect", location: "/new", permanent: true });
    valueOf(await publishNow(documents(at(post("a"), "/newer"))));
    expect(await shownAt("/old")).toMatchObject({ location: "/newer" });
    expect(await history()).toHaveLength(4);
  });

  test("and comes back is shown there, with no redirect to itself left", async () => {
    const { stub, publishNow, shownAt } = await createPublisher();
    for (const path of ["/old", "/new", "/old"]) valueOf(await publishNow(documents(at(post("a"), path))));
    expect(await shownAt("/old")).toMatchObject({ kind: "document" });
    expect(await shownAt("/new")).toMatchObject({ kind: "redirect", location: "/old" });
    expect(valueOf(await stub.listRecords({ kind: "redirect", limit: 10 })).items).toHaveLength(1);
  });

  test("makes way for whoever takes its path in the same publication, and for a redirect that the publication brings", async () => {
    const { publishNow, shownAt } = await createPublisher();
    valueOf(await publishNow(documents(at(post("a"), "/x"), at(post("b"), "/y"))));
    valueOf(await publishNow(documents(at(post("a"), "/y"), at(post("b"), "/x"))));
    expect(await shownAt("/x")).toMatchObject({ document: { title: "b" } });
    const elsewhere = recordOf("redirect", { from: "/x", to: { kind: "path", path: "/y" }, permanent: false });
    valueOf(await publishNow([...documents(at(post("b"), "/z")), elsewhere]));
    expect(await shownAt("/x")).toMatchObject({ kind: "redirect", location: "/y", permanent: false });
  });
});

describe("a document that was taken off", () => {
  const off = (...ids: string[]) => ({ remove: ids.map((id): RecordRef => ({ kind: "document", id })) });

  test("and is published elsewhere is found from where it was shown last", async () => {
    const { stub, publishNow, shownAt } = await createPublisher();
    for (const path of ["/first", "/old"]) valueOf(await publishNow(documents(at(post("a"), path))));
    valueOf(await publishNow([], off("a")));
    for (const path of ["/first", "/old"]) expect(await shownAt(path)).toMatchObject({ kind: "not-found" });
    await evictDurableObject(stub);
    valueOf(await publishNow(documents(at(post("a"), "/new"))));
    for (const path of ["/first", "/old"]) {
      expect(await shownAt(path)).toEqual({ kind: "redirect", location: "/new", permanent: true });
    }
  });

  test("leaves its path to whoever came there since, shown or gone again, and to a redirect that leads elsewhere", async () => {
    const { publishNow, shownAt } = await createPublisher();
    const first = ["a", "b", "c"];
    valueOf(await publishNow(documents(...first.map((id) => at(post(id), `/${id}`)))));
    valueOf(await publishNow([], off(...first)));
    const elsewhere = recordOf("redirect", { from: "/c", to: { kind: "path", path: "/else" }, permanent: false });
    valueOf(await publishNow([...documents(at(post("at-a"), "/a"), at(post("at-b"), "/b")), elsewhere]));
    valueOf(await publishNow([], off("at-b")));
    valueOf(await publishNow(documents(...first.map((id) => at(post(id), `/new-${id}`)))));
    expect(await shownAt("/a")).toMatchObject({ document: { title: "at-a" } });
    expect(await shownAt("/b")).toMatchObject({ kind: "not-found" });
    expect(await shownAt("/c")).toMatchObject({ kind: "redirect", location: "/else" });
    valueOf(await publishNow(documents(at(post("at-b"), "/b-again"))));
    expect(await shownAt("/b")).toMatchObject({ kind: "redirect", location: "/b-again" });
  });

  test("and comes back where it was has no redirect to itself; taken out of the way together, both are found", async () => {
    const { stub, publishNow, shownAt } = await createPublisher();
    valueOf(await publishNow(documents(at(post("a"), "/a"), at(post("b"), "/b"))));
    valueOf(await publishNow([], off("a", "b")));
    valueOf(await publishNow(documents(at(post("a"), "/a"), at(post("b"), "/moved"))));
    expect(await shownAt("/b")).toMatchObject({ kind: "redirect", location: "/moved" });
    expect(valueOf(await stub.listRecords({ kind: "redirect", limit: 10 })).items).toHaveLength(1);
  });
});

test("a term and an author that move leave a redirect too, which goes when they come back", async () => {
  const { stub, publishNow, shownAt } = await createPublisher();
  const term = (path: string) =>
    recordOf("term", { termId: "t", taxonomy: "tag", slug: path.slice(1), path, name: "T" });
  const author = (path: string) => recordOf("author", { authorId: "u", slug: path.slice(1), path, name: "U" });
  for (const [kind, at] of [
    ["term", term],
    ["author", author],
  ] as const) {
    for (const path of [`/${kind}`, `/${kind}-moved`]) valueOf(await publishNow([at(path)]));
    expect(await shownAt(`/${kind}`)).toEqual({ kind: "redirect", location: `/${kind}-moved`, permanent: true });
    valueOf(await publishNow([at(`/${kind}`)]));
    expect(await shownAt(`/${kind}-moved`)).toMatchObject({ kind: "redirect", location: `/${kind}` });
  }
  const redirects = valueOf(await stub.listRecords({ kind: "redirect", limit: 10 })).items;
  expect(redirects).toHaveLength(2);
});

test("how publications ended is told in order, from any one on, with the epoch of the storage", async () => {
  const { stub, publishNow } = await createPublisher();
  const ids = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
  for (const [index, publicationId] of ids.entries()) {
    valueOf(await publishNow(documents(post(`d${index}`)), { publicationId }));
  }
  const [{ epoch }] = (await rows<{ epoch: string }>(stub, "SELECT epoch FROM website")) as [{ epoch: string }];
  const all = valueOf(await stub.publicationsSince({ after: 0, limit: 100 }));
  expect(all).toMatchObject({ epoch, latest: 3 });
  expect(all.items.map(({ publicationId, sequence }) => [publicationId, sequence])).toEqual(
    ids.map((id, index) => [id, index + 1]),
  );
  const rest = valueOf(await stub.publicationsSince({ after: 1, limit: 1 }));
  expect([rest.latest, rest.items.map(({ publicationId }) => publicationId)]).toEqual([3, [ids[1]]]);
});
