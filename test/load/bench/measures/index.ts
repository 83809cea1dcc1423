export type { Throughput } from "./measure-throughput.ts";
export type { Footprint } from "./read-footprint.ts";
export { measureFirstVisits, type FirstVisits } from "./measure-first-visits.ts";
export { measureManyWebsites, type ManyWebsites } from "./measure-many-websites.ts";
export { measurePublication, type PublicationMeasure } from "./measure-publication.ts";
export { measureRender, type RenderMeasure } from "./measure-render.ts";
export { measureStart, type StartMeasure } from "./measure-start.ts";
export { measureSwaps, type SwapMeasure } from "./measure-swaps.ts";
export { measureThroughput } from "./measure-throughput.ts";
