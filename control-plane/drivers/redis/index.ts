export { redisConfigSchema } from "./config.ts";
export { redisCredentials, redisProvider } from "./redis-provider.ts";
