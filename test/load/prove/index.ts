export { Chaos } from "./chaos.ts";
export { fullRhythm, makeCheckedWebsite } from "./checked-website.ts";
export { provePhase, type Phase } from "./prove-phase.ts";
export { seededRandom } from "./random.ts";
export { describePhases } from "./report.ts";
export { startPlatformProcess } from "./start-platform-process.ts";
