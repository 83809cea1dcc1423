import { evictDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import { directoryOf } from "#durable-objects/support/placement.ts";
import { createWebsite } from "#durable-objects/website/operations/create-website.ts";
import {
  bindings,
  createSite,
  failureOf,
  newHostname,
  rows,
  runDeadline,
  stubOf,
  valueOf,
  websiteInput,
  withContext,
  type Stub,
} from "./site.ts";

/** Who has a hostname, by the directory. */
const holderOf = (hostname: string) => directoryOf(bindings, hostname).resolve(hostname);

describe("creating a website", () => {
  test("twice with the same properties, in whichever order they stand, is once", async () => {
    const input = await websiteInput();
    const stub = stubOf(input.websiteId);
    const first = valueOf(await stub.create(input));
    const turned = Object.fromEntries(Object.entries(input).toReversed()) as typeof input;
    expect(valueOf(await stub.create(turned))).toEqual(first);
    expect(valueOf(await stub.listDeployments({ limit: 10 })).items).toHaveLength(1);
  });

  test("with the id of one that has other properties is refused and changes nothing", async () => {
    const { input, stub, describe: now } = await createSite();
    const before = await now();
    const hostnames = [newHostname()];
    expect(failureOf(await stub.create({ ...input, hostnames })).code).toBe("website-exists");
    expect(await now()).toEqual(before);
    expect(await holderOf(hostnames[0]!)).toBeNull();
  });

  test("needs a theme that is there and is one", async () => {
    const input = await websiteInput({ theme: "0".repeat(64) });
    expect(failureOf(await stubOf(input.websiteId).create(input)).code).toBe("blob-not-found");
    expect(failureOf(await stubOf(input.websiteId).describe()).code).toBe("website-not-found");
  });

  test("on the hostname of another leaves nothing, and the id can be used again", async () => {
    const other = await createSite();
    const taken = other.input.hostnames[0]!;
    const free = newHostname();
    const input = await websiteInput({ hostnames: [free, taken] });
    const stub = stubOf(input.websiteId);
    expect(failureOf(await stub.create(input))).toMatchObject({ code: "hostname-taken", facts: { hostname: taken } });
    expect(failureOf(await stub.describe()).code).toBe("website-not-found");
    expect(await rows(stub, "SELECT hostname FROM hostname_claims")).toEqual([]);
    expect([await holderOf(taken), await holderOf(free)]).toEqual([other.input.websiteId, null]);

    valueOf(await other.stub.setHostnames([taken, free]));
    expect(valueOf(await stub.create({ ...input, hostnames: [newHostname()] })).status).toBe("active");
  });

  test("on one hostname by two at once succeeds for exactly one", async () => {
    const hostnames = [newHostname()];
    const inputs = await Promise.all([websiteInput({ hostnames }), websiteInput({ hostnames })]);
    const created = await Promise.all(inputs.map((input) => stubOf(input.websiteId).create(input)));
    const winners = inputs.filter((_, index) => created[index]!.ok);
    expect(winners).toHaveLength(1);
    expect(await holderOf(hostnames[0]!)).toBe(winners[0]!.websiteId);
    expect(created.flatMap((result) => (result.ok ? [] : [result.failure.code]))).toEqual(["hostname-taken"]);
  });

  test("is answered alike to every one of the calls made at once", async () => {
    const input = await websiteInput();
    const calls = await Promise.all([1, 2, 3].map(() => stubOf(input.websiteId).create(input)));
    expect(new Set(calls.map((call) => JSON.stringify(valueOf(call).serving))).size).toBe(1);
    const { input: other } = await createSite();
    const refused = await websiteInput({ hostnames: other.hostnames });
    const refusals = await Promise.all([1, 2, 3].map(() => stubOf(refused.websiteId).create(refused)));
    expect(refusals.map((refusal) => failureOf(refusal).code)).toEqual(Array(3).fill("hostname-taken"));
  });
});

describe("a creation that was interrupted", () => {
  /** Begins it with a directory that fails: before it has done what it is asked for, or after. */
  async function interrupt(stub: Stub, input: Awaited<ReturnType<typeof websiteInput>>, fails: "before" | "after") {
    await withContext(stub, { DIRECTORY: failingDirectory(fails) }, async (context) => {
      await expect(createWebsite(context, input)).rejects.toThrow("the directory is away");
    });
    await evictDurableObject(stub);
    expect(valueOf(await stub.describe()).status).toBe("provisioning");
  }

  test.for(["before", "after"] as const)("%s its hostname was claimed is taken up by alarm", async (moment) => {
    const input = await websiteInput();
    const stub = stubOf(input.websiteId);
    await interrupt(stub, input, moment);
    await runDeadline(stub, "finish-creation");
    expect(valueOf(await stub.describe())).toMatchObject({ status: "active", serving: { hostnames: input.hostnames } });
    expect(await holderOf(input.hostnames[0]!)).toBe(input.websiteId);
    expect(await rows(stub, "SELECT 1 AS one FROM deadlines WHERE name = 'finish-creation'")).toEqual([]);
  });

  test("is finished by the same call made again, and not by its status being set", async () => {
    const input = await websiteInput();
    const stub = stubOf(input.websiteId);
    await interrupt(stub, input, "before");
    expect(failureOf(await stub.setStatus("active")).code).toBe("invalid-transition");
    expect(valueOf(await stub.create(input)).status).toBe("active");
  });

  test("while it was taken back still gives up every hostname", async () => {
    const other = await createSite();
    const free = newHostname();
    const input = await websiteInput({ hostnames: [free, other.input.hostnames[0]!] });
    const stub = stubOf(input.websiteId);
    await withContext(stub, { DIRECTORY: failingDirectory("releasing") }, async (context) => {
      await expect(createWebsite(context, input)).rejects.toThrow("the directory is away");
    });
    await evictDurableObject(stub);
    expect(await holderOf(free)).toBe(input.websiteId);
    await runDeadline(stub, "finish-creation");
    expect(failureOf(await stub.describe()).code).toBe("website-not-found");
    expect(await holderOf(free)).toBeNull();
  });

  test("by a deletion stays deleted", async () => {
    const input = await websiteInput();
    const stub = stubOf(input.websiteId);
    await interrupt(stub, input, "after");
    const [deleted] = await Promise.all([stub.setStatus("deleted"), stub.create(input)]);
    valueOf(deleted);
    await runDeadline(stub, "finish-creation");
    expect(valueOf(await stub.describe()).status).toBe("deleted");
  });
});

/** The directory, failing at a step of a claim, or when something is given up. */
function failingDirectory(fails: "before" | "after" | "releasing"): DurableObjectNamespace {
  const { DIRECTORY } = bindings;
  const away = () => Promise.reject(new Error("the directory is away"));
  const get = (id: DurableObjectId) => {
    const stub = DIRECTORY.get(id) as unknown as ReturnType<typeof directoryOf>;
    if (fails === "releasing") {
      return { claim: (hostname: string, websiteId: string) => stub.claim(hostname, websiteId), release: away };
    }
    return {
      claim: async (hostname: string, websiteId: string) => {
        if (fails === "after") await stub.claim(hostname, websiteId);
        return away();
      },
    };
  };
  return { idFromName: (name: string) => DIRECTORY.idFromName(name), get } as unknown as DurableObjectNamespace;
}
