export { convertGhost } from "./convert-ghost.ts";
