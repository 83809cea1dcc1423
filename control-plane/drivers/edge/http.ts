import { request } from "undici";
import { z } from "zod";
import { recordRefSchema, type ContentRecord } from "#domain/content/index.ts";
import {
  contentStateSchema,
  documentVersionSchema,
  pageOf,
  releaseContentsSchema,
  secretVersionsSchema,
  takenBackCopySchema,
  websiteSchema,
  workingCopyStandingSchema,
} from "#domain/contracts/index.ts";
import { digestSchema } from "#domain/digest/index.ts";
import { workingCopySchema } from "#domain/editing/index.ts";
import { edgeConnections } from "./call-edge.ts";
import { downloadBlob } from "./download-blob.ts";
import { withPatience } from "./patience.ts";
import {
  EdgeUnavailable,
  type DraftReader,
  type EdgeApi,
  type EdgeResult,
  type ReleaseReader,
  type MediaEdge,
  type SecretEdge,
  type TenantEdge,
  type WebsiteEdge,
  type WebsiteRef,
} from "./port.ts";
import { repeatedCalls } from "./repeated-calls.ts";
import { signEdgeAssertion } from "./sign-edge-assertion.ts";

export interface HttpEdgeOptions {
  /** Base of the API, without slash at the end, e.g. `http://api.localhost:8788/api/v1`. */
  readonly baseUrl: string;
  /** Shared with the edge. */
  readonly secret: string;
  /** How long a call is repeated while the edge is out of reach, in milliseconds. */
  readonly patienceMs?: number;
}

/** A blob of the largest size over a slow line. */
const uploadMsMax = 120_000;

/** A line is slow that takes more time for a byte, in milliseconds. */
const bytesAMsMin = 1_000;

const branchSchema = z.object({ applied: z.int().nonnegative(), root: digestSchema });
const changeSchema = z.object({ changeId: digestSchema });
const holdersSchema = z.object({ holders: z.record(z.string(), recordRefSchema) });
/** Records as the edge has them: what it stores is what is wanted, whatever this version's schema would add. */
const recordsSchema = z.object({
  items: z.array(z.custom<ContentRecord>((record) => recordKindSchema.safeParse(record).success)),
  cursor: z.string().nullable(),
});
const recordKindSchema = z.object({ kind: recordRefSchema.shape.kind, value: z.record(z.string(), z.unknown()) });
const workingCopiesSchema = pageOf(workingCopyStandingSchema);
const versionsSchema = pageOf(documentVersionSchema.pick({ digest: true }));
type VersionPage = z.output<typeof versionsSchema>;
const editedSchema = z.object({ document: workingCopySchema });
const previewSchema = z.object({ url: z.string(), expiresAt: z.iso.datetime() });
const placedSchema = z.object({ undoneBy: z.string().nullable() });
const descriptionSchema = websiteSchema.pick({
  name: true,
  status: true,
  hostnames: true,
  activeReleaseId: true,
  createdAt: true,
});
const websiteIdsSchema = z.object({ items: z.array(z.string()), cursor: z.string().nullable() });
const versionSchema = z.object({ version: z.int().min(1) });
const anything = z.unknown().transform(() => undefined);

