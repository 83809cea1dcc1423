import type { Website } from "#domain/contracts/index.ts";
import { ok, type Result } from "#domain/errors/index.ts";
import { entityTag } from "#domain/http/index.ts";
import type { Handled } from "../answer.ts";

/** A website as it stands, with the tag that a change of it names as `If-Match`. */
export function websiteAnswer(result: Result<Website>, status: 200 | 201 | 202 = 200): Handled {
  return result.ok
    ? ok({ status, body: result.value, headers: { ETag: entityTag(result.value.serving.version) } })
    : result;
}
