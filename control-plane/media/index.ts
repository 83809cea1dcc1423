export { giveWay } from "./give-way.ts";
export { lookInto } from "./look-into.ts";
export type { LookedInto, MadeFile } from "./looked-into.ts";
export { textTypeOfName } from "./text-types.ts";
