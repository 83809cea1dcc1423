export { trafficOf } from "./isolate.ts";
