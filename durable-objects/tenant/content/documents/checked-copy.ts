import { fail, ok, type Result } from "#domain/errors/index.ts";
import { describeBodyIssue, documentBytesMax } from "#domain/document/index.ts";
import { canonicalJson, sha256, type Digest } from "#domain/digest/index.ts";
import { workingCopySchema, type WorkingCopy } from "#domain/editing/index.ts";

/** A working copy that may be stored, with the digest of its canonical JSON. */
export interface CheckedCopy {
  readonly copy: WorkingCopy;
  readonly digest: Digest;
}

/** Fails with `invalid-record`, whose `field` fact names the place, for what cannot be published as it is. */
export function checkedCopy(copy: WorkingCopy): Result<CheckedCopy, "invalid-record"> {
  const parsed = workingCopySchema.safeParse(copy);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const message = describeBodyIssue(copy, issue!.path, issue!.message);
    return fail("invalid-record", `${issue!.path.join(".")}: ${message}`, { field: issue!.path.join(".") });
  }
  const json = canonicalJson(parsed.data);
  if (new TextEncoder().encode(json).byteLength > documentBytesMax) {
    return fail("invalid-record", `A document may have ${documentBytesMax} bytes at most.`);
  }
  return ok({ copy: parsed.data, digest: sha256(json) });
}
