import type { TrafficHour } from "./traffic-hour.ts";

/** What an isolate tells a website's object: always the same under the same sequence. */
export interface TrafficBatch {
  /** The name that the object gave the isolate, at random: no two are ever the same. */
  readonly isolateId: string;
  /** From 1, growing by one. */
  readonly sequence: number;
  readonly hours: readonly TrafficHour[];
}

/** What the object answers, true for ever once it was said. */
export type TrafficReceipt =
  | {
      readonly isolateId: string;
      /** The last sequence that is counted for good, with all before it; 0 for none. */
      readonly durable: number;
    }
  | {
      readonly isolateId: string;
      /** The object does not know the isolate, or no longer: it counts nothing more under this name. */
      readonly forgotten: true;
    };
