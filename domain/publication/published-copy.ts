import type { WorkingCopy } from "#domain/editing/index.ts";

/**
 * A working copy as it is published at an instant (ISO 8601 in UTC): what shows a date and has none yet gets this one, and what
 * visitors know in another version says when it was changed.
 */
export function publishedCopy(copy: WorkingCopy, at: string, { isKnown }: { readonly isKnown: boolean }): WorkingCopy {
  const publishedAt = copy.publishedAt ?? (copy.type === "page" ? null : at);
  return { ...copy, publishedAt, updatedAt: isKnown ? at : copy.updatedAt };
}
