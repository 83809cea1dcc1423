export { hostnameOf, rememberedHost, resolveHost } from "./hostnames.ts";
export { requestTarget } from "./request-target.ts";
