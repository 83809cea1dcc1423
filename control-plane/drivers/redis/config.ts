import { z } from "zod";

/** `REDIS_URL`; without it there is no Redis. */
export const redisConfigSchema = z.object({
  REDIS_URL: z
    .string()
    .regex(
      /^rediss?:\/\/[^\s/?#]+\/?$/,
      "must be a redis:// or rediss:// address without a database: tenants have the first",
    )
    .optional(),
});
