import { evictDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import { liveMessageSchema, type LiveMessage } from "#domain/contracts/index.ts";
import { createSite, failureOf, post, stubOf, type Stub } from "./site.ts";

/** A visitor's socket, whose messages are taken one after the other. */
async function connect(stub: Stub) {
  const response = await stub.fetch("http://website/_hotswap/live", { headers: { Upgrade: "websocket" } });
  expect(response.status).toBe(101);
  const socket = response.webSocket!;
  const arrived: LiveMessage[] = [];
  const waiting: ((message: LiveMessage) => void)[] = [];
  socket.addEventListener("message", ({ data }) => {
    const message = liveMessageSchema.parse(JSON.parse(data as string));
    const take = waiting.shift();
    if (take === undefined) arrived.push(message);
    else take(message);
  });
  socket.accept();
  const next = async (): Promise<LiveMessage> =>
    arrived.shift() ?? new Promise<LiveMessage>((resolve) => void waiting.push(resolve));
  return { socket, next, close: () => socket.close(1000) };
}

describe("a live socket", () => {
  test("is greeted with what is active, then told of each swap in order", async () => {
    const { stub, describe: now, publish } = await createSite();
    const { activeReleaseId, serving } = await now();
    const { next, close } = await connect(stub);
    expect(await next()).toEqual({ type: "hello", activeReleaseId, version: serving.version });
    const placed = [await publish(post("a")), await publish(post("b")), await publish(post("c"))];
    for (const [index, { releaseId }] of placed.entries()) {
      const version = serving.version + 1 + index;
      expect(await next()).toEqual({ type: "release-activated", activeReleaseId: releaseId, version });
    }
    close();
  });

  test("stays open through swaps and restarts of the object", async () => {
    const { stub, publish, describe: now } = await createSite();
    const sockets = [await connect(stub), await connect(stub)];
    for (const { next } of sockets) await next();
    for (const id of ["a", "b"]) {
      await evictDurableObject(stub);
      const { releaseId } = await publish(post(id));
      for (const { next } of sockets) expect(await next()).toMatchObject({ activeReleaseId: releaseId });
    }
    expect((await now()).sockets).toBe(2);
    for (const { socket, close } of sockets) {
      expect(socket.readyState).toBe(WebSocket.OPEN);
      close();
    }
  });

  test("hears nothing of a swap that was refused", async () => {
    const { stub, change, activate, publish, describe: now } = await createSite();
    const { changeId } = await change({ put: [post("x", "mine")] });
    await publish(post("x", "theirs"));
    const { next, close } = await connect(stub);
    await next();
    expect(failureOf(await activate(changeId)).code).toBe("change-conflict");
    const { releaseId } = await publish(post("y"));
    expect(await next()).toMatchObject({ activeReleaseId: releaseId, version: (await now()).serving.version });
    close();
  });

  test("needs an upgrade, and a website", async () => {
    const { stub } = await createSite();
    expect((await stub.fetch("http://website/_hotswap/live")).status).toBe(426);
    const headers = { Upgrade: "websocket" };
    expect((await stubOf(crypto.randomUUID()).fetch("http://website/_hotswap/live", { headers })).status).toBe(404);
  });
});
