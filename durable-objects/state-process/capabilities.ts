import { RpcTarget } from "cloudflare:workers";
import type { DirectoryRpc, TenantRpc, WebsiteRpc } from "#domain/contracts/index.ts";

/** Every call of an interface by name: one that is missing does not compile. */
type Calls<Rpc> = Readonly<Record<keyof Rpc, true>>;

const websiteCalls: Calls<WebsiteRpc> = {
  create: true,
  clone: true,
  exportRelease: true,
  readContent: true,
  describe: true,
  lease: true,
  countTraffic: true,
  readTraffic: true,
  createChange: true,
  getChange: true,
  prepare: true,
  activate: true,
  rollback: true,
  readConfiguration: true,
  configure: true,
  listSecretVersions: true,
  listConfigurationChanges: true,
  restore: true,
  getDeployment: true,
  listDeployments: true,
  setRollout: true,
  setStatus: true,
  setHostnames: true,
  update: true,
  editHostnames: true,
  giveUpHostnames: true,
  followTenant: true,
  takeAway: true,
  heedTenant: true,
  listDocuments: true,
  getDocument: true,
  listRecords: true,
  getRecord: true,
  createBranch: true,
  describeBranch: true,
  editBranch: true,
  lookupPaths: true,
  closeBranch: true,
  dropBranch: true,
  publish: true,
  schedule: true,
  unschedule: true,
  listScheduled: true,
  publicationsSince: true,
  contentSince: true,
  createPreview: true,
  openPreview: true,
  readRelease: true,
  readContents: true,
  listReleaseRecords: true,
  readPage: true,
  readFeed: true,
  askContent: true,
  readSitemap: true,
  readAsset: true,
  namedAssets: true,
};

const tenantCalls: Calls<TenantRpc> = {
  applyState: true,
  lease: true,
  registerWebsite: true,
  readSettings: true,
  content: true,
  writeSettings: true,
  reserveWebsite: true,
  settleReservation: true,
  holdBlobs: true,
  reserveUpload: true,
  releaseUpload: true,
  keepBlobs: true,
  missingBlobs: true,
  leaveBlobs: true,
  leaveEditedBlobs: true,
  beginDeployment: true,
  endDeployment: true,
  noteTraffic: true,
  readUsage: true,
  listWebsites: true,
  forgetWebsite: true,
  noteContentMoved: true,
  reportRefusal: true,
};

const directoryCalls: Calls<DirectoryRpc> = {
  claim: true,
  release: true,
  resolve: true,
};

export const WebsiteCapability = passingOn<WebsiteRpc>(websiteCalls);
export const TenantCapability = passingOn<TenantRpc>(tenantCalls);
export const DirectoryCapability = passingOn<DirectoryRpc>(directoryCalls);

/** A stub of an object cannot cross a process; an object of ours that passes these calls on to it, and no others, can. */
function passingOn<Rpc extends object>(calls: Calls<Rpc>): new (stub: Rpc) => RpcTarget & Rpc {
  class Capability extends RpcTarget {
    readonly #stub: Record<string, (...call: unknown[]) => unknown>;
    constructor(stub: Rpc) {
      super();
      this.#stub = stub as never;
    }
    static {
      for (const name of Object.keys(calls)) {
        const passOn = function (this: Capability, ...call: unknown[]) {
          return this.#stub[name]!(...call);
        };
        Object.defineProperty(this.prototype, name, { value: passOn });
      }
    }
  }
  return Capability as never;
}
