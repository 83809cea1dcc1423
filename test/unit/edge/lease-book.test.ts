import { describe, expect, test } from "vitest";
import { tickMsMax } from "#workers/leases/tick-counter.ts";
import { LeaseBook, type Decision, type Sending } from "#workers/leases/lease-book.ts";
import { granted, websiteId } from "./serving-states.ts";

/** A clock in the test's hands. */
class FakeClock {
  at = 1_000;
  ticked: number | null = 0;
  readonly clockSteps: boolean;
  constructor(clockSteps = false) {
    this.clockSteps = clockSteps;
  }
  now = (): number => this.at;
  ticks = (): number | null => this.ticked;
}

/** The version of the release that a decision lets out; null when it lets none out. */
function served(decision: Decision): number | null {
  return decision.kind === "must-wait" ? null : decision.state.version;
}

describe("the clock of a lease", () => {
  /** A call under way for 20 ms; afterwards a request comes 25 ms after the call was sent. */
  function servedAtExpiry(note: (book: LeaseBook, call: () => void) => Sending): number | null {
    const clock = new FakeClock();
    const book = new LeaseBook(clock);
    book.receive(
      websiteId,
      granted(1, 25),
      note(book, () => (clock.at += 20)),
    );
    clock.at = 1_025;
    return served(book.decide(websiteId));
  }

  test("starts before its call is sent", () => {
    const before = servedAtExpiry((book, call) => {
      const sent = book.send();
      call();
      return sent;
    });
    expect(before).toBeNull();
  });

  test("wrong variant: started when the reply comes, it outlives the object's count", () => {
    const after = servedAtExpiry((book, call) => {
      call();
      return book.send();
    });
    expect(after).toBe(1);
  });
});

describe("a reply that comes after its own lease ran out", () => {
  function answersAfterLateReply(sent: (book: LeaseBook) => Sending) {
    const clock = new FakeClock();
    const book = new LeaseBook(clock);
    const before = book.arrive();
    const sending = sent(book);
    const after = book.arrive();
    clock.at += 30;
    book.receive(websiteId, granted(1, 25), sending);
    return {
      decision: served(book.decide(websiteId)),
      before: book.answerFor(websiteId, before),
      after: book.answerFor(websiteId, after),
    };
  }

  test("answers only requests received before its call was sent", () => {
    const answers = answersAfterLateReply((book) => book.send());
    expect(answers).toMatchObject({ decision: null, before: { ok: true }, after: null });
  });

  test("wrong variant: without the number it would answer everyone", () => {
    const everyone = Number.POSITIVE_INFINITY;
    const answers = answersAfterLateReply((book) => ({ ...book.send(), arrivals: everyone }));
    expect(answers.after).not.toBeNull();
  });

  test("with a duration of 0 is always late", () => {
    const book = new LeaseBook(new FakeClock());
    const arrival = book.arrive();
    book.receive(websiteId, granted(1, 0), book.send());
    expect(served(book.decide(websiteId))).toBeNull();
    expect(book.answerFor(websiteId, arrival)).not.toBeNull();
  });

  test("that is overtaken by the reply to a later call no longer counts", () => {
    const clock = new FakeClock();
    const book = new LeaseBook(clock);
    const earlier = book.send();
    const arrival = book.arrive();
    const later = book.send();
    clock.at += 30;
    book.receive(websiteId, granted(2, 25), later);
    book.receive(websiteId, granted(1, 25), earlier);
    expect(book.answerFor(websiteId, arrival)).toMatchObject({ value: { state: { version: 2 } } });
  });
});

describe("a clock that steps back", () => {
  function servedAfterStep(clock: FakeClock, read: () => number): number | null {
    const book = new LeaseBook({ clockSteps: false, now: read, ticks: clock.ticks });
    book.receive(websiteId, granted(1, 25), book.send());
    clock.at += 20;
    book.decide(websiteId);
    clock.at -= 10;
    return served(book.decide(websiteId));
  }

  test("drops every lease", () => {
    const clock = new FakeClock();
    expect(servedAfterStep(clock, clock.now)).toBeNull();
  });

  test("wrong variant: not looked at, it makes leases longer", () => {
    const clock = new FakeClock();
    let highest = 0;
    const ignoring = () => (highest = Math.max(highest, clock.at));
    expect(servedAfterStep(clock, ignoring)).toBe(1);
  });

  test("keeps replies under way from bringing a lease", () => {
    const clock = new FakeClock();
    const book = new LeaseBook(clock);
    const sent = book.send();
    const arrival = book.arrive();
    clock.at -= 10;
    book.receive(websiteId, granted(1, 25), sent);
    expect(served(book.decide(websiteId))).toBeNull();
    expect(book.answerFor(websiteId, arrival)).toBeNull();
  });

  test("does not end service: the next call brings a lease by the clock as it now is", () => {
    const clock = new FakeClock();
    const book = new LeaseBook(clock);
    book.receive(websiteId, granted(1, 25), book.send());
    clock.at -= 3_600_000;
    expect(served(book.decide(websiteId))).toBeNull();
    book.receive(websiteId, granted(1, 25), book.send());
    expect(served(book.decide(websiteId))).toBe(1);
  });
});

