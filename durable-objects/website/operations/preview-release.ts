import { randomBytes } from "node:crypto";
import type { ByViewer, ChangeFailure, CreatePreviewInput, OpenPreview, Preview } from "#domain/contracts/index.ts";
import type { Digest } from "#domain/digest/index.ts";
import { fail, ok, type Result } from "#domain/errors/index.ts";
import { signPreview, verifyPreview } from "../preview-token.ts";
import { usableWebsite, type WebsiteContext } from "../website-context.ts";
import { applied } from "./place-release.ts";

/** How many previews of a website may run at a time: each keeps a release. */
const previewsMax = 1_000;
/** How many of them one viewer may have asked for: nobody takes them from all others. */
const previewsEachMax = 100;

/** Makes a token that shows a release to whoever has it. The release is kept while the preview runs. */
export function createPreview(
  context: WebsiteContext,
  input: CreatePreviewInput & ByViewer,
): Result<Preview, ChangeFailure | "too-many-requests"> {
  return context.transaction(() => {
    const { previews } = context;
    previews.removeExpired(context.now());
    if (previews.count >= previewsMax) {
      return fail("too-many-requests", `${previewsMax} previews are running: wait until some of them have ended.`);
    }
    const { viewer = null } = input;
    if (viewer !== null && previews.countOf(viewer) >= previewsEachMax) {
      return fail("too-many-requests", `${previewsEachMax} of your previews are running: wait until some have ended.`);
    }
    const shown = releaseToShow(context, input);
    if (!shown.ok) return shown;
    const claims = {
      releaseId: shown.value,
      expiresAtMs: context.now() + input.expiresInMs,
      previewId: randomBytes(16).toString("hex"),
    };
    previews.insert({ ...claims, changeId: input.changeId ?? null, viewer });
    return ok({ token: signPreview(claims, previews.makeKey()), ...viewOf(claims) });
  });
}

/** Which release a token shows: signed by this website, not yet at its end, and not taken back. */
export function openPreview(
  context: WebsiteContext,
  token: string,
): Result<OpenPreview, "website-not-found" | "website-deleted" | "preview-not-found"> {
  const usable = usableWebsite(context);
  if (!usable.ok) return usable;
  const key = context.previews.readKey();
  const claims = key === null ? null : verifyPreview(token, key);
  const runs = claims !== null && claims.expiresAtMs > context.now() && context.previews.has(claims.previewId);
  return runs ? ok(viewOf(claims)) : fail("preview-not-found", "The preview has ended, or there never was one.");
}

function releaseToShow(context: WebsiteContext, input: CreatePreviewInput): Result<Digest, ChangeFailure> {
  const usable = usableWebsite(context);
  if (!usable.ok) return usable;
  const { releases } = context;
  const { changeId, releaseId } = input;
  if (changeId === undefined) {
    return releaseId !== undefined && releases.leavesOf(releaseId) !== null
      ? ok(releaseId)
      : fail("release-not-found", "The website has no such release; it may have been swept.");
  }
  const change = releases.change(changeId);
  if (change === null) return fail("change-not-found", "The website has no such change; it may have been swept.");
  const leaves = applied(context, releases.leavesOf(usable.value.activeReleaseId)!, change, "the active release");
  return leaves.ok ? ok(releases.putRelease(leaves.value, context.now())) : leaves;
}

function viewOf({ releaseId, expiresAtMs }: { readonly releaseId: Digest; readonly expiresAtMs: number }): OpenPreview {
  return { releaseId, expiresAt: new Date(expiresAtMs).toISOString() };
}
