import { describe, expect, test } from "vitest";
import { eventBatchSchema, type EventBatch } from "#domain/contracts/index.ts";
import { Outbox } from "#durable-objects/support/index.ts";
import { deliverEvents } from "#durable-objects/website/deliver-events.ts";
import { activateChange } from "#durable-objects/website/operations/activate-change.ts";
import { setHostnames } from "#durable-objects/website/operations/change-names.ts";
import { setStatus } from "#durable-objects/website/operations/change-serving-state.ts";
import { createChange } from "#durable-objects/website/operations/create-change.ts";
import { createWebsite } from "#durable-objects/website/operations/create-website.ts";
import { describeWebsite } from "#durable-objects/website/operations/describe-website.ts";
import type { WebsiteContext } from "#durable-objects/website/website-context.ts";
import { bindings, newHostname, post, stubOf, valueOf, websiteInput, withContext } from "./site.ts";

/** A control plane that stores what it is sent, and answers as each test says. */
function controlPlane(answers: (batch: EventBatch) => Response) {
  const batches: EventBatch[] = [];
  const fetch = async (_url: string, init: RequestInit) => {
    const batch = eventBatchSchema.parse(JSON.parse(init.body as string));
    batches.push(batch);
    return answers(batch);
  };
  const others = { CONTROL_PLANE: { fetch } as unknown as Fetcher, CONTROL_PLANE_SECRET: "s".repeat(32) };
  return { batches, others, env: { ...bindings, ...others } };
}

const storesAll = (batch: EventBatch) => Response.json({ acknowledged: batch.events.at(-1)!.sequence });

/** A website that has been created and closed, in a context that has a control plane. */
async function withEvents(
  { others }: ReturnType<typeof controlPlane>,
  run: (context: WebsiteContext, outbox: Outbox) => Promise<void>,
) {
  const input = await websiteInput();
  await withContext(stubOf(input.websiteId), others, async (context, { storage }) => {
    valueOf(await createWebsite(context, input));
    valueOf(await setStatus(context, "maintenance"));
    // The test alone delivers, not the alarm.
    context.alarms.cancel("deliver-events");
    await run(context, new Outbox(storage.sql));
  });
}

const typesIn = (outbox: Outbox) =>
  outbox.peek(100).map(({ body }) => (JSON.parse(body) as { readonly type: string }).type);

async function changeTo(context: WebsiteContext): Promise<string> {
  const documents = { put: [post("x")], delete: [] };
  return valueOf(await createChange(context, { leaves: {}, documents })).changeId;
}

describe("events", () => {
  test("tell of each thing that visitors notice, once and in order", () =>
    withEvents(controlPlane(storesAll), async (context, outbox) => {
      const call = { deploymentId: crypto.randomUUID(), changeId: await changeTo(context), message: "" };
      valueOf(await activateChange(context, call));
      valueOf(await activateChange(context, call));
      valueOf(await setHostnames(context, [newHostname()]));
      const refused = await activateChange(context, { ...call, deploymentId: crypto.randomUUID(), replaces: "0" });
      expect(refused.ok).toBe(false);
      expect(typesIn(outbox)).toEqual(["website-created", "status-changed", "release-activated", "hostnames-changed"]);
    }));

  test("are stored with what they tell of, or neither is", () =>
    withEvents(controlPlane(storesAll), async (context, outbox) => {
      const before = describeWebsite(context);
      const changeId = await changeTo(context);
      const failing: WebsiteContext = {
        ...context,
        emit: (event) => {
          context.emit(event);
          throw new Error("the disk failed");
        },
      };
      const call = { deploymentId: crypto.randomUUID(), changeId, message: "" };
      await expect(activateChange(failing, call)).rejects.toThrow("the disk failed");
      expect(describeWebsite(context)).toEqual(before);
      expect(context.deployments.find(call.deploymentId)).toBeNull();
      expect(typesIn(outbox)).toEqual(["website-created", "status-changed"]);
    }));

  test("are delivered as what they are and then forgotten", () => {
    const plane = controlPlane(storesAll);
    return withEvents(plane, async (context, outbox) => {
      await deliverEvents(context, plane.env, outbox);
      const { websiteId, tenantId, epoch } = context.website.record!;
      expect(plane.batches).toEqual([{ websiteId, tenantId, epoch, events: [expect.anything(), expect.anything()] }]);
      expect(outbox.peek(1)).toEqual([]);
    });
  });

  test("are kept while the control plane cannot store them, and sent again with the same numbers", () => {
    let stores = false;
    const plane = controlPlane((batch) => (stores ? storesAll(batch) : new Response("down", { status: 503 })));
    return withEvents(plane, async (context, outbox) => {
      await expect(deliverEvents(context, plane.env, outbox)).rejects.toThrow("503");
      expect(outbox.peek(10)).toHaveLength(2);
      stores = true;
      await deliverEvents(context, plane.env, outbox);
      expect(plane.batches[1]).toEqual(plane.batches[0]);
      expect(outbox.peek(1)).toEqual([]);
    });
  });
});