/** How many ticks a lease of 25 ms has. */
const ticksOfLease = Math.floor(25 / tickMsMax);

describe("ticks, where clocks step", () => {
  function servedAfterTicks(clockSteps: boolean, ticks: number | null): number | null {
    const clock = new FakeClock(clockSteps);
    const book = new LeaseBook(clock);
    book.receive(websiteId, granted(1, 25), book.send());
    clock.ticked = ticks;
    return served(book.decide(websiteId));
  }

  test("end a lease though the clock stands still", () => {
    expect(servedAfterTicks(true, ticksOfLease - 1)).toBe(1);
    expect(servedAfterTicks(true, ticksOfLease)).toBeNull();
  });

  test("wrong variant: not counted, the clock alone keeps the lease", () => {
    expect(servedAfterTicks(false, ticksOfLease)).toBe(1);
  });

  test("that nobody counts make no lease valid", () => {
    expect(servedAfterTicks(true, null)).toBeNull();
  });
});

describe("a renewal", () => {
  test("is asked of the first request past half of the lease, and of no other", () => {
    const clock = new FakeClock();
    const book = new LeaseBook(clock);
    book.receive(websiteId, granted(1, 25), book.send());
    const kinds: string[] = [];
    for (const at of [1_000, 1_012, 1_013, 1_014, 1_024, 1_025]) {
      clock.at = at;
      kinds.push(book.decide(websiteId).kind);
    }
    expect(kinds).toEqual(["fresh", "fresh", "renew-in-background", "fresh", "fresh", "must-wait"]);
  });

  test("is asked earlier, and again before its reply, where calls take longer than half of the lease", () => {
    const clock = new FakeClock();
    const book = new LeaseBook(clock);
    const sent = book.send();
    clock.at += 12;
    book.receive(websiteId, granted(1, 20), sent);
    const kinds: string[] = [];
    for (const at of [1_012, 1_013, 1_017, 1_018, 1_020]) {
      clock.at = at;
      kinds.push(book.decide(websiteId).kind);
    }
    expect(kinds).toEqual(["renew-in-background", "fresh", "renew-in-background", "fresh", "must-wait"]);
  });

  test("asked for by a clock that stepped back since does not hold up the next", () => {
    const clock = new FakeClock();
    const book = new LeaseBook(clock);
    book.receive(websiteId, granted(1, 20), book.send());
    clock.at += 10;
    expect(book.decide(websiteId).kind).toBe("renew-in-background");
    clock.at -= 900;
    book.receive(websiteId, granted(1, 20), book.send());
    clock.at += 10;
    expect(book.decide(websiteId).kind).toBe("renew-in-background");
  });

  test("is asked past half of the ticks too, so that its reply comes before they run out", () => {
    const clock = new FakeClock(true);
    const book = new LeaseBook(clock);
    book.receive(websiteId, granted(1, 25), book.send());
    clock.ticked = Math.ceil(ticksOfLease / 2) - 1;
    expect(book.decide(websiteId).kind).toBe("fresh");
    clock.ticked = Math.ceil(ticksOfLease / 2);
    expect(book.decide(websiteId).kind).toBe("renew-in-background");
    expect(book.decide(websiteId).kind).toBe("fresh");
  });

  test("of a lease too short for ticks is none: it answers only those who wait", () => {
    const clock = new FakeClock(true);
    const book = new LeaseBook(clock);
    const arrival = book.arrive();
    book.receive(websiteId, granted(1, tickMsMax / 2), book.send());
    expect(book.decide(websiteId).kind).toBe("must-wait");
    expect(book.answerFor(websiteId, arrival)).not.toBeNull();
  });

  test("that brings a newer state replaces the lease at once; an older one never does", () => {
    const clock = new FakeClock();
    const book = new LeaseBook(clock);
    const first = book.send();
    const second = book.send();
    book.receive(websiteId, granted(2, 25), second);
    book.receive(websiteId, granted(1, 25), first);
    expect(served(book.decide(websiteId))).toBe(2);
  });

  test("with a lower version counts once the lease has run out: the website was restored", () => {
    const clock = new FakeClock();
    const book = new LeaseBook(clock);
    book.receive(websiteId, granted(9, 25), book.send());
    clock.at += 25;
    book.receive(websiteId, granted(1, 25), book.send());
    expect(served(book.decide(websiteId))).toBe(1);
  });
});

test("a website that does not exist answers those who wait, and is asked again for others", () => {
  const book = new LeaseBook(new FakeClock());
  const arrival = book.arrive();
  const failure = { code: "website-not-found", detail: "There is none." } as const;
  book.receive(websiteId, { ok: false, failure }, book.send());
  expect(book.answerFor(websiteId, arrival)).toEqual({ ok: false, failure });
  expect(book.answerFor(websiteId, book.arrive())).toBeNull();
});

test("websites whose leases ran out are forgotten in the end", () => {
  const clock = new FakeClock();
  const book = new LeaseBook(clock);
  for (let number = 0; number < 5_000; number++) {
    book.receive(`website-${number}`, granted(1, 25), book.send());
    clock.at += 1;
  }
  expect(book.size).toBeLessThan(1_100);
});
