import { randomUUID } from "node:crypto";
import { expectSuccess, type ApiClient } from "./api-client.ts";
import { callUntilClear } from "./call-until-clear.ts";
import { markerPrefix } from "./find-in-body.ts";

/** A release, and the change that leads to it from the one before. */
export interface RingChange {
  readonly releaseId: string;
  readonly marker: string;
  readonly changeId: string;
}

/** Releases that differ in the marker that their pages carry, and the changes that lead round them. */
export interface ReleaseRing {
  readonly ringId: string;
  /** The change to the first leads from the last. */
  readonly releases: readonly RingChange[];
  /** The paths of the pages that carry the marker. */
  readonly paths: readonly string[];
  readonly options: ReleaseRingOptions;
}

export interface ReleaseRingOptions {
  readonly releases: number;
  readonly pages: number;
  /** About how long the text of each page is. */
  readonly pageBytes: number;
  /** The digest of the theme of the release with this marker; left out, all have the one that the website has. */
  readonly themeOf?: ((marker: string) => string) | undefined;
}

/**
 * Makes a ring of releases ahead of time, by going round it once: afterwards its first release is active, and
 * every swap to the next needs only an activation. No release of an earlier ring comes again.
 */
export async function makeReleaseRing(
  api: ApiClient,
  websiteId: string,
  options: ReleaseRingOptions,
): Promise<ReleaseRing> {
  const ringId = randomUUID();
  const made: RingChange[] = [];
  for (let step = 0; step <= options.releases; step++) {
    const marker = String(step % options.releases);
    const { changeId } = await createChange(api, websiteId, { ringId, marker }, options);
    made.push({ releaseId: await deploy(api, websiteId, changeId), marker, changeId });
  }
  const [first, ...rest] = made;
  const closing = rest.pop()!;
  if (closing.releaseId !== first!.releaseId) {
    throw new Error("the same documents made two releases: is anyone else changing the website?");
  }
  const paths = Array.from({ length: options.pages }, (_, page) => pathOf(page));
  return { ringId, releases: [closing, ...rest], paths, options };
}

/** What the pages of one release say. */
export interface PageText {
  readonly ringId: string;
  readonly marker: string;
}

/** Makes a change that puts the marker on every page, and says which release it would make. */
export async function createChange(
  api: ApiClient,
  websiteId: string,
  text: PageText,
  { pages, pageBytes, themeOf }: ReleaseRingOptions,
): Promise<{ readonly changeId: string; readonly releaseId: string }> {
  const put = Array.from({ length: pages }, (_, page) => documentOf(page, text, pageBytes));
  const leaves = themeOf === undefined ? {} : { theme: themeOf(text.marker) };
  const body = { leaves, documents: { put } };
  const { answer } = await callUntilClear(api, "POST", `/websites/${websiteId}/changes`, body);
  return expectSuccess(answer, "A change");
}

async function deploy(api: ApiClient, websiteId: string, changeId: string): Promise<string> {
  const path = `/websites/${websiteId}/deployments`;
  const answer = await api.call("POST", path, { deploymentId: randomUUID(), changeId });
  return expectSuccess<{ releaseId: string }>(answer, "A deployment").releaseId;
}

function pathOf(page: number): string {
  return `/checked-${page}`;
}

/** A page that says its marker in the title and at both ends of its text, so that a torn body shows. */
function documentOf(page: number, { ringId, marker }: PageText, pageBytes: number): unknown {
  const paragraph = (text: string) => ({ type: "paragraph", content: [{ type: "text", text }] });
  const filler = `A page of ${ringId}, read while it is swapped. `;
  const text = filler.repeat(Math.ceil(pageBytes / filler.length));
  return {
    documentId: `checked-${page}`,
    type: "page",
    path: pathOf(page),
    title: `Page ${page} ${markerPrefix}${marker}.`,
    body: {
      type: "doc",
      content: [paragraph(`${markerPrefix}${marker}.`), paragraph(text), paragraph(`${markerPrefix}${marker}.`)],
    },
  };
}
