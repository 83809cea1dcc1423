import { z } from "zod";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { tenantIdSchema } from "#domain/ids/index.ts";
import {
  pageItemsMax,
  partsMax,
  signedForMaxS,
  type BlobClaim,
  type PageRequest,
  type UploadedPart,
  type UploadRef,
} from "./port.ts";

/** The names of files that people give are kept elsewhere. Nothing here needs escaping in an address or a directory. */
const segment = "[A-Za-z0-9_=-][A-Za-z0-9_=.-]{0,127}";
export const blobKeySchema = z
  .string()
  .max(512)
  .regex(
    new RegExp(`^${segment}(?:/${segment})*$`),
    "must be names of letters, digits, '_', '=', '-' and '.', none of which begins with '.', separated by '/'",
  );

/** The beginning of a key, of a name in it too. */
const prefixSchema = z
  .string()
  .max(512)
  .regex(new RegExp(`^(?:${segment}/)*(?:${segment})?$`), "must begin a key");
const claimSchema = z.object({
  bytes: z
    .int()
    .min(0)
    .max(5 * 1_024 ** 3),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, "must be 64 hex digits"),
});
const partsSchema = z
  .array(z.object({ part: z.int().min(1).max(partsMax), etag: z.string().min(1).max(200) }))
  .min(1)
  .max(partsMax)
  .refine(
    (parts) => parts.every(({ part }, index) => index === 0 || parts[index - 1]!.part < part),
    "must be in their order, each once",
  );
const partSchema = z.int().min(1).max(partsMax);
/** As S3 gives them and as we do. */
const uploadIdSchema = z.string().regex(/^[A-Za-z0-9_.~-]{1,256}$/, "must be an upload's id");
const limitSchema = z.int().min(1).max(pageItemsMax);
const expiresInSchema = z.int().min(1).max(signedForMaxS);

/** With what each of a tenant's keys begins, in a bucket that all tenants share. Throws for what is no tenant's id. */
export function blobPrefix(tenantId: string): string {
  return `tenant-${tenantIdSchema.parse(tenantId)}/`;
}

interface Checked {
  readonly key?: string;
  readonly prefix?: string;
  readonly claim?: BlobClaim;
  readonly upload?: UploadRef;
  readonly part?: number;
  readonly parts?: readonly Pick<UploadedPart, "part" | "etag">[];
  readonly page?: PageRequest;
  readonly expiresInS?: number;
}

/** Whether what a call was given is what it may be given; names the first that is not. */
export function checkBlobCall(call: Checked): Result<void, "invalid-request"> {
  const { key, prefix, claim, upload, part, parts, page, expiresInS } = call;
  const checks: readonly (readonly [string, z.ZodType, unknown])[] = [
    ["key", blobKeySchema, key],
    ["prefix", prefixSchema, prefix],
    ["claim", claimSchema, claim],
    ["key", blobKeySchema, upload?.key],
    ["uploadId", uploadIdSchema, upload?.uploadId],
    ["part", partSchema, part],
    ["parts", partsSchema, parts],
    ["limit", limitSchema, page?.limit],
    ["expiresInS", expiresInSchema, expiresInS],
  ];
  for (const [name, schema, value] of checks) {
    if (value === undefined) continue;
    const parsed = schema.safeParse(value);
    if (!parsed.success) return fail("invalid-request", `${name}: ${parsed.error.issues[0]!.message}`);
  }
  return ok(undefined);
}
