import type { TrafficBatch, TrafficReceipt } from "./messages.ts";
import { emptyHour, hourMs, hourOf, type TrafficHour } from "./traffic-hour.ts";

/** Hours that may wait for a batch: more there are only where a clock steps about, and the newest takes what is of others. */
const hoursMax = 24;
/** A name not used for so long is given up before the object forgets it: nothing is under way with it, so nothing can be lost. */
const nameMsMax = 1_800_000;

/** What became of the batch under way: it is on the object's disk; it waits for a new name; it may be lost. */
export type Received = "nothing" | "acknowledged" | "kept" | "dropped";

/**
 * What one isolate counts for one website, and how it comes to the website's object exactly once:
 * 1. The object names the isolate, at random, and has the name on disk before it tells. Until then counts wait here.
 * 2. One batch at a time is under way. It goes out with the same sequence and the same counts until the object says
 *    that it is on disk; what is counted meanwhile waits behind it.
 * 3. The object counts a sequence once a name. When it says that it has forgotten the name, it may have counted the
 *    batch before, and will not any more: the isolate drops the batch and asks for another name. Unless it sent the
 *    batch once only, as after an hour without visitors: a call arrives at most once, so what that one call did was to
 *    be refused, and the batch waits for the new name. No clock is part of this, however late a message comes.
 * Pure: times are passed in, in milliseconds by a wall clock that may step.
 */
export class IsolateAccount {
  #isolateId: string | null = null;
  #sequence = 0;
  #underWay: TrafficBatch | null = null;
  /** How often it was sent. */
  #sendings = 0;
  /** When a batch was sent last, or a name asked for. */
  #sentAt = Number.NEGATIVE_INFINITY;
  /** The hour that is being counted, and its bounds; those before it, while they wait. */
  #hour: TrafficHour | null = null;
  #begins = 0;
  #ends = 0;
  #earlier: TrafficHour[] = [];

  /** Whether all that was counted is known to be on the object's disk. */
  get isClean(): boolean {
    return this.#hour === null && this.#underWay === null && this.#earlier.length === 0;
  }

  /** Counts a request: on the path of each, hence plain additions. @param status of the answer, from 100 */
  count(status: number, bytes: number, now: number): void {
    const hour = this.#hour !== null && now >= this.#begins && now < this.#ends ? this.#hour : this.#turnTo(now);
    hour.bytes += bytes;
    hour.statuses[Math.trunc(status / 100) - 1]! += 1;
  }

  /** Adds bytes of a body that leaves bit by bit to what was counted of its request. */
  countBytes(bytes: number, now: number): void {
    const hour = this.#hour !== null && now >= this.#begins && now < this.#ends ? this.#hour : this.#turnTo(now);
    hour.bytes += bytes;
  }

  /** Whether a name is to be asked for now. @param patienceMs not so soon after it was asked for last */
  wantsName(now: number, patienceMs: number): boolean {
    if (this.#isolateId !== null || this.isClean || this.#isRecent(now, patienceMs)) return false;
    this.#sentAt = now;
    return true;
  }

  /** Takes the name that the object has given. */
  name(isolateId: string): void {
    if (this.#isolateId !== null) return;
    this.#isolateId = isolateId;
    this.#sequence = 0;
    this.#sentAt = Number.NEGATIVE_INFINITY;
  }

  /**
   * What is to be sent now, if anything: the batch under way once more, or else a new one.
   *
   * @param patienceMs nothing is sent so soon after the last sending
   */
  next(now: number, patienceMs: number): TrafficBatch | null {
    if (this.#isolateId === null || this.isClean) return null;
    if (this.#isRecent(now, patienceMs)) return null;
    this.#underWay ??= this.#cut(this.#isolateId);
    this.#sentAt = now;
    this.#sendings++;
    return this.#underWay;
  }

  /**
   * @param sent what `next` gave, and was sent
   * @param receipt what the object answered to it
   */
  receive(sent: TrafficBatch, receipt: TrafficReceipt): Received {
    const batch = this.#underWay;
    if (receipt.isolateId !== this.#isolateId || batch === null) return "nothing";
    if ("forgotten" in receipt) return this.#loseName(sent === batch && this.#sendings === 1, batch);
    if (receipt.durable < batch.sequence) return "nothing";
    this.#underWay = null;
    return "acknowledged";
  }

  /** A clock that stepped back says no, so that nothing is held up by it. */
  #isRecent(now: number, ms: number): boolean {
    return now >= this.#sentAt && now - this.#sentAt < ms;
  }

  #loseName(isUncounted: boolean, batch: TrafficBatch): Received {
    this.#isolateId = null;
    this.#underWay = null;
    this.#sentAt = Number.NEGATIVE_INFINITY;
    if (!isUncounted) return "dropped";
    this.#earlier.push(...batch.hours);
    return "kept";
  }

  #cut(isolateId: string): TrafficBatch {
    const hours = this.#hour === null ? this.#earlier : [...this.#earlier, this.#hour];
    this.#earlier = [];
    this.#sendings = 0;
    this.#hour = null;
    return { isolateId, sequence: ++this.#sequence, hours };
  }

  #turnTo(now: number): TrafficHour {
    const hour = hourOf(now);
    if (this.isClean && (now < this.#sentAt || now - this.#sentAt > nameMsMax)) this.#isolateId = null;
    if (this.#hour !== null) this.#earlier.push(this.#hour);
    const waiting = this.#earlier.findIndex((other) => other.hour === hour);
    const full = this.#earlier.length >= hoursMax ? this.#earlier.length - 1 : -1;
    const place = waiting === -1 ? full : waiting;
    this.#hour = place === -1 ? emptyHour(hour) : this.#earlier.splice(place, 1)[0]!;
    this.#begins = hour * hourMs;
    this.#ends = this.#begins + hourMs;
    return this.#hour;
  }
}
