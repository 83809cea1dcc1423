import { runInDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import { openPreview } from "#durable-objects/website/operations/preview-release.ts";
import { createSite, failureOf, post, rows, runDeadline, valueOf, withContext, type Stub } from "./site.ts";

const hourMs = 3_600_000;

async function siteWithPreview() {
  const site = await createSite();
  await site.publish(post("a"));
  const { changeId } = await site.change({ put: [post("b")] });
  const preview = valueOf(await site.stub.createPreview({ changeId, expiresInMs: hourMs }));
  return { ...site, changeId, preview };
}

function exec(stub: Stub, query: string): Promise<void> {
  return runInDurableObject<never, void>(stub as never, (_, { storage }) => void storage.sql.exec(query));
}

describe("a preview", () => {
  test("shows what a change would make of the active release, and nothing of it to visitors", async () => {
    const { stub, preview, shown, describe: now } = await siteWithPreview();
    const { releaseId, expiresAt } = valueOf(await stub.openPreview(preview.token));
    expect({ releaseId, expiresAt }).toEqual({ releaseId: preview.releaseId, expiresAt: preview.expiresAt });
    expect([await shown(releaseId, "a"), await shown(releaseId, "b")]).toEqual(["a", "b"]);
    expect(await shown((await now()).activeReleaseId, "b")).toBeNull();
  });

  test("shows a retained release, and no other", async () => {
    const { stub, publish } = await siteWithPreview();
    const { releaseId } = await publish(post("c"));
    const { token } = valueOf(await stub.createPreview({ releaseId, expiresInMs: hourMs }));
    expect(valueOf(await stub.openPreview(token)).releaseId).toBe(releaseId);
    const refused = async (of: object) => failureOf(await stub.createPreview({ expiresInMs: hourMs, ...of })).code;
    expect(await refused({ releaseId: "0".repeat(64) })).toBe("release-not-found");
    expect(await refused({ changeId: "0".repeat(64) })).toBe("change-not-found");
  });

  test("opens for the token alone: not for one altered anywhere, nor for another website's", async () => {
    const { stub, preview } = await siteWithPreview();
    const other = await siteWithPreview();
    const { token } = preview;
    const altered = [...token].map(
      (letter, index) => token.slice(0, index) + (letter === "a" ? "b" : "a") + token.slice(index + 1),
    );
    for (const wrong of ["", "x", `${token}a`, token.toUpperCase(), other.preview.token, ...altered]) {
      expect(failureOf(await stub.openPreview(wrong)).code).toBe("preview-not-found");
    }
    const fresh = await createSite();
    expect(failureOf(await fresh.stub.openPreview(token)).code).toBe("preview-not-found");
  });

  test("takes no room from others, however many one viewer asks for", async () => {
    const { stub, changeId } = await siteWithPreview();
    const ask = (viewer?: string) => stub.createPreview({ changeId, expiresInMs: hourMs, ...(viewer && { viewer }) });
    for (let asked = 0; asked < 100; asked += 1) valueOf(await ask("anna"));
    expect(failureOf(await ask("anna")).code).toBe("too-many-requests");
    for (const viewer of ["ben", undefined]) valueOf(await ask(viewer));
    await exec(
      stub,
      "UPDATE previews SET expires_at_ms = 1 WHERE rowid = (SELECT min(rowid) FROM previews WHERE viewer = 'anna')",
    );
    valueOf(await ask("anna"));
  });

  test("ends at its time, and its release is kept until then", async () => {
    const { stub, preview, shown } = await siteWithPreview();
    await exec(stub, "UPDATE releases SET created_at_ms = 0");
    await exec(stub, "UPDATE changes SET created_at_ms = 0");
    for (let slices = 0; slices < 6; slices++) await runDeadline(stub, "sweep");
    expect(await shown(preview.releaseId, "b")).toBe("b");
    await exec(stub, "UPDATE previews SET expires_at_ms = 1");
    for (let slices = 0; slices < 6; slices++) await runDeadline(stub, "sweep");
    expect(failureOf(await stub.openPreview(preview.token)).code).toBe("preview-not-found");
    expect(failureOf(await stub.readRelease(preview.releaseId)).code).toBe("release-not-found");
  });

  test("opens to its last moment and no further, whenever it is swept", async () => {
    const { stub, preview } = await siteWithPreview();
    const endMs = Date.parse(preview.expiresAt);
    const openedAt = (nowMs: number) =>
      withContext(stub, {}, (context) => openPreview({ ...context, now: () => nowMs }, preview.token).ok);
    expect([await openedAt(endMs - 1), await openedAt(endMs), await openedAt(endMs + 1)]).toEqual([true, false, false]);
  });

  test("cannot be lengthened: the end is signed too", async () => {
    const { stub, preview } = await siteWithPreview();
    const [releaseId, end, ...rest] = preview.token.split(".");
    const later = (Number.parseInt(end!, 36) + hourMs).toString(36);
    expect(failureOf(await stub.openPreview([releaseId, later, ...rest].join("."))).code).toBe("preview-not-found");
    const [key] = await rows<{ n: number }>(stub, "SELECT length(bytes) AS n FROM preview_key");
    expect(key!.n).toBe(32);
  });
});
