import {
  blobCredentials,
  rgwBlobsProvider,
  s3Bucket,
  S3Connection,
  type S3Options,
} from "#control-plane/drivers/blobs/index.ts";
import type { TenantResources } from "#control-plane/drivers/provider/index.ts";
import type { Ceph } from "../../../scripts/support/ceph.ts";
import type { DriftKind, ProviderHarness } from "../provider/index.ts";
import { put, read } from "./blob-tools.ts";
import { busyHttp } from "./busy-answers.ts";
import { callRgw } from "./call-rgw.ts";
import { trespassInRgw } from "./rgw-trespasses.ts";

export function rgwOptions(ceph: Ceph, port = ceph.port): S3Options {
  return {
    endpoint: `http://${ceph.host}:${port}`,
    region: "default",
    bucket: "hotswap-tests",
    pathStyle: true,
    accessKeyId: ceph.accessKeyId,
    secretAccessKey: ceph.secretAccessKey,
    gateway: "rgw",
  };
}

/** Signed with the tenant's own keys. */
export async function connectAs(ceph: Ceph, tenant: TenantResources): Promise<S3Connection> {
  return new S3Connection({ ...rgwOptions(ceph), ...(await blobCredentials(tenant)) });
}

async function withTenant<Value>(
  ceph: Ceph,
  tenant: TenantResources,
  use: (as: S3Connection) => Promise<Value>,
): Promise<Value> {
  const connection = await connectAs(ceph, tenant);
  try {
    return await use(connection);
  } finally {
    connection.close();
  }
}

export function rgwHarness(ceph: Ceph): ProviderHarness {
  const platform = new S3Connection(rgwOptions(ceph));
  return {
    provider: rgwBlobsProvider(rgwOptions(ceph)),
    wire: {
      host: ceph.host,
      port: ceph.port,
      busy: busyHttp,
      connect: (port, timeoutMs) => rgwBlobsProvider({ ...rgwOptions(ceph, port), timeoutMs }),
    },
    drifts: drifts(platform),
    leaveMark: (tenant) =>
      withTenant(ceph, tenant, async (as) => {
        const written = await put(s3Bucket(as, tenant.tenantId), "mark", "here");
        if (!written.ok) throw new Error(written.failure.detail);
      }),
    // By the tenant, and by the platform, which is to see whatever tenants write.
    findMark: (tenant) =>
      withTenant(ceph, tenant, async (as) => {
        const texts = [as, platform].map((connection) => read(s3Bucket(connection, tenant.tenantId), "mark"));
        // Where the mark is absent the tenant, who may list, is told so.
        return (await Promise.all(texts)).every((text) => text === "here");
      }),
    trespass: (mine, theirs) => withTenant(ceph, mine, (as) => trespassInRgw(as, platform, mine, theirs)),
    async stop() {
      platform.close();
    },
  };
}

function drifts(platform: S3Connection): DriftKind[] {
  const everything = { Effect: "Allow", Action: ["s3:*"], Resource: ["arn:aws:s3:::*"] };
  const policy = (statement: object) => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  const alter = (
    name: string,
    method: "PUT" | "POST" | "DELETE",
    path: string,
    query: (uid: string) => Record<string, string>,
  ): DriftKind => ({
    name,
    async make({ tenantId }) {
      const status = await callRgw(platform, method, path, query(`tenant-${tenantId}`));
      if (status >= 300) throw new Error(`${name}: ${status}`);
    },
  });
  const user = "/admin/user";
  return [
    alter("the user deleted", "DELETE", user, (uid) => ({ uid })),
    alter("the user suspended", "POST", user, (uid) => ({ uid, suspended: "True" })),
    alter("buckets allowed", "POST", user, (uid) => ({ uid, "max-buckets": "10" })),
    alter("administration allowed", "PUT", user, (uid) => ({ caps: "", uid, "user-caps": "users=*" })),
    alter("a second key", "PUT", user, (uid) => ({ key: "", uid, "access-key": `X${uid}`, "secret-key": "stolen" })),
    alter("the key deleted", "DELETE", user, (uid) => ({
      key: "",
      uid,
      "access-key": `T${uid.slice("tenant-".length).replaceAll("-", "").toUpperCase()}`,
    })),
    alter("a user below it", "PUT", user, (uid) => ({ uid, subuser: `${uid}:below`, access: "full" })),
    alter("a wider rule", "POST", "/", (UserName) => ({
      Action: "PutUserPolicy",
      UserName,
      PolicyName: "own-prefix",
      PolicyDocument: policy(everything),
    })),
    alter("a further rule", "POST", "/", (UserName) => ({
      Action: "PutUserPolicy",
      UserName,
      PolicyName: "another",
      PolicyDocument: policy(everything),
    })),
    alter("no rule", "POST", "/", (UserName) => ({ Action: "DeleteUserPolicy", UserName, PolicyName: "own-prefix" })),
  ];
}
