import type { CreateWebsiteInput, Unreserved, Website } from "#domain/contracts/index.ts";
import { digestOf, type Digest } from "#domain/digest/index.ts";
import type { Result } from "#domain/errors/index.ts";
import type { ThemePackage } from "#domain/theme/index.ts";
import { buried, unreserved, type WebsiteContext } from "../website-context.ts";
import { beginCreation, concludeCreation } from "./finish-creation.ts";
import { loadTheme } from "./load-theme.ts";

type Created = Result<
  Website,
  | "website-not-found"
  | "website-deleted"
  | "website-exists"
  | "hostname-taken"
  | "release-not-found"
  | "invalid-theme"
  | "blob-not-found"
  | Unreserved
>;

/**
 * Creates the website: first the row, `provisioning`, with the hostnames that it wants; then the claims; then
 * `active`. A crash after any step is taken up by alarm, or by the same call made again. When a
 * hostname belongs to another website everything is taken back.
 */
export async function createWebsite(
  context: WebsiteContext,
  input: CreateWebsiteInput,
  untilMs = Infinity,
): Promise<Created> {
  // By what was asked for: the first content may be other words in another version.
  const { records: _, ...asked } = input;
  const creation = digestOf(asked);
  if (context.website.record === null) {
    const theme = await loadTheme(context.blobs, input.theme);
    if (!theme.ok) return theme;
    // Another call may have created it while the theme was read, or taken it away.
    if (context.website.record === null) {
      if (context.website.isBuried) return buried;
      if (context.now() >= untilMs) return unreserved;
      context.transaction(() => begin(context, input, creation, theme.value));
    }
  }
  return concludeCreation(context, input.websiteId, creation, () => createWebsite(context, input, untilMs));
}

function begin(context: WebsiteContext, input: CreateWebsiteInput, creation: string, theme: ThemePackage): void {
  const { releases } = context;
  beginCreation(context, input, creation, {
    theme: releases.putTheme(theme),
    themeSettings: releases.putValue({}),
    plugins: releases.putValue([]),
    content: firstContent(context, input),
    configuration: releases.putValue(input.configuration),
    apiModules: releases.putValue([]),
  });
}

function firstContent({ content }: WebsiteContext, { records = [] }: CreateWebsiteInput): Digest {
  const empty = content.emptyRoot();
  if (records.length === 0) return empty;
  const edited = content.editRecords(empty, { put: records, delete: [] });
  if (!edited.ok) throw new Error(`a website cannot begin with such records: ${edited.failure.detail}`);
  return edited.value;
}
