export * from "./cluster.ts";
export * from "./settings.ts";
export * from "./status.ts";
export * from "./subdomain.ts";
export * from "./tenant.ts";
export * from "./tier.ts";
