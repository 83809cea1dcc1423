export { readInThread } from "./read-in-thread.ts";
