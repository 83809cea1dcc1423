import { fail, ok, type Result } from "#domain/errors/index.ts";
import type { WebsiteContext } from "../website-context.ts";
import { eraseDeadline, setStatus } from "./change-serving-state.ts";
import { giveUpHostnames } from "./give-up-hostnames.ts";

/**
 * Takes the website away with its tenant, for good, and frees its hostnames at once: the tenant's subdomain may be given anew. What it
 * was made of goes after that. Where there is none that is remembered, so that a call to create it which is still on its way makes none. Repeatable.
 */
export async function takeAway(context: WebsiteContext, tenantId: string): Promise<Result<null, "website-not-found">> {
  const { website } = context;
  if (website.record === null) context.transaction(() => website.bury());
  if (website.record === null) return ok(null);
  if (website.record.tenantId !== tenantId) return fail("website-not-found", "The website is another tenant's.");
  // One that was deleted before is refused here, and so is one whose creation was taken back meanwhile.
  await setStatus(context, "deleted");
  if (website.record === null) return takeAway(context, tenantId);
  await giveUpHostnames(context);
  // Its tenant's grace period is over.
  context.transaction(() => context.alarms.schedule(eraseDeadline, context.now()));
  return ok(null);
}
