import { expect, test } from "vitest";
import { outcomeOf } from "#test/support/outcome-of.ts";
import { WaitingRoom } from "#workers/leases/waiting-room.ts";

test("who waits for a website is woken with all others who do, and nobody else is", async () => {
  const room = new WaitingRoom(true);
  const [first, second, other] = ["a", "a", "b"].map((website) => room.enter(website));
  room.wake("a");
  await Promise.all([first!.woken, second!.woken]);
  expect(await outcomeOf(other!.woken)).toBe("pending");
  room.wakeAll();
  await other!.woken;
});

test("who has left is not woken", async () => {
  const room = new WaitingRoom(true);
  const { woken, leave } = room.enter("a");
  leave();
  leave();
  room.wake("a");
  expect(await outcomeOf(woken)).toBe("pending");
});

test("who enters after a call for others is woken by the next", async () => {
  const room = new WaitingRoom(true);
  room.enter("a");
  room.wake("a");
  const { woken } = room.enter("a");
  expect(await outcomeOf(woken)).toBe("pending");
  room.wake("a");
  await woken;
});
