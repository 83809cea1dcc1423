import type { TenantContext } from "../tenant-context.ts";

/** Has the tenant's tables brought up to a website whose content has moved. */
export function noteContentMoved({ moved, publications, transaction, now }: TenantContext, websiteId: string): void {
  transaction(() => {
    moved.note(websiteId);
    publications.sync(now());
  });
}
