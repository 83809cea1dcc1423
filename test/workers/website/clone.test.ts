import { evictDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import type { CloneWebsiteInput, ExportReleaseInput, WebsiteRpc } from "#domain/contracts/index.ts";
import { directoryOf, websiteOf } from "#durable-objects/support/placement.ts";
import { cloneWebsite } from "#durable-objects/website/operations/clone-website.ts";
import { finishCreation } from "#durable-objects/website/operations/finish-creation.ts";
import type { WebsiteContext } from "#durable-objects/website/website-context.ts";
import {
  bindings,
  createSite,
  failureOf,
  newHostname,
  post,
  recordOf,
  rows,
  runDeadline,
  stubOf,
  valueOf,
  withContext,
  type Stub,
} from "./site.ts";

type Source = Awaited<ReturnType<typeof createSite>>;

function cloneInput({ input }: Source, given: Partial<CloneWebsiteInput> = {}): CloneWebsiteInput {
  const { websiteId: sourceId, tenantId } = input;
  return { websiteId: crypto.randomUUID(), tenantId, name: "Copy", hostnames: [newHostname()], sourceId, ...given };
}

/** A website with records of several kinds, more than a slice of them. */
async function filledSite(documents = 250): Promise<Source> {
  const site = await createSite();
  const put = Array.from({ length: documents }, (_, index) => post(`post-${index}`, `Post number${index}`));
  const media = recordOf("media", {
    mediaId: "m",
    fileName: "a.png",
    contentType: "image/png",
    digest: "a".repeat(64),
    bytes: 3,
  });
  const comment = recordOf("comment", {
    commentId: "c",
    documentId: "post-1",
    status: "approved",
    authorName: "Ann",
    createdAt: "2026-01-01T00:00:00Z",
    body: { type: "doc", content: [] },
  });
  await site.placed({ put, records: { put: [media, comment] } });
  return site;
}

/** A way to it for another object: one of a test's own would not do. */
const neighbourOf = ({ input }: Source) => websiteOf(bindings, input.websiteId);

/** A neighbour that fails at its n-th call: before it answered, or with the answer lost. */
function failingNeighbour(at: number, sourceId: string): WebsiteContext["neighbour"] {
  let calls = 0;
  const source = websiteOf(bindings, sourceId);
  const attempt = async <Value>(call: () => Promise<Value>): Promise<Value> => {
    const isLost = calls++ === at;
    const value = await call();
    if (isLost) throw new Error("the answer was lost");
    return value;
  };
  return () => ({
    exportRelease: (input) => attempt(() => source.exportRelease(input)),
    readContent: (input) => attempt(() => source.readContent(input)),
  });
}

async function expectCopy(stub: Pick<WebsiteRpc, "describe" | "listDeployments">, source: Source): Promise<void> {
  const [copy, original] = [valueOf(await stub.describe()), await source.describe()];
  expect(copy).toMatchObject({
    status: "active",
    activeReleaseId: original.activeReleaseId,
    leaves: original.leaves,
  });
  expect(copy.copying).toBeUndefined();
  expect(valueOf(await stub.listDeployments({ limit: 10 })).items).toHaveLength(1);
}

describe("a clone", () => {
  test("has an equal release, with all records, their files and their words, and a history of its own", async () => {
    const source = await filledSite();
    const input = cloneInput(source);
    const stub = stubOf(input.websiteId);
    const created = valueOf(await stub.clone(input));
    expect(created).toMatchObject({ name: "Copy", hostnames: input.hostnames });
    await expectCopy(stub, source);
    const { activeReleaseId: releaseId } = created;
    const tables = ["content_nodes", "records", "media_files", "search_rows"];
    for (const table of tables) {
      const count = async (of: Stub) => (await rows<{ n: number }>(of, `SELECT count(*) AS n FROM ${table}`))[0]!.n;
      expect(await count(stub), table).toBeGreaterThan(0);
      expect(await count(stub), table).toBeLessThanOrEqual(await count(source.stub));
    }
    expect(await rows(stub, "SELECT digest FROM clone_wanted UNION ALL SELECT release_id FROM clone")).toEqual([]);
    const page = valueOf(await stub.readPage({ releaseId, path: "/search", query: "q=number77" }));
    expect(page).toMatchObject({ kind: "search" });
    expect(JSON.stringify(page)).toContain("post-77");
    expect(valueOf(await stub.readAsset("a".repeat(64)))).toMatchObject({ contentType: "image/png" });
  });

  test("goes its own way, as does what it was made of", async () => {
    const source = await filledSite(3);
    const input = cloneInput(source);
    const stub = stubOf(input.websiteId);
    valueOf(await stub.clone(input));
    await source.publish(post("post-1", "Changed"));
    const document = valueOf(await stub.getDocument("post-1"));
    expect(document.title).toBe("Post number1");
    const put = [post("post-2", "Copy's own")];
    const change = valueOf(await stub.createChange({ leaves: {}, documents: { put, delete: [] } }));
    valueOf(await stub.activate({ deploymentId: crypto.randomUUID(), changeId: change.changeId, message: "" }));
    expect(valueOf(await source.stub.getDocument("post-2")).title).toBe("Post number2");
  });

  test("of a release before has that one", async () => {
    const source = await createSite();
    const { activeReleaseId: releaseId } = await source.describe();
    await source.publish(post("later"));
    const input = cloneInput(source, { releaseId });
    expect(valueOf(await stubOf(input.websiteId).clone(input)).activeReleaseId).toBe(releaseId);
  });

  test("asked for again is the one there is, also after what it was made of has changed", async () => {
    const source = await filledSite(2);
    const input = cloneInput(source);
    const stub = stubOf(input.websiteId);
    const first = valueOf(await stub.clone(input));
    await source.publish(post("later"));
    expect(valueOf(await stub.clone(input))).toEqual(first);
    expect(failureOf(await stub.clone({ ...input, name: "Other" })).code).toBe("website-exists");
  });

  test("of what is not there, another tenant's, or not kept, leaves nothing", async () => {
    const source = await createSite();
    const refused = async (given: Partial<CloneWebsiteInput>) => {
      const input = cloneInput(source, given);
      const { code } = failureOf(await stubOf(input.websiteId).clone(input));
      expect(failureOf(await stubOf(input.websiteId).describe()).code).toBe("website-not-found");
      return code;
    };
    expect(await refused({ sourceId: crypto.randomUUID() })).toBe("website-not-found");
    expect(await refused({ tenantId: crypto.randomUUID() })).toBe("website-not-found");
    expect(await refused({ releaseId: "0".repeat(64) })).toBe("release-not-found");
    expect(await refused({ hostnames: source.input.hostnames })).toBe("hostname-taken");
    const read = { tenantId: crypto.randomUUID(), releaseId: "0".repeat(64), nodes: [], records: [] };
    expect(failureOf(await source.stub.readContent(read)).code).toBe("website-not-found");
  });
});

test("what the platform has closed is not cloned, until that is lifted", async () => {
  const source = await filledSite(1);
  valueOf(await source.stub.setStatus("suspended"));
  const input = cloneInput(source);
  expect(failureOf(await stubOf(input.websiteId).clone(input)).code).toBe("invalid-transition");
  expect(failureOf(await stubOf(input.websiteId).describe()).code).toBe("website-not-found");
  valueOf(await source.stub.setStatus("active"));
  const stub = stubOf(input.websiteId);
  valueOf(await stub.clone(input));
  await expectCopy(stub, source);
});

describe("a clone that is interrupted", () => {
  test.for([0, 1, 2, 3, 4, 5])("at its step %i goes on by alarm, and copies nothing twice", async (step) => {
    const source = await filledSite();
    const input = cloneInput(source);
    const stub = stubOf(input.websiteId);
    await withContext(stub, {}, async (context) => {
      const neighbour = failingNeighbour(step, source.input.websiteId);
      const answered = await cloneWebsite({ ...context, neighbour }, input);
      expect(answered).toMatchObject(
        step === 0
          ? { ok: false, failure: { code: "website-unavailable" } }
          : { ok: true, value: { status: "provisioning", copying: { from: input.sourceId } } },
      );
    });
    await evictDurableObject(stub);
    if (step === 0) {
      expect(failureOf(await stub.describe()).code).toBe("website-not-found");
      valueOf(await stub.clone(input));
    } else {
      const before = valueOf(await stub.describe());
      expect(before).toMatchObject({ status: "provisioning", copying: { from: input.sourceId, total: 252 } });
      // Nobody meets half of it: until all is here, the website stands at a release without content.
      expect(valueOf(await stub.listDocuments({ limit: 10 })).items).toEqual([]);
      await runDeadline(stub, "finish-creation");
    }
    await expectCopy(stub, source);
  });

  test("before its last step, or whose source is deleted, is ended all the same", async () => {
    const source = await filledSite();
    const input = cloneInput(source);
    const stub = stubOf(input.websiteId);
    await withContext(stub, {}, async (context) => {
      const leases = { drain: () => Promise.reject(new Error("cut off")) } as unknown as typeof context.leases;
      // A clock that stands: however slow the machine, the call copies all and comes to the last step.
      const at = Date.now();
      await expect(cloneWebsite({ ...context, leases, now: () => at }, input)).rejects.toThrow("cut off");
    });
    await evictDurableObject(stub);
    expect(valueOf(await stub.describe())).toMatchObject({ status: "provisioning", copying: { records: 252 } });
    valueOf(await source.stub.setStatus("deleted"));
    await runDeadline(stub, "finish-creation");
    expect(valueOf(await stub.describe())).toMatchObject({ status: "active" });
  });

  test("by its deletion stays deleted; whose release was swept, it is taken back", async () => {
    const source = await filledSite();
    const [deleted, lost] = [cloneInput(source), cloneInput(source)];
    for (const input of [deleted, lost]) {
      await withContext(stubOf(input.websiteId), {}, async (context) => {
        const neighbour = failingNeighbour(2, source.input.websiteId);
        expect(valueOf(await cloneWebsite({ ...context, neighbour }, input)).status).toBe("provisioning");
      });
      await evictDurableObject(stubOf(input.websiteId));
    }
    valueOf(await stubOf(deleted.websiteId).setStatus("deleted"));
    await runDeadline(stubOf(deleted.websiteId), "finish-creation");
    expect(valueOf(await stubOf(deleted.websiteId).describe()).status).toBe("deleted");
    for (const table of ["clone", "clone_wanted"]) {
      expect(await rows(stubOf(deleted.websiteId), `SELECT * FROM ${table}`), table).toEqual([]);
    }

    await withContext(stubOf(lost.websiteId), {}, async (context) => {
      const neighbour = () => ({
        exportRelease: (given: ExportReleaseInput) => neighbourOf(source).exportRelease(given),
        readContent: () => neighbourOf(source).readContent({ ...swept, tenantId: lost.tenantId }),
      });
      const swept = { releaseId: "0".repeat(64), nodes: [], records: [] };
      expect(failureOf(await finishCreation({ ...context, neighbour })).code).toBe("release-not-found");
    });
    await evictDurableObject(stubOf(lost.websiteId));
    expect(failureOf(await stubOf(lost.websiteId).describe()).code).toBe("website-not-found");
    expect(await directoryOf(bindings, lost.hostnames[0]!).resolve(lost.hostnames[0]!)).toBeNull();
  });

  test("with more than a call waits for answers how far it is, and goes on by itself", async () => {
    const source = await filledSite();
    const input = cloneInput(source);
    const stub = stubOf(input.websiteId);
    await withContext(stub, {}, async (context) => {
      let clock = Date.now();
      const now = () => (clock += 1_000);
      const answered = valueOf(await cloneWebsite({ ...context, now }, input));
      expect(answered).toMatchObject({ status: "provisioning", copying: { from: input.sourceId, total: 252 } });
    });
    await evictDurableObject(stub);
    for (let turns = 0; turns < 20 && valueOf(await stub.describe()).status !== "active"; turns++) {
      await runDeadline(stub, "finish-creation");
    }
    await expectCopy(stub, source);
  });

  test("and given parts that are not what it asked for takes none of them", async () => {
    const [source, other] = [await filledSite(5), await filledSite(7)];
    const input = cloneInput(source);
    const stub = stubOf(input.websiteId);
    const { leaves, activeReleaseId: releaseId } = await other.describe();
    const read = { tenantId: other.input.tenantId, releaseId, nodes: [leaves.content], records: [] };
    await withContext(stub, {}, async (context) => {
      const neighbour = (): ReturnType<WebsiteContext["neighbour"]> => ({
        exportRelease: (given) => neighbourOf(source).exportRelease(given),
        readContent: () => neighbourOf(other).readContent(read),
      });
      await expect(cloneWebsite({ ...context, neighbour }, input)).rejects.toThrow("was not asked for");
    });
    await evictDurableObject(stub);
    expect(await rows(stub, "SELECT count(*) AS n FROM clone_wanted")).toEqual([{ n: 1 }]);
    await runDeadline(stub, "finish-creation");
    await expectCopy(stub, source);
  });
});
