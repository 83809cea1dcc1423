export { events } from "./events.ts";
export { settings } from "./settings.ts";
