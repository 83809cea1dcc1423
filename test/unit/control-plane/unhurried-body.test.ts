import { expect, test } from "vitest";
import { unhurriedBody } from "#control-plane/api/unhurried-body.ts";

const chunkCount = 20;

/** What a sender sends, and how much of it was taken. */
function sender() {
  let taken = 0;
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (taken++ < chunkCount) controller.enqueue(new Uint8Array(1_000));
      else controller.close();
    },
  });
  return { stream, isTaken: () => taken > chunkCount };
}

/** Passed on as a request of its own, as to whoever serves signed addresses. */
function passedOn(chunks: AsyncIterable<Uint8Array>): Request {
  const sent: unknown = { method: "PUT", body: chunks, duplex: "half" };
  return new Request("http://blobs.test/", sent as RequestInit);
}

test("a body that was passed on and that nobody read is taken to its end, for its sender to hear the answer", async () => {
  const { stream, isTaken } = sender();
  const { chunks, drain } = unhurriedBody(stream);
  passedOn(chunks);
  await drain();
  expect(isTaken()).toBe(true);
});

test("so is one that was read in part, by whoever it was passed on to or at once", async () => {
  for (const readerOf of [
    (chunks: AsyncIterable<Uint8Array>) => passedOn(chunks).body!,
    (chunks: AsyncIterable<Uint8Array>) => chunks,
  ]) {
    const { stream, isTaken } = sender();
    const { chunks, drain } = unhurriedBody(stream);
    for await (const _ of readerOf(chunks)) break;
    await drain();
    expect(isTaken()).toBe(true);
  }
});
