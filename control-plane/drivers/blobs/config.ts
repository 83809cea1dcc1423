import { z } from "zod";

const missing = "is missing, though S3_ENDPOINT is set";

/** Blobs are in S3 where `S3_ENDPOINT` is set, and in a directory of this machine otherwise. */
export const s3ConfigSchema = z
  .object({
    S3_ENDPOINT: z
      .string()
      .regex(/^https?:\/\/[^\s/?#]+\/?$/, "must be an http address without a path")
      .optional(),
    S3_REGION: z.string().min(1).default("us-east-1"),
    S3_BUCKET: z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "must be a bucket's name")
      .optional(),
    S3_ACCESS_KEY_ID: z.string().min(1).optional(),
    S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
    /** `yes` for the bucket in the path, `no` for the bucket in the hostname. */
    S3_PATH_STYLE: z.enum(["yes", "no"]).default("yes"),
    /** `rgw` where the keys may administer users of Ceph's gateway. */
    S3_ADMIN: z.enum(["rgw"]).optional(),
  })
  .transform((env, context) => {
    if (env.S3_ENDPOINT === undefined) return null;
    const { S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = env;
    for (const [name, value] of Object.entries({ S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY })) {
      if (value === undefined) context.addIssue({ code: "custom", path: [name], message: missing });
    }
    return {
      endpoint: env.S3_ENDPOINT,
      region: env.S3_REGION,
      bucket: S3_BUCKET ?? "",
      accessKeyId: S3_ACCESS_KEY_ID ?? "",
      secretAccessKey: S3_SECRET_ACCESS_KEY ?? "",
      pathStyle: env.S3_PATH_STYLE === "yes",
      gateway: env.S3_ADMIN ?? null,
    };
  });
