import {
  ProviderUnavailable,
  StatusClock,
  tenantIdsIn,
  untilAborted,
  type Drift,
  type TenantPage,
  type TenantProvider,
  type TenantResources,
} from "../../provider/index.ts";
import { blobPrefix } from "../blob-key.ts";
import { S3Connection, type S3Options } from "../s3/client.ts";
import { listPrefixes } from "../s3/list-tenants.ts";
import { bucketHealth } from "../s3/provider.ts";
import { remainsOfPrefix, removePrefix } from "../s3/remove-prefix.ts";
import { sweepUploads } from "../s3/sweep-uploads.ts";
import { RgwAdmin } from "./admin-api.ts";
import { ensureBucketPrepared } from "./prepare-bucket.ts";
import { blobCredentials, compareUser, policyName, prefixPolicy, rgwUserId } from "./tenant-user.ts";

/** What is wrong with a tenant's user, and of which kind. */
interface Found {
  readonly record: readonly string[];
  readonly policies: readonly string[];
  /** Whether all that is wrong with the record is what `restrictUser` changes back. */
  readonly isRestrictable: boolean;
  /** Names of policies that are none of ours. */
  readonly foreign: readonly string[];
}

/** Another writer may have been at it: then it is looked at anew. */
const roundsMax = 3;
/** For so long the bucket is taken to be as it was left. */
const preparedMsMax = 300_000;

/**
 * A prefix a tenant in one bucket of Ceph's object gateway, and a user of the gateway's who reaches that prefix alone.
 */
export function rgwBlobsProvider(options: S3Options): TenantProvider & { close(): void } {
  const connection = new S3Connection(options);
  const admin = new RgwAdmin(connection);
  const clock = new StatusClock();
  let prepared: Promise<void> | null = null;
  let preparedAtMs = 0;

  /** Now and then; whoever asked first and gives up does not end it for others. */
  function prepareBucket(signal: AbortSignal): Promise<void> {
    if (prepared === null || performance.now() - preparedAtMs > preparedMsMax) {
      preparedAtMs = performance.now();
      const preparing = ensureBucketPrepared(connection);
      preparing.catch(() => (prepared = null));
      prepared = preparing;
    }
    return untilAborted(prepared, signal);
  }

  async function inspect(tenant: TenantResources, signal: AbortSignal): Promise<Found> {
    const uid = rgwUserId(tenant.tenantId);
    const user = await admin.findUser(uid, signal);
    const keys = await blobCredentials(tenant);
    const record = compareUser(uid, user, keys);
    if (user === null) return { record, isRestrictable: false, policies: [], foreign: [] };
    const restricted = compareUser(uid, { ...user, suspended: 0, max_buckets: -1 }, keys);
    const names = await admin.listPolicies(uid, signal);
    const foreign = names.filter((name) => name !== policyName);
    const document = names.includes(policyName) ? await admin.getPolicy(uid, policyName, signal) : null;
    const isOurs = document === prefixPolicy(connection.bucket, tenant.tenantId);
    return {
      record,
      isRestrictable: record.length > 0 && restricted.length === 0,
      policies: [
        ...(isOurs ? [] : [`The blob store's user ${uid} had another rule for its prefix, or none.`]),
        ...foreign.map((name) => `The blob store's user ${uid} had a further rule, ${name}.`),
      ],
      foreign,
    };
  }

  /**
   * A record that cannot be changed back is made anew; its objects stay. Between the calls the user may do less than it ought to,
   * never more.
   */
  async function mend(tenant: TenantResources, found: Found, signal: AbortSignal): Promise<void> {
    const uid = rgwUserId(tenant.tenantId);
    if (found.isRestrictable) await admin.restrictUser(uid, signal);
    else if (found.record.length > 0) {
      const { accessKeyId, secretAccessKey } = await blobCredentials(tenant);
      await admin.deleteUser(uid, "keep-buckets", signal);
      await admin.createUser(uid, { accessKey: accessKeyId, secretKey: secretAccessKey }, signal);
    }
    for (const name of found.foreign) await admin.deletePolicy(uid, name, signal);
    await admin.putPolicy(uid, policyName, prefixPolicy(connection.bucket, tenant.tenantId), signal);
  }

  return {
    name: "blobs",
    async ensure(tenant, signal) {
      await prepareBucket(signal);
      let told: readonly Drift[] | null = null;
      for (let round = 0; round < roundsMax; round += 1) {
        const found = await inspect(tenant, signal);
        const drifts = toDrifts(found);
        told ??= drifts;
        if (drifts.length === 0) return told;
        await mend(tenant, found, signal).catch((error: unknown) => {
          // Two at once: what the other one did is seen in the next round.
          if (!(error instanceof ProviderUnavailable) || round === roundsMax - 1) throw error;
        });
      }
      const left = toDrifts(await inspect(tenant, signal));
      if (left.length > 0) throw new ProviderUnavailable("Someone else keeps changing the blob store's user.");
      return told ?? [];
    },
    async compare(tenant, signal) {
      return toDrifts(await inspect(tenant, signal));
    },
    async remove(tenantId, signal) {
      // First the user, so that what its keys signed is refused from now on.
      await admin.deleteUser(rgwUserId(tenantId), "with-its-buckets", signal);
      await removePrefix(connection, blobPrefix(tenantId), signal).catch(ignoreNoBucket);
    },
    async remains(tenantId, signal) {
      const uid = rgwUserId(tenantId);
      const user = await admin.findUser(uid, signal);
      const blobs = await remainsOfPrefix(connection, blobPrefix(tenantId), signal).catch(ignoreNoBucket);
      return [...(user === null ? [] : [`The blob store's user ${uid}.`]), ...(blobs ?? [])];
    },
    list: (after, signal) => listEverybody(admin, connection, after, signal),
    async sweep(beforeMs, signal) {
      return (await sweepUploads(connection, beforeMs, signal).catch(ignoreNoBucket)) ?? 0;
    },
    async health(signal) {
      await prepareBucket(signal).catch(() => {});
      return bucketHealth(connection, clock, null, signal);
    },
    close: () => connection.close(),
  };
}

const blobsFollow = "blobs:";

/** Who has a user, then who has blobs. */
async function listEverybody(
  admin: RgwAdmin,
  connection: S3Connection,
  after: string | null,
  signal: AbortSignal,
): Promise<TenantPage> {
  if (after === null || !after.startsWith(blobsFollow)) {
    const { uids, next } = await admin.listUsers(after, signal);
    return { tenantIds: tenantIdsIn(uids, rgwUserId("")), next: next ?? blobsFollow };
  }
  const token = after.slice(blobsFollow.length);
  const page = await listPrefixes(connection, token === "" ? null : token, signal).catch(ignoreNoBucket);
  if (page === undefined) return { tenantIds: [], next: null };
  return { ...page, next: page.next === null ? null : blobsFollow + page.next };
}

function toDrifts({ record, policies }: Found): Drift[] {
  return [...record, ...policies].map((what) => ({ what }));
}

/** Where there is no bucket yet, there is nothing of anybody. */
function ignoreNoBucket(error: unknown): undefined {
  if (error instanceof Error && error.name === "NoSuchBucket") return undefined;
  throw error;
}
