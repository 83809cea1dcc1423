import { previewPathPrefix } from "#domain/contracts/index.ts";

export const previewCookieName = "__Host-hs-preview";

/** Whether a Cookie header may hold a preview's token: the cheap look that every request affords. */
export function mayHavePreview(cookie: string | null): boolean {
  return cookie !== null && cookie.includes("__Host-hs-preview=");
}

/** As the object makes them. */
export const previewTokenPattern = /^[A-Za-z0-9._-]{1,500}$/;

/** Where a preview is left. */
export const leavePath = `${previewPathPrefix}leave`;
