import { createApiClient } from "#supervisor/demo/api-client.ts";
import { uploadTheme } from "#supervisor/demo/upload-theme.ts";
import { sha256 } from "#domain/digest/index.ts";
import type { Platform } from "#supervisor/index.ts";
import { callApi, documentOf } from "#test/integration/api/client.ts";
import { sendFile, untilSettled } from "#test/integration/imports/import-client.ts";
import { tenantClient } from "#test/integration/moving/moving-client.ts";
import { exportFoot, exportHead, exportItem } from "#test/support/wxr-export.ts";
import type { KnownValues } from "#test/support/contract/arbitrary-of.ts";
import type { Operation } from "#test/support/contract/operations.ts";
import { eventually } from "#test/support/eventually.ts";
import { plainTheme } from "#test/support/plain-theme.ts";
import { fleetingDocuments, knownTerm, likelyValues } from "./likely-values.ts";
import { uploadValues } from "./upload-values.ts";
import { publicationValues } from "./publication-values.ts";
import { websiteValues } from "./website-values.ts";
import { preparePeople, type KnownPeople } from "./prepare-people.ts";
import type { Caller } from "./send-request.ts";

export interface Known {
  /** Who calls it, in turn: someone with a session; else the platform, and whom of the tenant or the platform it is there for. */
  callersOf(operation: Operation): Promise<readonly Caller[]>;
  /** Tokens were revoked: those who call have them made anew. */
  renewTokens(): void;
  /** Ids of things that are there, so that not every call is about nothing. */
  valuesFor(operation: Operation): KnownValues;
}

const file = new TextEncoder().encode(exportHead() + exportItem({ id: 7, title: "Of old" }) + exportFoot);
const tenantId = "00000000-0000-7000-8000-000000000001";

/** So many that most calls have one of their own: a key stands for one thing. */
const keysOf = (operationId: string) => Array.from({ length: 200 }, (_, index) => `${operationId}-${index}`);

/** These end what they are about: each gets websites of its own. */
const ending = [
  "postWebsitesByWebsiteIdDeploymentsByDeploymentIdRollback",
  "postDeploymentsByDeploymentIdRollback",
  "postWebsitesByWebsiteIdBranchesByBranchIdChanges",
  "deleteWebsitesByWebsiteIdImportsByImportId",
  "postWebsitesByWebsiteIdImportsByImportIdActivate",
  "deleteWebsitesByWebsiteId",
  "putWebsitesByWebsiteIdStatus",
  "deleteWebsitesByWebsiteIdBranchesByBranchId",
  "deleteWebsitesByWebsiteIdExportsByExportId",
];

/** Nor is the tenant that all else belongs to suspended or deleted. */
const ofTenants = [
  "patchAdminTenantsByTenantId",
  "putAdminTenantsByTenantId",
  "deleteAdminTenantsByTenantId",
  "postAdminTenantsByTenantIdSuspend",
  "postAdminTenantsByTenantIdActivate",
];

const restoring = "postAdminTenantsByTenantIdRestore";

/** One that is being taken down. */
async function makeDeletedTenant(platform: Platform, name: string): Promise<KnownValues> {
  const made = await makeTenant(platform, name);
  const path = `/admin/tenants/${String(made["TenantId"]![0])}?confirm=${String(made["confirm"]![0])}`;
  const deleted = await callApi(platform, "DELETE", path);
  if (deleted.status > 202) throw new Error(`${name} is not deleted: ${JSON.stringify(deleted.body)}`);
  return made;
}

/** A tenant of its own, at the versions that it has before its first changes. */
async function makeTenant(platform: Platform, name: string): Promise<KnownValues> {
  const subdomain = name.slice(0, 60);
  const made = await callApi(platform, "POST", "/admin/tenants", { name, subdomain });
  if (made.status !== 201) throw new Error(`no tenant ${name}: ${JSON.stringify(made.body)}`);
  return { TenantId: [made.body.tenantId], confirm: [subdomain], "If-Match": ['"1"', '"2"'] };
}

/** What lies beside an import's content follows once it is activated. */
const followingImports = "postWebsitesByWebsiteIdImportsByImportIdDrafts";

async function activated(platform: Platform, made: Made): Promise<Made> {
  const path = `/websites/${made.websiteId}/imports/${made.importId}`;
  const asked = await callApi(platform, "POST", `${path}/activate`);
  if (asked.status >= 400) throw new Error(`the import is not activated: ${JSON.stringify(asked.body)}`);
  await eventually("the import to be activated", async () => {
    const { body } = await callApi(platform, "GET", path);
    return body.status === "activated" ? true : undefined;
  });
  return made;
}

