import { ok, type Result } from "#domain/errors/index.ts";
import type { WebsiteContext } from "../access/context.ts";
import type { ApiServices } from "../context.ts";

/** The settings of the active theme that name the media. */
export async function settingsShowing(
  services: Pick<ApiServices, "onWebsite">,
  { website }: WebsiteContext,
  mediaId: string,
): Promise<Result<readonly string[]>> {
  return services.onWebsite(website, async (object): Promise<Result<readonly string[]>> => {
    const described = await object.describe();
    if (!described.ok) return described;
    const release = await object.readRelease(described.value.activeReleaseId);
    if (!release.ok) return release;
    const { theme, themeSettings } = release.value;
    const images = (theme.settings ?? []).flatMap(({ settings }) => settings).filter(({ type }) => type === "image");
    return ok(images.map(({ id }) => id).filter((id) => themeSettings[id] === mediaId));
  });
}
