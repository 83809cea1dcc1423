import {
  AbortMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteBucketPolicyCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  DeletePublicAccessBlockCommand,
  GetBucketAclCommand,
  GetBucketPolicyCommand,
  GetObjectAclCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListMultipartUploadsCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketAclCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectAclCommand,
  PutObjectCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
  S3ServiceException,
  type S3Client,
} from "@aws-sdk/client-s3";
import { blobPrefix, type S3Connection } from "#control-plane/drivers/blobs/index.ts";
import type { TenantResources } from "#control-plane/drivers/provider/index.ts";
import type { Trespass } from "../provider/index.ts";
import { callRgw } from "./call-rgw.ts";

/** Every way that one tenant's keys may be tried at another's blobs, at the bucket and at the gateway itself. */
export async function trespassInRgw(
  as: S3Connection,
  platform: S3Connection,
  mine: TenantResources,
  theirs: TenantResources,
): Promise<Trespass[]> {
  const { client, bucket: Bucket } = as;
  const own = `${blobPrefix(mine.tenantId)}mark`;
  const Key = `${blobPrefix(theirs.tenantId)}mark`;
  const theirUpload = await platform.client.send(new CreateMultipartUploadCommand({ Bucket, Key }));
  const UploadId = theirUpload.UploadId!;
  type Command = Parameters<S3Client["send"]>[0];
  const commands: readonly (readonly [string, object])[] = [
    ["get", new GetObjectCommand({ Bucket, Key })],
    ["get by a way up", new GetObjectCommand({ Bucket, Key: `${blobPrefix(mine.tenantId)}../${Key}` })],
    ["head", new HeadObjectCommand({ Bucket, Key })],
    ["get rights", new GetObjectAclCommand({ Bucket, Key })],
    ["get tags", new GetObjectTaggingCommand({ Bucket, Key })],
    ["put", new PutObjectCommand({ Bucket, Key, Body: "mine" })],
    ["put beside the prefix", new PutObjectCommand({ Bucket, Key: blobPrefix(mine.tenantId).slice(0, -1), Body: "x" })],
    ["put at the top", new PutObjectCommand({ Bucket, Key: "top", Body: "x" })],
    ["delete", new DeleteObjectCommand({ Bucket, Key })],
    ["delete many", new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key }] } })],
    ["copy from", new CopyObjectCommand({ Bucket, Key: own, CopySource: `${Bucket}/${Key}` })],
    ["copy to", new CopyObjectCommand({ Bucket, Key, CopySource: `${Bucket}/${own}` })],
    ["give rights", new PutObjectAclCommand({ Bucket, Key, ACL: "public-read" })],
    ["make its own public", new PutObjectAclCommand({ Bucket, Key: own, ACL: "public-read" })],
    ["list all", new ListObjectsV2Command({ Bucket })],
    ["list all, the old way", new ListObjectsCommand({ Bucket })],
    ["list folders", new ListObjectsV2Command({ Bucket, Delimiter: "/" })],
    ["list folders of tenants", new ListObjectsV2Command({ Bucket, Prefix: "tenant-", Delimiter: "/" })],
    ["list the other's", new ListObjectsV2Command({ Bucket, Prefix: blobPrefix(theirs.tenantId) })],
    ["list from its own on", new ListObjectsV2Command({ Bucket, StartAfter: own })],
    ["list versions", new ListObjectVersionsCommand({ Bucket })],
    ["list uploads", new ListMultipartUploadsCommand({ Bucket })],
    ["begin an upload", new CreateMultipartUploadCommand({ Bucket, Key })],
    ["send a part", new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body: "x" })],
    [
      "copy a part",
      new UploadPartCopyCommand({ Bucket, Key, UploadId, PartNumber: 1, CopySource: `${Bucket}/${own}` }),
    ],
    ["abort the other's upload", new AbortMultipartUploadCommand({ Bucket, Key, UploadId })],
    ["create a bucket", new CreateBucketCommand({ Bucket: `own-${mine.tenantId}` })],
    ["delete the bucket", new DeleteBucketCommand({ Bucket })],
    ["read the bucket's rules", new GetBucketPolicyCommand({ Bucket })],
    ["change the bucket's rules", new PutBucketPolicyCommand({ Bucket, Policy: "{}" })],
    ["delete the bucket's rules", new DeleteBucketPolicyCommand({ Bucket })],
    ["read the bucket's rights", new GetBucketAclCommand({ Bucket })],
    ["open the bucket", new PutBucketAclCommand({ Bucket, ACL: "public-read" })],
    ["open it to the public", new DeletePublicAccessBlockCommand({ Bucket })],
    ["keep versions", new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } })],
    [
      "let all expire",
      new PutBucketLifecycleConfigurationCommand({
        Bucket,
        LifecycleConfiguration: {
          Rules: [{ ID: "x", Status: "Enabled", Filter: { Prefix: "" }, Expiration: { Days: 1 } }],
        },
      }),
    ],
  ];
  const attempts: Trespass[] = [];
  for (const [tried, command] of commands) {
    const outcome = await client.send(command as Command).then(() => "it went well", outcomeOf);
    attempts.push({ tried, outcome });
  }
  const buckets = (await client.send(new ListBucketsCommand({}))).Buckets ?? [];
  attempts.push({ tried: "see a bucket", outcome: buckets.length === 0 ? "refused" : "it saw one" });

  const uid = `tenant-${theirs.tenantId}`;
  const self = `tenant-${mine.tenantId}`;
  const all = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }],
  });
  const calls: readonly (readonly ["GET" | "PUT" | "POST" | "DELETE", string, Record<string, string>])[] = [
    ["GET", "/admin/user", { uid }],
    ["GET", "/admin/user", { uid: self }],
    ["GET", "/admin/metadata/user", {}],
    ["GET", "/admin/bucket", { bucket: Bucket }],
    ["PUT", "/admin/user", { key: "", uid, "access-key": "Y", "secret-key": "y" }],
    ["PUT", "/admin/user", { caps: "", uid: self, "user-caps": "users=*" }],
    ["DELETE", "/admin/user", { uid }],
    ["POST", "/", { Action: "PutUserPolicy", UserName: self, PolicyName: "own-prefix", PolicyDocument: all }],
    ["POST", "/", { Action: "DeleteUserPolicy", UserName: uid, PolicyName: "own-prefix" }],
    ["POST", "/", { Action: "GetUserPolicy", UserName: uid, PolicyName: "own-prefix" }],
  ];
  for (const [method, path, query] of calls) {
    const status = await callRgw(as, method, path, query);
    attempts.push({
      tried: `${method} ${path} ${query.Action ?? ""}`,
      outcome: status === 403 ? "refused" : String(status),
    });
  }
  const everyone = "http://acs.amazonaws.com/groups/global/AllUsers";
  for (const rights of [{ ACL: "public-read" as const }, { GrantRead: `uri=${everyone}` }]) {
    const published = `${blobPrefix(mine.tenantId)}published`;
    await client.send(new PutObjectCommand({ Bucket, Key: published, Body: "x", ...rights })).catch(() => {});
    attempts.push({ tried: "publish its own", outcome: await getUnsigned(as, published) });
  }
  attempts.push({ tried: "get unsigned", outcome: await getUnsigned(as, Key) });
  await platform.client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
  return attempts;
}

function outcomeOf(error: unknown): string {
  if (!(error instanceof S3ServiceException)) return String(error);
  return error.$metadata.httpStatusCode === 403 ? "refused" : `${error.name} ${error.$metadata.httpStatusCode}`;
}

async function getUnsigned({ endpoint, bucket }: S3Connection, key: string): Promise<string> {
  const { status } = await fetch(new URL(`/${bucket}/${key}`, endpoint));
  return status === 403 ? "refused" : String(status);
}
