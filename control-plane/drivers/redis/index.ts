export { redisConfigSchema } from "./config.ts";
export { redisCredentials, redisProvider, type RedisCredentials, type RedisProviderOptions } from "./redis-provider.ts";
