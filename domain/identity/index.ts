export * from "./impersonation.ts";
export * from "./member.ts";
export * from "./password.ts";
export * from "./person.ts";
export * from "./second-factor.ts";
export * from "./signing-in.ts";
