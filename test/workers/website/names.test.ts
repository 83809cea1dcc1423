import { evictDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import { directoryOf } from "#durable-objects/support/placement.ts";
import { updateWebsite } from "#durable-objects/website/operations/update-website.ts";
import { bindings, createSite, failureOf, newHostname, rows, runDeadline, valueOf, withContext } from "./site.ts";

const holderOf = (hostname: string) => directoryOf(bindings, hostname).resolve(hostname);

async function siteToRename() {
  const site = await createSite();
  const from = site.input.hostnames[0]!;
  const to = newHostname();
  const version = async () => (await site.describe()).serving.version;
  const rename = async (names = { from, to }) => site.stub.update({ ifVersion: await version(), rename: names });
  return { ...site, from, to, version, rename };
}

describe("a website that is renamed", () => {
  test("keeps its name before, which leads to the new one on every lease from then on", async () => {
    const { input, stub, from, to, rename } = await siteToRename();
    const renamed = valueOf(await rename());
    expect(renamed).toMatchObject({ hostnames: [to], serving: { hostnames: [to], moved: { [from]: to } } });
    expect([await holderOf(from), await holderOf(to)]).toEqual([input.websiteId, input.websiteId]);
    await evictDurableObject(stub);
    expect(valueOf(await stub.lease({ durationMs: 25 })).state).toMatchObject({ moved: { [from]: to } });
  });

  test("by two at once is renamed by one: the other read what is no more", async () => {
    const { stub, from, to, version } = await siteToRename();
    const ifVersion = await version();
    const other = newHostname();
    const [first, second] = await Promise.all([
      stub.update({ ifVersion, rename: { from, to } }),
      stub.update({ ifVersion, rename: { from, to: other } }),
    ]);
    expect(valueOf(first).hostnames).toEqual([to]);
    expect(failureOf(second).code).toBe("version-mismatch");
    expect(await holderOf(other)).toBeNull();
  });

  test("is so already when the call is made again", async () => {
    const { stub, from, to, version } = await siteToRename();
    const input = { ifVersion: await version(), name: "Brewery", rename: { from, to } };
    const first = valueOf(await stub.update(input));
    expect(valueOf(await stub.update(input))).toEqual(first);
    expect(first.name).toBe("Brewery");
  });

  test("to a name beside those that it has gets no more of them than a website may have", async () => {
    const hostnames = Array.from({ length: 50 }, newHostname);
    const { stub, describe: now } = await createSite({ hostnames });
    const more = { ifVersion: (await now()).serving.version, rename: { from: null, to: newHostname() } };
    expect(failureOf(await stub.update(more)).code).toBe("invalid-request");
    expect((await now()).hostnames).toEqual(hostnames);
    valueOf(await stub.update({ ...more, rename: { from: hostnames[0]!, to: more.rename.to } }));
  });

  test("to the name of another stays what it was", async () => {
    const other = await createSite();
    const { from, rename, describe: now } = await siteToRename();
    const before = await now();
    const taken = other.input.hostnames[0]!;
    expect(failureOf(await rename({ from, to: taken }))).toMatchObject({
      code: "hostname-taken",
      facts: { hostname: taken },
    });
    expect(await now()).toEqual(before);
    expect(await holderOf(taken)).toBe(other.input.websiteId);
  });

  test("and interrupted once the new name was claimed is what it was, and the new name free", async () => {
    const { stub, from, to, version, describe: now } = await siteToRename();
    const ifVersion = await version();
    const before = await now();
    await withContext(stub, {}, async (context) => {
      const leases = { drain: () => Promise.reject(new Error("cut off")) } as unknown as typeof context.leases;
      const cut = updateWebsite({ ...context, leases }, { ifVersion, rename: { from, to } });
      await expect(cut).rejects.toThrow("cut off");
    });
    await evictDurableObject(stub);
    await runDeadline(stub, "settle-hostnames");
    expect(await now()).toEqual(before);
    expect(await holderOf(to)).toBeNull();
    expect(await holderOf(from)).not.toBeNull();
  });

  test("gives up a name that leads to it, and no name that it is served at", async () => {
    const { input, stub, from, to, rename, describe: now } = await siteToRename();
    valueOf(await rename());
    expect(valueOf(await stub.giveUpHostnames(to))).toEqual({ isDeleted: false, isGivenUp: false });
    expect(valueOf(await stub.giveUpHostnames(from))).toEqual({ isDeleted: false, isGivenUp: true });
    expect([await holderOf(from), await holderOf(to)]).toEqual([null, input.websiteId]);
    expect((await now()).serving.moved).toBeUndefined();
  });

  test("and set to other hostnames gives up what led to the one that is gone; deleted, it keeps them for a while", async () => {
    const { input, stub, from, to, rename } = await siteToRename();
    valueOf(await rename());
    const second = newHostname();
    valueOf(await stub.setHostnames([to, second]));
    expect(await holderOf(from)).toBe(input.websiteId);
    valueOf(await stub.setHostnames([second]));
    expect([await holderOf(from), await holderOf(to)]).toEqual([null, null]);
    expect(await rows(stub, "SELECT hostname FROM hostname_claims")).toEqual([{ hostname: second }]);
  });
});

describe("domains of a website", () => {
  test("are added and taken away beside its others, again without effect", async () => {
    const { input, stub } = await createSite();
    const [own, domain] = [input.hostnames[0]!, newHostname()];
    const added = valueOf(await stub.editHostnames({ add: [domain], remove: [] }));
    expect(added.hostnames).toEqual([own, domain]);
    expect(valueOf(await stub.editHostnames({ add: [domain], remove: [] }))).toEqual(added);
    const two = await Promise.all([
      stub.editHostnames({ add: [newHostname()], remove: [] }),
      stub.editHostnames({ add: [], remove: [domain] }),
    ]);
    expect(two.every(({ ok }) => ok)).toBe(true);
    expect(valueOf(await stub.describe()).hostnames).toHaveLength(2);
    expect(await holderOf(domain)).toBeNull();
  });

  test("are never all taken away", async () => {
    const { input, stub } = await createSite();
    const refused = await stub.editHostnames({ add: [], remove: [...input.hostnames] });
    expect(failureOf(refused).code).toBe("last-hostname");
  });
});