/** Makes websites with something of everything on them. */
export async function prepareKnown(platform: Platform): Promise<Known> {
  const theme = await uploadTheme(createApiClient(platform.urls.api, platform.token), plainTheme);
  const make = (name: string) => makeWebsite(platform, theme, name);
  // One: of what belongs to it nothing is then asked of another.
  const kept = valuesOf(theme, [await make("kept")]);
  const ended = new Map<string, KnownValues>();
  await Promise.all([
    ...ending.map(async (operationId) => {
      const name = operationId.toLowerCase();
      ended.set(operationId, valuesOf(theme, await Promise.all([make(`${name}-0`), make(`${name}-1`)])));
    }),
    (async () => {
      const made = await activated(platform, await make("following-imports"));
      ended.set(followingImports, valuesOf(theme, [made]));
    })(),
    ...ofTenants.map(async (operationId) => {
      ended.set(operationId, await makeTenant(platform, operationId.toLowerCase()));
    }),
  ]);
  ended.set(restoring, await makeDeletedTenant(platform, restoring.toLowerCase()));
  const people = await preparePeople(platform, tenantId);
  const uploads = await uploadValues(platform, String(kept["WebsiteId"]![0]), file);
  const publications = await publicationValues(platform, theme);
  const websites = await websiteValues(platform, theme);
  const likely = new Map([...(await likelyValues(platform, tenantId)), ...uploads, ...publications, ...websites]);
  return {
    callersOf: (operation) => callersOf(operation, platform, people),
    renewTokens() {
      people.owner.drop();
      people.administrator.drop();
    },
    valuesFor: ({ operationId }) => ({
      "If-Match": ['"1"', '"2"'],
      "Idempotency-Key": keysOf(operationId),
      ...(ended.get(operationId) ?? kept),
      ...people.valuesFor(operationId),
      ...likely.get(operationId),
    }),
  };
}

async function callersOf(
  { operationId, access, takesSession }: Operation,
  { token }: Platform,
  { sessionFor, owner, administrator }: KnownPeople,
): Promise<readonly Caller[]> {
  if (takesSession) return [{ cookie: sessionFor(operationId).cookie }];
  const callers: Caller[] = [{ token, tenantId }];
  if (access === "tenant" || access === "website") callers.push({ token: await owner.read() });
  if (access === "platform") callers.push({ token: await administrator.read() });
  return callers;
}

function valuesOf(theme: string, websites: readonly Made[]): KnownValues {
  const all = (key: keyof Made) => websites.flatMap((website) => website[key]);
  return {
    WebsiteId: all("websiteId"),
    TenantId: [tenantId],
    BranchId: all("branchId"),
    DeploymentId: all("deploymentIds"),
    Digest: all("digests"),
    RecordId: ["a", "b"],
    changeId: all("changeIds"),
    releaseId: all("releaseIds"),
    theme: [theme],
    id: ["a", "b"],
    kind: ["document"],
    batch: [1, 2, 3],
    importId: all("importId"),
    exportId: all("exportId"),
    fileName: ["export.xml"],
    "raw body": [file],
    digest: [sha256(file)],
    timeZone: ["UTC", "Europe/Vienna"],
  };
}

interface Made {
  readonly websiteId: string;
  readonly branchId: string;
  readonly importId: string;
  readonly exportId: string;
  readonly deploymentIds: readonly string[];
  readonly changeIds: readonly string[];
  readonly releaseIds: readonly string[];
  readonly digests: readonly string[];
}

const draftOf = (documentId: string) => ({
  documentId,
  type: "page",
  title: documentId,
  body: { type: "doc", content: [] },
});

async function makeWebsite(platform: Platform, theme: string, name: string): Promise<Made> {
  const call = async (method: string, path: string, body?: unknown) => {
    const answer = await callApi(platform, method, path, body);
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body as Record<string, string>;
  };
  const website = await call("POST", "/websites", { name, hostnames: [`${name}.contract.localhost`], theme });
  const path = `/websites/${website["websiteId"]}`;
  const change = await call("POST", `${path}/changes`, {
    documents: { put: [documentOf("a", "A"), documentOf("b", "B")] },
  });
  const deployment = await call("POST", `${path}/deployments`, { changeId: change["changeId"] });
  for (const documentId of fleetingDocuments) {
    await call("POST", `${path}/documents`, { document: draftOf(documentId) });
  }
  await call("POST", `${path}/posts`, {
    document: { documentId: "post", title: "P", body: { type: "doc", content: [] } },
  });
  await call("PUT", `${path}/records/term/${knownTerm.value.termId}`, knownTerm);
  // What is served shows in the editor.
  for (const documentId of ["a", "b"]) {
    await eventually(`the document ${documentId} to be edited`, async () => {
      const { status } = await callApi(platform, "GET", `${path}/documents/${documentId}`);
      return status === 200 ? true : undefined;
    });
  }
  const next = await call("POST", `${path}/changes`, { documents: { put: [documentOf("a", "Another")] } });
  const branch = await call("POST", `${path}/branches`, {});
  const record = { kind: "document", value: documentOf("c", "C") };
  await call("POST", `${path}/branches/${branch["branchId"]}/edits`, { batch: 1, put: [record] });
  const { body: received } = await sendFile(platform, { path }, file, "&fetchMedia=false");
  const { importId } = received as { importId: string };
  const imported = await untilSettled(platform, `${path}/imports/${importId}`);
  const exportId = /^kept|exports/.test(name) ? await exportArchive(platform, website["websiteId"]!) : importId;
  const changeIds = [change["changeId"]!, next["changeId"]!];
  const releaseIds = [website["activeReleaseId"]!, deployment["releaseId"]!];
  return {
    websiteId: website["websiteId"]!,
    branchId: branch["branchId"]!,
    importId: imported.importId,
    exportId,
    deploymentIds: [deployment["deploymentId"]!],
    changeIds,
    releaseIds,
    digests: [theme, ...changeIds, ...releaseIds],
  };
}

/** A tenant may keep ten at a time, and calls make more of them. */
async function exportArchive(platform: Platform, websiteId: string): Promise<string> {
  return (await tenantClient(platform, tenantId).exportWebsite(websiteId, "archive")).settled.exportId;
}
