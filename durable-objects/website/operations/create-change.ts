import type { StoredConfiguration } from "#domain/configuration/index.ts";
import type { ChangeFailure, ChangeView, CreateChangeInput, RecordEditsInput } from "#domain/contracts/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import {
  applyChange,
  changeBetween,
  releaseOf,
  type Change,
  type ExactLeafInput,
  type Leaves,
} from "#domain/release/index.ts";
import { validateThemeSettings, type ThemePackage } from "#domain/theme/index.ts";
import { usableWebsite, type WebsiteContext } from "../website-context.ts";
import { loadTheme } from "./load-theme.ts";
import { mergesOf } from "./merge-leaves.ts";

/** Stores a change of the release that is active now. Nothing that visitors get changes. */
export async function createChange(
  context: WebsiteContext,
  input: CreateChangeInput,
): Promise<Result<ChangeView, ChangeFailure>> {
  let theme: ThemePackage | undefined;
  if (input.leaves.theme !== undefined) {
    const loaded = await loadTheme(context.blobs, input.leaves.theme);
    if (!loaded.ok) return loaded;
    theme = loaded.value;
  }
  const usable = usableWebsite(context);
  if (!usable.ok) return usable;
  const active = context.releases.leavesOf(usable.value.activeReleaseId)!;
  const settings = checkThemeSettings(input.leaves, theme ?? context.releases.value<ThemePackage>(active.theme)!);
  if (!settings.ok) return settings;
  return context.transaction(() => {
    const changed = changeLeaves(context, active, input, theme);
    if (!changed.ok) return changed;
    const change = changeBetween(active, changed.value);
    if (Object.keys(change.replaces).length === 0) {
      return fail("invalid-request", "The change would change nothing: the active release already is as asked for.");
    }
    return storeChange(context, change);
  });
}

/** Settings that the change brings have to fit the theme that it leads to; a theme that states none takes any. */
export function checkThemeSettings(
  leaves: Pick<CreateChangeInput["leaves"], "themeSettings">,
  theme: ThemePackage,
): Result<null, "invalid-request"> {
  if (leaves.themeSettings === undefined || theme.settings === undefined) return ok(null);
  const faults = validateThemeSettings(theme.settings, leaves.themeSettings);
  if (faults.length === 0) return ok(null);
  const named = faults.map(({ id, message }) => `leaves.themeSettings.${id} ${message}`);
  return fail("invalid-request", `${named.join("; ")}.`, { faults: named });
}

/** A change that brings every leaf of a retained release back. */
export function restoreRelease(context: WebsiteContext, releaseId: string): Result<ChangeView, ChangeFailure> {
  const usable = usableWebsite(context);
  if (!usable.ok) return usable;
  const leaves = context.releases.leavesOf(releaseId);
  if (leaves === null)
    return fail("release-not-found", "The website has no such release; it may have been swept.", { releaseId });
  const active = context.releases.leavesOf(usable.value.activeReleaseId)!;
  return storeChange(context, changeBetween(active, leaves));
}

export function getChange(context: WebsiteContext, changeId: string): Result<ChangeView, ChangeFailure> {
  const usable = usableWebsite(context);
  if (!usable.ok) return usable;
  const change = context.releases.change(changeId);
  if (change === null)
    return fail("change-not-found", "The website has no such change; it may have been swept.", { changeId });
  return ok(viewChange(context, changeId, change));
}

function storeChange(context: WebsiteContext, change: Change): Result<ChangeView, never> {
  return ok(viewChange(context, context.releases.putChange(change, context.now()), change));
}

/** The change, and the release that it would make of the active one. */
export function viewChange(context: WebsiteContext, changeId: string, change: Change): ChangeView {
  const active = context.releases.leavesOf(context.website.record!.activeReleaseId)!;
  const applied = applyChange(active, change, mergesOf(context));
  return {
    changeId,
    replaces: change.replaces,
    releaseId: "leaves" in applied ? releaseOf(applied.leaves).releaseId : null,
  };
}

function changeLeaves(
  context: WebsiteContext,
  active: Leaves,
  { leaves, ...input }: CreateChangeInput,
  theme: ThemePackage | undefined,
): Result<Leaves, "invalid-record" | "record-not-found"> {
  const { releases, content } = context;
  const changed: Leaves = { ...active };
  const configuration = withVariables(leaves.configuration, releases.value<StoredConfiguration>(active.configuration)!);
  Object.assign(changed, putLeaves(releases, { ...leaves, configuration }, theme));
  const edits = recordEditsOf(input);
  if (edits.put.length > 0 || edits.delete.length > 0) {
    const edited = content.editRecords(active.content, edits);
    if (!edited.ok) return edited;
    changed.content = edited.value;
  }
  return ok(changed);
}

/** A configuration that is given says nothing of variables, which stay as they are. */
function withVariables(
  given: CreateChangeInput["leaves"]["configuration"],
  { environment }: StoredConfiguration,
): StoredConfiguration | undefined {
  return given === undefined || environment === undefined ? given : { ...given, environment };
}

/** Stores the values of leaves. @returns their digests */
export function putLeaves(
  releases: WebsiteContext["releases"],
  {
    themeSettings,
    configuration,
  }: Pick<ExactLeafInput, "themeSettings"> & { readonly configuration?: StoredConfiguration | undefined },
  theme: ThemePackage | undefined,
): Partial<Leaves> {
  return {
    ...(theme === undefined ? {} : { theme: releases.putTheme(theme) }),
    ...(themeSettings === undefined ? {} : { themeSettings: releases.putValue(themeSettings) }),
    ...(configuration === undefined ? {} : { configuration: releases.putValue(configuration) }),
  };
}

function recordEditsOf({
  documents,
  records = { put: [], delete: [] },
}: Pick<CreateChangeInput, "documents" | "records">): RecordEditsInput {
  return {
    put: [...documents.put.map((value) => ({ kind: "document" as const, value })), ...records.put],
    delete: [...documents.delete.map((id) => ({ kind: "document" as const, id })), ...records.delete],
  };
}
