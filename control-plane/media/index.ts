export { lookInto } from "./look-into.ts";
export type { LookedInto, MadeEdition, MadeFile } from "./looked-into.ts";