/** The edge's API over HTTP. */
export function httpEdge({ baseUrl, secret, patienceMs = 20_000 }: HttpEdgeOptions): EdgeApi &
  ReleaseReader &
  DraftReader &
  MediaEdge &
  SecretEdge &
  TenantEdge &
  WebsiteEdge & {
    /** Throws unless the API answers. */
    checkHealth(signal: AbortSignal): Promise<void>;
    close(): Promise<void>;
  } {
  const agent = edgeConnections();

  const { call, callBeside, callTenant } = repeatedCalls({ baseUrl, secret, patienceMs, agent });

  const base = ({ websiteId }: WebsiteRef) => `/websites/${websiteId}`;
  const roomPath = ({ tenantId }: WebsiteRef, uploadId: string) => `/tenants/${tenantId}/uploads/${uploadId}`;
  const branch = (website: WebsiteRef, branchId: string) => `${base(website)}/branches/${branchId}`;

  return {
    ensureBranchExists: (website, branchId, { isEmpty = false } = {}) =>
      call(website, "POST", `${base(website)}/branches`, branchSchema, {
        json: isEmpty ? { branchId, isEmpty } : { branchId },
      }),
    async readBranchRoot(website, branchId) {
      const found = await call(website, "GET", branch(website, branchId), branchSchema);
      return found.ok ? { ok: true, value: found.value.root } : found;
    },
    applyEdits: (website, branchId, { batch, put }) =>
      call(website, "POST", `${branch(website, branchId)}/edits`, anything, { json: { batch, put, delete: [] } }),
    async lookUpPaths(website, branchId, paths) {
      const path = `${branch(website, branchId)}/lookups`;
      const found = await call(website, "POST", path, holdersSchema, { json: { paths } });
      return found.ok ? { ok: true, value: new Map(Object.entries(found.value.holders)) } : found;
    },
    async closeBranch(website, branchId, leaves) {
      const json = leaves === undefined ? {} : { json: { leaves } };
      const closed = await call(website, "POST", `${branch(website, branchId)}/changes`, changeSchema, json);
      const isEmpty = !closed.ok && closed.failure.code === "nothing-changed";
      return isEmpty ? { ok: true, value: { changeId: null } } : closed;
    },
    async ensureBranchDropped(website, branchId) {
      const dropped = await call(website, "DELETE", branch(website, branchId), anything);
      return isGone(dropped) ? { ok: true, value: undefined } : dropped;
    },
    readContents: (website, releaseName, options) =>
      call(website, "GET", `${base(website)}/releases/${releaseName}/contents`, releaseContentsSchema, options),
    async listReleaseRecords(website, { releaseId, kind, cursor }, options) {
      const search = new URLSearchParams({ kind, limit: "200", ...(cursor === null ? {} : { cursor }) });
      const path = `${base(website)}/releases/${releaseId}/records?${search}`;
      return call(website, "GET", path, recordsSchema, options);
    },
    saveReleaseBlob(website, { releaseId, digest }, path, { signal, patienceMs: patience = patienceMs } = {}) {
      const once = async () => {
        signal?.throwIfAborted();
        const token = await signEdgeAssertion({ kind: "control-plane", ...website }, secret, Date.now());
        const from = `${base(website)}/releases/${releaseId}/blobs/${digest}`;
        return downloadBlob(baseUrl, agent, { path: from, token, digest, to: path, timeoutMs: uploadMsMax });
      };
      return withPatience(once, patience, signal);
    },
    listWorkingCopies(website, cursor, options) {
      const search = cursor === null ? "" : `?${new URLSearchParams({ cursor })}`;
      const path = `${base(website)}/working-copies${search}`;
      return callBeside(website, "GET", path, workingCopiesSchema, options);
    },
    async hasVersion(website, documentId, digest, options) {
      let cursor: string | null = null;
      do {
        const search = new URLSearchParams({ limit: "200", ...(cursor === null ? {} : { cursor }) });
        const path = `${base(website)}/documents/${documentId}/versions?${search}`;
        const page: EdgeResult<VersionPage> = await call(website, "GET", path, versionsSchema, options);
        if (!page.ok) return page.failure.code === "document-not-found" ? { ok: true, value: false } : page;
        if (page.value.items.some((version) => version.digest === digest)) return { ok: true, value: true };
        cursor = page.value.cursor;
      } while (cursor !== null);
      return { ok: true, value: false };
    },
    async isContentKnown(website) {
      const found = await call(website, "GET", `${base(website)}/content-state`, contentStateSchema);
      return found.ok ? { ok: true, value: found.value.state !== "behind" } : found;
    },
    async bringWorkingCopy(website, brought) {
      const path = `${base(website)}/working-copies/${brought.document.documentId}`;
      const made = await callBeside(website, "PUT", path, editedSchema, { json: brought });
      return made.ok ? { ok: true, value: made.value.document } : made;
    },
    takeBackCopy(website, { documentId, ...query }) {
      const path = `${base(website)}/working-copies/${documentId}?${new URLSearchParams(query)}`;
      return callBeside(website, "DELETE", path, takenBackCopySchema);
    },
    async readWorkingCopy(website, documentId, options) {
      const found = await call(website, "GET", `${base(website)}/documents/${documentId}`, editedSchema, options);
      return found.ok ? { ok: true, value: found.value.document } : found;
    },
    createPreview: (website, changeId) =>
      call(website, "POST", `${base(website)}/previews`, previewSchema, { json: { changeId } }),
    activate: (website, deployment) =>
      call(website, "POST", `${base(website)}/deployments`, anything, { json: deployment }),
    async standingOf(website, deploymentId) {
      const found = await call(website, "GET", `${base(website)}/deployments/${deploymentId}`, placedSchema);
      if (found.ok) return { ok: true, value: found.value.undoneBy === null ? "in-force" : "undone" };
      return found.failure.code === "deployment-not-found" ? { ok: true, value: "unknown" } : found;
    },
    async ensureBlobExists(website, { digest, bytes }, open) {
      const path = `/blobs/${digest}`;
      const found = await call(website, "GET", path, anything);
      if (found.ok) return found;
      const stream = () => ({ body: open(), bytes });
      return call(website, "PUT", path, anything, { stream, timeoutMs: uploadMsMax });
    },
    reserveUpload: (website, room) =>
      callBeside(website, "PUT", roomPath(website, room.uploadId), anything, { json: room }),
    async releaseUpload(website, uploadId) {
      const released = await callBeside(website, "DELETE", roomPath(website, uploadId), anything);
      if (!released.ok) throw new Error(released.failure.detail);
    },
    storeBlob(website, { digest, bytes, uploadId }, open) {
      const stream = () => ({ body: open(), bytes });
      const timeoutMs = uploadMsMax + Math.ceil(bytes / bytesAMsMin);
      const path = `/tenants/${website.tenantId}/blobs/${digest}?upload=${uploadId}`;
      return callBeside(website, "PUT", path, anything, { stream, timeoutMs });
    },
    putMedia: (website, input) => callBeside(website, "POST", `${base(website)}/media`, anything, { json: input }),
    async listSecretVersions(website, options) {
      const path = `${base(website)}/secret-versions`;
      const found = await callBeside(website, "GET", path, secretVersionsSchema, options);
      return found.ok ? { ok: true, value: found.value.versions } : found;
    },
    ensureWebsiteExists(website, input, options) {
      const json = { websiteId: website.websiteId, ...input };
      return call(website, "POST", "/websites", anything, { json, ...options });
    },
    ensureWebsiteDeleted(website, options) {
      const path = `/tenants/${website.tenantId}/websites/${website.websiteId}`;
      return callBeside(website, "DELETE", path, anything, options);
    },
    describeWebsite: (website, options) => call(website, "GET", base(website), descriptionSchema, options),
    ensureWebsiteFollows(website, json, options) {
      const path = `/tenants/${website.tenantId}/websites/${website.websiteId}/subdomain`;
      return callBeside(website, "PUT", path, anything, { json, ...options });
    },
    async listWebsites(tenantId, cursor, options = {}) {
      const search = cursor === null ? "" : `?${new URLSearchParams({ cursor })}`;
      const path = `/_hotswap/tenants/${tenantId}/websites${search}`;
      const listed = await callTenant(tenantId, { method: "GET", path }, websiteIdsSchema, options);
      const isUnknown = !listed.ok && listed.failure.code === "tenant-not-found";
      return isUnknown ? { ok: true, value: { items: [], cursor: null } } : listed;
    },
    async checkHealth(signal) {
      const answer = await request(`${baseUrl}/health`, { dispatcher: agent, signal });
      await answer.body.dump();
      if (answer.statusCode !== 200) throw new EdgeUnavailable(`The edge answered ${answer.statusCode}.`);
    },
    putTenantState(state, options = {}) {
      const { tenantId } = state;
      const path = `/_hotswap/tenants/${tenantId}/state`;
      return callTenant(tenantId, { method: "PUT", path, json: state }, versionSchema, options);
    },
    close: () => agent.close(),
  };
}

/** With the website everything of it is gone. */
function isGone(result: EdgeResult<unknown>): boolean {
  return !result.ok && ["branch-not-found", "website-not-found", "website-deleted"].includes(result.failure.code);
}
