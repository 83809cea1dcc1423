import { expect, test } from "vitest";
import {
  aloneMax,
  batchesMax,
  batchEveryMs,
  batchMsMax,
  batchSizeMax,
  LeaseQueue,
} from "#workers/leases/lease-queue.ts";

test("one request sends for all that are wanted, and nobody else right after it", () => {
  const queue = new LeaseQueue();
  queue.want("a");
  queue.want("b");
  expect(queue.begin(0)?.websiteIds).toEqual(["a", "b"]);
  queue.want("c");
  expect(queue.begin(batchEveryMs - 1)).toBeNull();
});

test("a website wanted while a batch that holds it is under way is in the next batch too", () => {
  const queue = new LeaseQueue();
  queue.want("a");
  const first = queue.begin(0)!;
  queue.want("a");
  queue.end(first, 1, true);
  expect(queue.begin(1)?.websiteIds).toEqual(["a"]);
});

test("what nobody wants is not asked for", () => {
  const queue = new LeaseQueue();
  queue.want("a");
  queue.end(queue.begin(0)!, 1, true);
  expect(queue.begin(1)).toBeNull();
});

test("a batch that takes long does not hold up the next, but few are under way at once", () => {
  const queue = new LeaseQueue();
  const begun = [];
  for (let batch = 0; batch < batchesMax; batch++) {
    queue.want("a");
    if (batch > 0) expect(queue.begin(batchEveryMs * batch - 1), "too soon").toBeNull();
    begun.push(queue.begin(batchEveryMs * batch)!);
  }
  queue.want("a");
  expect(queue.begin(batchEveryMs * batchesMax), "too many").toBeNull();
  queue.end(begun[1]!, batchEveryMs * batchesMax, true);
  expect(queue.begin(batchEveryMs * batchesMax)?.websiteIds).toEqual(["a"]);
});

test("what a batch that is overdue asked for is asked for again by the next request", () => {
  const queue = new LeaseQueue();
  queue.want("a");
  const lost = queue.begin(0)!;
  expect(queue.begin(batchMsMax - 1)).toBeNull();
  queue.want("b");
  expect(queue.begin(batchMsMax)?.websiteIds.toSorted()).toEqual(["a", "b"]);
  queue.end(lost, batchMsMax + 1, false);
  queue.want("c");
  expect(queue.begin(batchMsMax + 1), "the overdue batch's end is not the newer one's").toBeNull();
  expect(queue.isFailing()).toBe(false);
});

test("a website is forgotten when it is neither wanted nor in a batch under way", () => {
  const queue = new LeaseQueue();
  queue.want("a");
  expect(queue.isForgotten("a")).toBe(false);
  const batch = queue.begin(0)!;
  expect([queue.isForgotten("a"), queue.isForgotten("b")]).toEqual([false, true]);
  queue.end(batch, 1, true);
  expect(queue.isForgotten("a")).toBe(true);
});

test("a website is called for by itself once at a time, and few are", () => {
  const queue = new LeaseQueue();
  expect(queue.beginAlone("a", 0)).toBe(true);
  expect(queue.beginAlone("a", 1)).toBe(false);
  for (let other = 1; other < aloneMax; other++) expect(queue.beginAlone(`other-${other}`, 1)).toBe(true);
  expect(queue.beginAlone("b", 1)).toBe(false);
  queue.endAlone("other-1");
  expect(queue.beginAlone("b", 1)).toBe(true);
  expect(queue.beginAlone("a", batchMsMax), "a call that is lost counts no more").toBe(true);
});

test("after a failure its websites are wanted again, after a pause that grows", () => {
  const queue = new LeaseQueue();
  queue.want("a");
  queue.end(queue.begin(0)!, 10, false);
  expect(queue.begin(14)).toBeNull();
  const second = queue.begin(15)!;
  expect(second.websiteIds).toEqual(["a"]);
  queue.end(second, 16, false);
  expect(queue.begin(25)).toBeNull();
  expect(queue.isFailing()).toBe(true);
  queue.end(queue.begin(26)!, 27, true);
  expect(queue.isFailing()).toBe(false);
});

test("batches under way together that fail together count as one failure, and are tried one at a time", () => {
  const queue = new LeaseQueue();
  queue.want("a");
  const first = queue.begin(0)!;
  queue.want("b");
  const second = queue.begin(batchEveryMs)!;
  queue.end(first, 20, false);
  queue.end(second, 20, false);
  expect(queue.begin(24)).toBeNull();
  expect(queue.begin(25)?.websiteIds.toSorted()).toEqual(["a", "b"]);
  queue.want("c");
  expect(queue.begin(25 + batchEveryMs)).toBeNull();
});

test("a clock that stepped back an hour holds nothing up", () => {
  const queue = new LeaseQueue();
  queue.want("a");
  queue.end(queue.begin(3_600_000)!, 3_600_001, false);
  queue.want("b");
  expect(queue.begin(5)?.websiteIds).toEqual(["a", "b"]);
  expect(queue.begin(3_600_000), "and so does a batch under way").not.toBeNull();
});

test("a batch holds no more than a call may, and the asker's own website first", () => {
  const queue = new LeaseQueue();
  for (let number = 0; number <= batchSizeMax; number++) queue.want(`website-${number}`);
  queue.want("own");
  const first = queue.begin(0, "own")!;
  expect(first.websiteIds).toHaveLength(batchSizeMax);
  expect(first.websiteIds[0]).toBe("own");
  queue.end(first, 1, true);
  expect(queue.begin(1)?.websiteIds).toHaveLength(2);
});
