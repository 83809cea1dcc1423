import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { heldCallSecondsMax } from "#domain/access/index.ts";
import { activeState } from "#test/support/tenant-states.ts";
import { admitTenant } from "./call-api.ts";
import { newTenant, signAssertion, startEdge, type Edge } from "./callers.ts";

let edge: Edge;
beforeAll(async () => {
  edge = await startEdge();
});
afterEach(() => vi.restoreAllMocks());

function letPass(seconds: number): void {
  const until = Date.now() + seconds * 1_000;
  const since = performance.now();
  vi.spyOn(Date, "now").mockImplementation(() => until + performance.now() - since);
}

/** A new change whose body is not sent before something else has happened. */
function slowly(websiteId: string, token: string, meanwhile: () => void | Promise<void>): Promise<Response> {
  const source: UnderlyingSource<Uint8Array> = {
    async pull(controller) {
      await meanwhile();
      controller.enqueue(new TextEncoder().encode(JSON.stringify({ leaves: { configuration: { title: "Slow" } } })));
      controller.close();
    },
  };
  // Nothing is asked for before it is read.
  const stream = new ReadableStream<Uint8Array>(source, { highWaterMark: 0 });
  return edge.call("POST", `/websites/${websiteId}/changes`, { token, stream });
}

/** A file to be imported, whose end is not sent before something else has happened. */
async function uploadSlowly(websiteId: string, token: string, meanwhile: () => void | Promise<void>, bytes?: number) {
  let sent = 0;
  const source: UnderlyingSource<Uint8Array> = {
    async pull(controller) {
      if (sent++ === 0) return controller.enqueue(new TextEncoder().encode("<rss>"));
      await meanwhile();
      controller.enqueue(new TextEncoder().encode("</rss>"));
      controller.close();
    },
  };
  const stream = new ReadableStream<Uint8Array>(source, { highWaterMark: 0 });
  const headers: Record<string, string> = bytes === undefined ? {} : { "Content-Length": String(bytes) };
  const before = edge.imported.length;
  const path = `/websites/${websiteId}/imports?format=wxr`;
  const { status } = await edge.call("POST", path, { token, stream, headers, contentType: "text/xml" });
  return { status, imported: edge.imported.slice(before) };
}

describe("a file that is passed on while it comes", () => {
  const whole = ["<rss></rss>"];

  test("is passed on whole, whether its sender says how long it is or not", async () => {
    const { tenantId, websiteId } = await newTenant(edge);
    const token = await edge.sign({ tid: tenantId, role: "owner" });
    for (const bytes of [undefined, 11]) {
      expect(await uploadSlowly(websiteId, token, () => {}, bytes)).toEqual({ status: 202, imported: whole });
    }
    expect(await uploadSlowly(websiteId, token, () => letPass(1_800))).toEqual({ status: 202, imported: whole });
  });

  test("is not kept when whoever sends it was removed meanwhile, or their tenant suspended", async () => {
    const changes = [
      [{ revocationEpoch: 1 }, 401],
      [{ status: "suspended" }, 403],
    ] as const;
    for (const [change, status] of changes) {
      const { tenantId, websiteId } = await newTenant(edge);
      const token = await edge.sign({ tid: tenantId, role: "owner" });
      const meanwhile = async () => {
        await admitTenant(activeState(tenantId, { version: 2, ...change }));
        letPass(2);
      };
      expect(await uploadSlowly(websiteId, token, meanwhile, 11)).toEqual({ status, imported: [] });
      vi.restoreAllMocks();
    }
  });
});

test("a body that breaks off is its sender's fault, and nothing is done", async () => {
  const { tenantId, websiteId } = await newTenant(edge);
  const token = await edge.sign({ tid: tenantId, role: "owner" });
  const response = await slowly(websiteId, token, () => {
    throw new Error("the sender went away");
  });
  expect(response.status).toBe(400);
});

describe("a call whose body takes long to come", () => {
  test("is done although what it was begun with has run out since", async () => {
    const { tenantId, websiteId } = await newTenant(edge);
    const person = await edge.sign({ tid: tenantId, role: "owner" });
    const controlPlane = await signAssertion({ kind: "control-plane", tenantId, websiteId });
    for (const token of [person, controlPlane]) {
      expect((await slowly(websiteId, token, () => letPass(600))).status).toBe(201);
      const after = await edge.call("GET", `/websites/${websiteId}/released/documents`, { token });
      expect(after.status).toBe(401);
      vi.restoreAllMocks();
    }
  });

  test("is refused when whoever began it was removed meanwhile, or their tenant suspended", async () => {
    const changes = [
      [{ revocationEpoch: 1 }, 401],
      [{ status: "suspended" }, 403],
    ] as const;
    for (const [change, status] of changes) {
      const { tenantId, websiteId } = await newTenant(edge);
      const token = await edge.sign({ tid: tenantId, role: "owner" });
      const response = await slowly(websiteId, token, async () => {
        await admitTenant(activeState(tenantId, { version: 2, ...change }));
        letPass(600);
      });
      expect(response.status).toBe(status);
      vi.restoreAllMocks();
    }
  });

  test("is refused when it comes after nobody remembers what it was begun with", async () => {
    const { tenantId, websiteId } = await newTenant(edge);
    const token = await edge.sign({ tid: tenantId, role: "owner" });
    expect((await slowly(websiteId, token, () => letPass(heldCallSecondsMax))).status).toBe(401);
  });
});
