import { canonicalJson } from "#domain/digest/index.ts";
import type { TenantResources } from "../../provider/index.ts";
import { blobPrefix } from "../blob-key.ts";
import type { S3Keys } from "../s3/client.ts";
import type { RgwUser } from "./admin-api.ts";

/** The only policy of a tenant's user. */
export const policyName = "own-prefix";

export function rgwUserId(tenantId: string): string {
  return `tenant-${tenantId}`;
}

/** A tenant's own keys: for its prefix alone. */
export async function blobCredentials(tenant: TenantResources): Promise<S3Keys> {
  return {
    accessKeyId: `T${tenant.tenantId.replaceAll("-", "").toUpperCase()}`,
    secretAccessKey: await tenant.secret("blobs"),
  };
}

/**
 * Reading, writing and listing below the prefix. Access of others, a copy of the bucket's rules and headers that would lock
 * a blob are refused by name, since whoever writes a blob owns it.
 */
export function prefixPolicy(bucket: string, tenantId: string): string {
  const prefix = blobPrefix(tenantId);
  const below = `arn:aws:s3:::${bucket}/${prefix}*`;
  return canonicalJson({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: [
          "s3:GetObject",
          "s3:PutObject",
          "s3:DeleteObject",
          "s3:AbortMultipartUpload",
          "s3:ListMultipartUploadParts",
        ],
        Resource: [below],
      },
      {
        Effect: "Allow",
        Action: ["s3:ListBucket"],
        Resource: [`arn:aws:s3:::${bucket}`],
        Condition: { StringLike: { "s3:prefix": [`${prefix}*`] } },
      },
      {
        Effect: "Deny",
        Action: [
          "s3:PutObjectAcl",
          "s3:PutObjectVersionAcl",
          "s3:PutObjectRetention",
          "s3:PutObjectLegalHold",
          "s3:BypassGovernanceRetention",
        ],
        Resource: [`arn:aws:s3:::${bucket}/*`],
      },
    ],
  });
}

/** Sentences for whatever the user's record says that it ought not to. */
export function compareUser(uid: string, user: RgwUser | null, keys: S3Keys): string[] {
  if (user === null) return [`The blob store's user ${uid} was missing.`];
  const [first] = user.keys;
  const hasOwnKeys =
    user.keys.length === 1 && first!.access_key === keys.accessKeyId && first!.secret_key === keys.secretAccessKey;
  const faults: readonly (readonly [boolean, string])[] = [
    [!hasOwnKeys, "had other keys"],
    [user.suspended !== 0, "was suspended"],
    [user.max_buckets !== -1, "might create buckets"],
    [user.subusers.length > 0 || user.swift_keys.length > 0, "had users below it"],
    [user.caps.length > 0, "might administer the store"],
    [user.op_mask !== "read, write, delete", "might not do all of reading, writing and deleting"],
    [user.system !== "false" || user.admin !== "false", "was an administrator"],
  ];
  return faults.filter(([is]) => is).map(([, what]) => `The blob store's user ${uid} ${what}.`);
}
