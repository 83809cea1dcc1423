export { isContentPath, serveContent } from "./serve-content.ts";
