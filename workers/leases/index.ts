export { LeaseBook, type Decision, type LeaseClock, type Sending } from "./lease-book.ts";
export { LeaseQueue, type LeaseBatch } from "./lease-queue.ts";
export { obtainLease, renewLease, type LeaseEffects, type LeasePlace } from "./obtain-lease.ts";
export { RoundTrips } from "./round-trips.ts";
export { TickCounter } from "./tick-counter.ts";
export { WaitingRoom } from "./waiting-room.ts";
export type { LeaseReply } from "./lease-reply.ts";
