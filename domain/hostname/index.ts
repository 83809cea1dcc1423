export { hostnameSchema, normalizeHostname } from "./hostname.ts";
