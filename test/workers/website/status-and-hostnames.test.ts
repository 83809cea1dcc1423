import { evictDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import { directoryOf } from "#durable-objects/support/placement.ts";
import { setHostnames } from "#durable-objects/website/operations/change-names.ts";
import { bindings, createSite, failureOf, newHostname, post, rows, runDeadline, valueOf, withContext } from "./site.ts";

const holderOf = (hostname: string) => directoryOf(bindings, hostname).resolve(hostname);

describe("a website's status", () => {
  test("goes only where its transitions lead, and rides on leases", async () => {
    const { stub, describe: now } = await createSite();
    const { version } = (await now()).serving;
    valueOf(await stub.setStatus("suspended"));
    expect(valueOf(await stub.lease({ durationMs: 25 })).state).toMatchObject({
      status: "suspended",
      version: version + 1,
    });
    const refused = failureOf(await stub.setStatus("maintenance"));
    expect(refused).toMatchObject({ code: "invalid-transition", facts: { status: "suspended" } });
    expect(failureOf(await stub.setStatus("provisioning")).code).toBe("invalid-transition");
    valueOf(await stub.setStatus("active"));
    valueOf(await stub.setStatus("maintenance"));
    expect((await now()).serving.version).toBe(version + 3);
  });

  test("suspended is the platform's to set and to lift; others may delete what is suspended", async () => {
    const { stub, describe: now } = await createSite();
    const byOwner = { byPlatform: false };
    expect(failureOf(await stub.setStatus("suspended", byOwner)).code).toBe("forbidden");
    valueOf(await stub.setStatus("suspended", { byPlatform: true }));
    for (const status of ["active", "suspended", "maintenance"] as const) {
      expect(failureOf(await stub.setStatus(status, byOwner)).code).toBe("forbidden");
    }
    expect((await now()).status).toBe("suspended");
    valueOf(await stub.setStatus("active"));
    valueOf(await stub.setStatus("maintenance", byOwner));
    valueOf(await stub.setStatus("suspended"));
    valueOf(await stub.setStatus("deleted", byOwner));
  });

  test("deleted is final: it answers 410 to visitors and refuses every change", async () => {
    const { input, stub, change, activate, publish, rollback } = await createSite();
    const { changeId } = await change({ put: [post("x")] });
    const { deploymentId } = await publish(post("y"));
    valueOf(await stub.setStatus("deleted"));
    await evictDurableObject(stub);
    const refused = await Promise.all([
      stub.setStatus("active"),
      stub.setHostnames([newHostname()]),
      stub.setRollout({ candidate: null }),
      activate(changeId),
      rollback(deploymentId),
      stub.prepare(changeId),
      stub.createChange({ leaves: { themeSettings: { a: 1 } }, documents: { put: [], delete: [] } }),
      stub.listDocuments({ limit: 10 }),
    ]);
    expect(refused.map((result) => failureOf(result).code)).toEqual(refused.map(() => "website-deleted"));
    expect(valueOf(await stub.lease({ durationMs: 25 })).state.status).toBe("deleted");
    expect(valueOf(await stub.create(input)).status).toBe("deleted");
  });

  test("deleted keeps the hostnames for a while, then gives them up by alarm", async () => {
    const { input, stub } = await createSite();
    const [hostname] = input.hostnames;
    valueOf(await stub.setStatus("deleted"));
    const [deadline] = await rows<{ at_ms: number }>(
      stub,
      "SELECT at_ms FROM deadlines WHERE name = 'release-hostnames'",
    );
    expect(deadline!.at_ms).toBeGreaterThan(Date.now() + 29 * 86_400_000);
    expect(await holderOf(hostname!)).toBe(input.websiteId);
    await runDeadline(stub, "release-hostnames");
    expect(await holderOf(hostname!)).toBeNull();
  });
});

describe("a website's hostnames", () => {
  test("are claimed when added and free for others when removed", async () => {
    const { input, stub, describe: now } = await createSite();
    const [first, second] = [input.hostnames[0]!, newHostname()];
    valueOf(await stub.setHostnames([first, second, second]));
    expect((await now()).serving.hostnames).toEqual([first, second]);
    valueOf(await stub.setHostnames([second]));
    expect([await holderOf(first), await holderOf(second)]).toEqual([null, input.websiteId]);
    await createSite({ hostnames: [first] });
  });

  test("stay as they are when one of the new ones is taken", async () => {
    const [here, there] = [await createSite(), await createSite()];
    const [taken, free] = [there.input.hostnames[0]!, newHostname()];
    const before = await here.describe();
    const refused = failureOf(await here.stub.setHostnames([free, taken]));
    expect(refused).toMatchObject({ code: "hostname-taken", facts: { hostname: taken } });
    expect(await here.describe()).toEqual(before);
    const holders = await Promise.all([free, taken, before.hostnames[0]!].map(holderOf));
    expect(holders).toEqual([null, there.input.websiteId, here.input.websiteId]);
  });

  test("set by several at once end as one of the calls asked, and only those are held", async () => {
    const { input, stub, describe: now } = await createSite();
    const sets = [[newHostname()], [newHostname(), newHostname()], [input.hostnames[0]!, newHostname()]];
    for (const result of await Promise.all(sets.map((set) => stub.setHostnames(set)))) valueOf(result);
    const { hostnames } = await now();
    expect(sets).toContainEqual(hostnames);
    for (const hostname of sets.flat()) {
      expect(await holderOf(hostname)).toBe(hostnames.includes(hostname) ? input.websiteId : null);
    }
  });

  test("whose reservation ended while they were claimed are not served, and free for others", async () => {
    const { input, stub, describe: now } = await createSite();
    const added = newHostname();
    let clock = 0;
    const DIRECTORY = {
      idFromName: (name: string) => bindings.DIRECTORY.idFromName(name),
      get(id: DurableObjectId) {
        clock = 60_000;
        return bindings.DIRECTORY.get(id);
      },
    } as unknown as DurableObjectNamespace;
    await withContext(stub, { DIRECTORY }, async (context) => {
      const late = await setHostnames({ ...context, now: () => clock }, [added], 60_000);
      expect(failureOf(late).code).toBe("website-unavailable");
    });
    await evictDurableObject(stub);
    expect((await now()).hostnames).toEqual(input.hostnames);
    expect([await holderOf(added), await holderOf(input.hostnames[0]!)]).toEqual([null, input.websiteId]);
  });

  test("claimed before an interruption are given up by alarm", async () => {
    const { input, stub, describe: now } = await createSite();
    const [first, second] = [newHostname(), newHostname()];
    let asked = 0;
    const DIRECTORY = {
      idFromName: (name: string) => bindings.DIRECTORY.idFromName(name),
      get: (id: DurableObjectId) => {
        if (asked++ > 0) throw new Error("the directory is away");
        return bindings.DIRECTORY.get(id);
      },
    } as unknown as DurableObjectNamespace;
    await withContext(stub, { DIRECTORY }, async (context) => {
      await expect(setHostnames(context, [first, second])).rejects.toThrow("the directory is away");
    });
    await evictDurableObject(stub);
    expect(await holderOf(first)).toBe(input.websiteId);
    await runDeadline(stub, "settle-hostnames");
    expect([await holderOf(first), await holderOf(second)]).toEqual([null, null]);
    expect(await holderOf(input.hostnames[0]!)).toBe(input.websiteId);
    expect((await now()).hostnames).toEqual(input.hostnames);
  });
});
