export { LeaseBook, type Sending } from "./lease-book.ts";
export { LeaseQueue } from "./lease-queue.ts";
export { obtainLease, renewLease, type LeaseEffects, type LeasePlace } from "./obtain-lease.ts";
export { RoundTrips } from "./round-trips.ts";
export { TickCounter } from "./tick-counter.ts";
export { WaitingRoom } from "./waiting-room.ts";
