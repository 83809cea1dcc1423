export { lineSchema, shortTextSchema } from "./one-line.ts";
