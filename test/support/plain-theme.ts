import { fileURLToPath } from "node:url";

/** The folder of a theme as small as can be, for tests and measurements of all but themes. */
export const plainTheme = fileURLToPath(new URL("./themes/plain", import.meta.url));
