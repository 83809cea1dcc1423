import type { Platform } from "#supervisor/index.ts";
import { themeDigestOf } from "#domain/theme/index.ts";
import { packTheme } from "#marketplace/pack-theme.ts";
import { callApi, documentOf } from "#test/integration/api/client.ts";
import type { KnownValues } from "#test/support/contract/arbitrary-of.ts";
import { eventually } from "#test/support/eventually.ts";
import { plainTheme } from "#test/support/plain-theme.ts";
import { configurationValues } from "./configuration-values.ts";

const record = { kind: "document", value: documentOf("d", "D") };
/** A list of documents of which the first page has a next one: what its cursor says is sorted as by default. */
const cursor = Buffer.from(JSON.stringify(["2026-11-27 10:00:00+00", "a"])).toString("base64url");
const recordCursor = Buffer.from(JSON.stringify(["term", "a"])).toString("base64url");
/** A term that is there, and is written again as it is. */
export const knownTerm = {
  kind: "term",
  value: {
    termId: "known",
    taxonomy: "tag",
    slug: "known",
    path: "/known",
    name: "K",
    description: "",
    parentId: null,
  },
} as const;
const ofKnownTerm = { kind: ["term"], id: ["known"] };
const untyped = (title: string) => ({ title, body: { type: "doc", content: [] } });
const draft = (title: string) => ({ type: "page", title, body: { type: "doc", content: [] } });

/** Documents of which each is for one operation: put into the trash, deleted for good, brought back. */
export const fleetingDocuments = ["trashed", "bulk", "erased", "restored"];

const since = "2026-01-01T00:00:00Z";

/** Of documents as they are edited. */
const contentValues: readonly (readonly [string, KnownValues])[] = [
  [
    "getWebsitesByWebsiteIdDocuments",
    { cursor: [undefined, cursor], sort: [undefined, "-updated", "title"], updatedSince: [undefined] },
  ],
  ["postWebsitesByWebsiteIdDocuments", { document: [draft("One"), draft("Two"), draft("Three")], slug: [undefined] }],
  ["patchWebsitesByWebsiteIdDocumentsByDocumentId", { changes: [{ description: "x" }, {}], slug: [undefined] }],
  ["getWebsitesByWebsiteIdDocumentsByDocumentIdVersionsByVersion", { version: ["1"] }],
  ["getWebsitesByWebsiteIdDocumentsByDocumentIdCompare", { from: ["1"], to: ["1"] }],
  ["postWebsitesByWebsiteIdDocumentsByDocumentIdVersionsByVersionRestore", { RecordId: ["restored"], version: ["1"] }],
  ["postWebsitesByWebsiteIdDocumentsByDocumentIdTrash", { RecordId: ["trashed"] }],
  ["getWebsitesByWebsiteIdPages", { cursor: [undefined, cursor], sort: ["title"], updatedSince: [since] }],
  ["getWebsitesByWebsiteIdPosts", { cursor: [undefined, cursor], sort: ["title"], updatedSince: [since] }],
  ["postWebsitesByWebsiteIdPages", { document: [untyped("Four"), untyped("Five")], slug: [undefined] }],
  ["postWebsitesByWebsiteIdPosts", { document: [untyped("Six"), untyped("Seven")], slug: [undefined] }],
  ["patchWebsitesByWebsiteIdPagesByDocumentId", { changes: [{ description: "y" }, {}], slug: [undefined] }],
  ["getWebsitesByWebsiteIdPostsByDocumentId", { RecordId: ["post"] }],
  [
    "patchWebsitesByWebsiteIdPostsByDocumentId",
    { RecordId: ["post"], changes: [{ description: "y" }, {}], slug: [undefined] },
  ],
  ["getWebsitesByWebsiteIdRecords", { cursor: [undefined, recordCursor], kind: ["term", "redirect"] }],
  ["getWebsitesByWebsiteIdRecordsByKindById", ofKnownTerm],
  ["putWebsitesByWebsiteIdRecordsByKindById", { ...ofKnownTerm, WrittenRecord: [knownTerm] }],
  ["deleteWebsitesByWebsiteIdRecordsByKindById", { kind: ["author"], id: ["gone"] }],
  ["getWebsitesByWebsiteIdRecordsByKindByIdVersions", { ...ofKnownTerm, cursor: [undefined, "9"] }],
  ["postWebsitesByWebsiteIdDocumentsBulk", { RecordId: ["bulk"] }],
  ["deleteWebsitesByWebsiteIdDocumentsByDocumentId", { RecordId: ["erased", "gone"] }],
];
const letters = [..."abcdefghij"];

/**
 * Values for operations that calls made at random would hardly ever fit: where only the code knows what goes together, or what a
 * cursor is. Undefined leaves a member out.
 */
export async function likelyValues(platform: Platform, tenantId: string): Promise<ReadonlyMap<string, KnownValues>> {
  const cursorOf = (path: string) =>
    eventually("a second page", async () => (await callApi(platform, "GET", `${path}?limit=1`)).body.cursor as string);
  const { package: theme } = await packTheme(plainTheme);
  return new Map<string, KnownValues>([
    ["getAdminTenants", { cursor: [await cursorOf("/admin/tenants")] }],
    ["getWebsites", { cursor: [await cursorOf("/websites")], tenantId: [tenantId] }],
    ["getWebsitesByWebsiteIdImports", { cursor: ["00000000-0000-7000-8000-000000000000"] }],
    ["patchTenantSettings", { locale: ["en", "de-AT"] }],
    // It comes after what changes it otherwise.
    ["putTenantProfile", { "If-Match": ['"2"', '"3"', '"4"'] }],
    [
      "postWebsitesByWebsiteIdChanges",
      { documents: [{ put: [documentOf("e", "E")] }], leaves: [undefined], records: [undefined] },
    ],
    ["postWebsitesByWebsiteIdBranchesByBranchIdEdits", { batch: [2], put: [[record]], delete: [undefined] }],
    ["postWebsitesByWebsiteIdBranchesByBranchIdChanges", { leaves: [undefined] }],
    [
      "getWebsitesByWebsiteIdReleasesByReleaseIdBlobsByDigest",
      { digest: Object.values(theme.files).map((file) => file.digest) },
    ],
    ["postWebsitesByWebsiteIdPreviews", { releaseId: [undefined] }],
    ...contentValues,
    ...(await configurationValues(platform, themeDigestOf(theme))),
    [
      "postWebsites",
      {
        websiteId: [undefined],
        configuration: [undefined],
        hostnames: [undefined],
        subdomain: letters.map((letter) => `made-by-contract-${letter}`),
      },
    ],
  ]);
}
