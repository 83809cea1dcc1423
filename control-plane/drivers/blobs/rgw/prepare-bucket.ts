import {
  CreateBucketCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  PutBucketPolicyCommand,
  PutPublicAccessBlockCommand,
} from "@aws-sdk/client-s3";
import { isS3Error, statusOf, type S3Connection } from "../s3/client.ts";

/**
 * Makes the bucket that all tenants share, closed to the public whatever the rights on an object say, and open to
 * the platform whoever wrote the object.
 */
export async function ensureBucketPrepared(connection: S3Connection): Promise<void> {
  const { client, bucket: Bucket } = connection;
  try {
    await connection.call((abortSignal) => client.send(new HeadBucketCommand({ Bucket }), { abortSignal }));
  } catch (error) {
    if (statusOf(error) !== 404) throw error;
    const create = new CreateBucketCommand({ Bucket });
    await connection
      .call((abortSignal) => client.send(create, { abortSignal }))
      .catch((error: unknown) => {
        if (!isS3Error(error, "BucketAlreadyOwnedByYou")) throw error;
      });
  }
  const closed = new PutPublicAccessBlockCommand({
    Bucket,
    // RGW 16 takes every policy that allows anything for a public one, and every put for one with public rights: they are
    // not blocked but ignored.
    PublicAccessBlockConfiguration: { IgnorePublicAcls: true },
  });
  await connection.call((abortSignal) => client.send(closed, { abortSignal }));
  const listed = await connection.call((abortSignal) => client.send(new ListBucketsCommand({}), { abortSignal }));
  const policy = new PutBucketPolicyCommand({ Bucket, Policy: ownersPolicy(Bucket, listed.Owner?.ID ?? "") });
  await connection.call((abortSignal) => client.send(policy, { abortSignal }));
}

function ownersPolicy(bucket: string, owner: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: [`arn:aws:iam:::user/${owner}`] },
        Action: ["s3:*"],
        Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
      },
    ],
  });
}
