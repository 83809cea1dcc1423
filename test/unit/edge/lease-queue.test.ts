import { expect, test } from "vitest";
import { batchMsMax, batchSizeMax, LeaseQueue } from "#workers/leases/lease-queue.ts";

test("one request sends for all that are wanted, and nobody else meanwhile", () => {
  const queue = new LeaseQueue();
  queue.want("a");
  queue.want("b");
  expect(queue.begin(0)?.websiteIds).toEqual(["a", "b"]);
  queue.want("c");
  expect(queue.begin(1)).toBeNull();
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

test("a batch that is overdue is sent again by the next request", () => {
  const queue = new LeaseQueue();
  queue.want("a");
  const lost = queue.begin(0)!;
  queue.want("b");
  expect(queue.begin(batchMsMax - 1)).toBeNull();
  expect(queue.begin(batchMsMax)?.websiteIds.toSorted()).toEqual(["a", "b"]);
  queue.end(lost, batchMsMax + 1, true);
  queue.want("c");
  expect(queue.begin(batchMsMax + 2), "the overdue batch's end is not the newer one's").toBeNull();
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
