import { RpcTarget } from "cloudflare:workers";
import type { ContentInput, ContentVerbName, DirectoryRpc, TenantRpc, WebsiteRpc } from "#domain/contracts/index.ts";

/** A stub of an object cannot cross a process; an object of ours that passes its calls on can. */
export class WebsiteCapability extends RpcTarget implements WebsiteRpc {
  readonly #stub: WebsiteRpc;
  constructor(stub: WebsiteRpc) {
    super();
    this.#stub = stub;
  }
  create(...call: Parameters<WebsiteRpc["create"]>): ReturnType<WebsiteRpc["create"]> {
    return this.#stub.create(...call);
  }
  clone(...call: Parameters<WebsiteRpc["clone"]>): ReturnType<WebsiteRpc["clone"]> {
    return this.#stub.clone(...call);
  }
  exportRelease(input: Parameters<WebsiteRpc["exportRelease"]>[0]): ReturnType<WebsiteRpc["exportRelease"]> {
    return this.#stub.exportRelease(input);
  }
  readContent(input: Parameters<WebsiteRpc["readContent"]>[0]): ReturnType<WebsiteRpc["readContent"]> {
    return this.#stub.readContent(input);
  }
  describe(): ReturnType<WebsiteRpc["describe"]> {
    return this.#stub.describe();
  }
  lease(input: Parameters<WebsiteRpc["lease"]>[0]): ReturnType<WebsiteRpc["lease"]> {
    return this.#stub.lease(input);
  }
  countTraffic(batch: Parameters<WebsiteRpc["countTraffic"]>[0]): ReturnType<WebsiteRpc["countTraffic"]> {
    return this.#stub.countTraffic(batch);
  }
  readTraffic(input: Parameters<WebsiteRpc["readTraffic"]>[0]): ReturnType<WebsiteRpc["readTraffic"]> {
    return this.#stub.readTraffic(input);
  }
  createChange(input: Parameters<WebsiteRpc["createChange"]>[0]): ReturnType<WebsiteRpc["createChange"]> {
    return this.#stub.createChange(input);
  }
  getChange(input: Parameters<WebsiteRpc["getChange"]>[0]): ReturnType<WebsiteRpc["getChange"]> {
    return this.#stub.getChange(input);
  }
  prepare(input: Parameters<WebsiteRpc["prepare"]>[0]): ReturnType<WebsiteRpc["prepare"]> {
    return this.#stub.prepare(input);
  }
  activate(...call: Parameters<WebsiteRpc["activate"]>): ReturnType<WebsiteRpc["activate"]> {
    return this.#stub.activate(...call);
  }
  rollback(...call: Parameters<WebsiteRpc["rollback"]>): ReturnType<WebsiteRpc["rollback"]> {
    return this.#stub.rollback(...call);
  }
  readConfiguration(): ReturnType<WebsiteRpc["readConfiguration"]> {
    return this.#stub.readConfiguration();
  }
  configure(input: Parameters<WebsiteRpc["configure"]>[0]): ReturnType<WebsiteRpc["configure"]> {
    return this.#stub.configure(input);
  }
  listSecretVersions(): ReturnType<WebsiteRpc["listSecretVersions"]> {
    return this.#stub.listSecretVersions();
  }
  listConfigurationChanges(
    input: Parameters<WebsiteRpc["listConfigurationChanges"]>[0],
  ): ReturnType<WebsiteRpc["listConfigurationChanges"]> {
    return this.#stub.listConfigurationChanges(input);
  }
  restore(input: Parameters<WebsiteRpc["restore"]>[0]): ReturnType<WebsiteRpc["restore"]> {
    return this.#stub.restore(input);
  }
  getDeployment(deploymentId: string): ReturnType<WebsiteRpc["getDeployment"]> {
    return this.#stub.getDeployment(deploymentId);
  }
  listDeployments(input: Parameters<WebsiteRpc["listDeployments"]>[0]): ReturnType<WebsiteRpc["listDeployments"]> {
    return this.#stub.listDeployments(input);
  }
  setRollout(input: Parameters<WebsiteRpc["setRollout"]>[0]): ReturnType<WebsiteRpc["setRollout"]> {
    return this.#stub.setRollout(input);
  }
  setStatus(...call: Parameters<WebsiteRpc["setStatus"]>): ReturnType<WebsiteRpc["setStatus"]> {
    return this.#stub.setStatus(...call);
  }
  setHostnames(...call: Parameters<WebsiteRpc["setHostnames"]>): ReturnType<WebsiteRpc["setHostnames"]> {
    return this.#stub.setHostnames(...call);
  }
  update(...call: Parameters<WebsiteRpc["update"]>): ReturnType<WebsiteRpc["update"]> {
    return this.#stub.update(...call);
  }
  editHostnames(...call: Parameters<WebsiteRpc["editHostnames"]>): ReturnType<WebsiteRpc["editHostnames"]> {
    return this.#stub.editHostnames(...call);
  }
  giveUpHostnames(...call: Parameters<WebsiteRpc["giveUpHostnames"]>): ReturnType<WebsiteRpc["giveUpHostnames"]> {
    return this.#stub.giveUpHostnames(...call);
  }
  followTenant(input: Parameters<WebsiteRpc["followTenant"]>[0]): ReturnType<WebsiteRpc["followTenant"]> {
    return this.#stub.followTenant(input);
  }
  takeAway(tenantId: string): ReturnType<WebsiteRpc["takeAway"]> {
    return this.#stub.takeAway(tenantId);
  }
  heedTenant(word: Parameters<WebsiteRpc["heedTenant"]>[0]): ReturnType<WebsiteRpc["heedTenant"]> {
    return this.#stub.heedTenant(word);
  }
  listDocuments(input: Parameters<WebsiteRpc["listDocuments"]>[0]): ReturnType<WebsiteRpc["listDocuments"]> {
    return this.#stub.listDocuments(input);
  }
  getDocument(input: Parameters<WebsiteRpc["getDocument"]>[0]): ReturnType<WebsiteRpc["getDocument"]> {
    return this.#stub.getDocument(input);
  }
  listRecords(input: Parameters<WebsiteRpc["listRecords"]>[0]): ReturnType<WebsiteRpc["listRecords"]> {
    return this.#stub.listRecords(input);
  }
  getRecord(input: Parameters<WebsiteRpc["getRecord"]>[0]): ReturnType<WebsiteRpc["getRecord"]> {
    return this.#stub.getRecord(input);
  }
  createBranch(input: Parameters<WebsiteRpc["createBranch"]>[0]): ReturnType<WebsiteRpc["createBranch"]> {
    return this.#stub.createBranch(input);
  }
  describeBranch(input: Parameters<WebsiteRpc["describeBranch"]>[0]): ReturnType<WebsiteRpc["describeBranch"]> {
    return this.#stub.describeBranch(input);
  }
  editBranch(input: Parameters<WebsiteRpc["editBranch"]>[0]): ReturnType<WebsiteRpc["editBranch"]> {
    return this.#stub.editBranch(input);
  }
  lookupPaths(input: Parameters<WebsiteRpc["lookupPaths"]>[0]): ReturnType<WebsiteRpc["lookupPaths"]> {
    return this.#stub.lookupPaths(input);
  }
  closeBranch(...input: Parameters<WebsiteRpc["closeBranch"]>): ReturnType<WebsiteRpc["closeBranch"]> {
    return this.#stub.closeBranch(...input);
  }
  dropBranch(input: Parameters<WebsiteRpc["dropBranch"]>[0]): ReturnType<WebsiteRpc["dropBranch"]> {
    return this.#stub.dropBranch(input);
  }
  publish(input: Parameters<WebsiteRpc["publish"]>[0]): ReturnType<WebsiteRpc["publish"]> {
    return this.#stub.publish(input);
  }
  schedule(input: Parameters<WebsiteRpc["schedule"]>[0]): ReturnType<WebsiteRpc["schedule"]> {
    return this.#stub.schedule(input);
  }
  unschedule(publicationId: string): ReturnType<WebsiteRpc["unschedule"]> {
    return this.#stub.unschedule(publicationId);
  }
  listScheduled(input: Parameters<WebsiteRpc["listScheduled"]>[0]): ReturnType<WebsiteRpc["listScheduled"]> {
    return this.#stub.listScheduled(input);
  }
  publicationsSince(
    input: Parameters<WebsiteRpc["publicationsSince"]>[0],
  ): ReturnType<WebsiteRpc["publicationsSince"]> {
    return this.#stub.publicationsSince(input);
  }
  contentSince(input: Parameters<WebsiteRpc["contentSince"]>[0]): ReturnType<WebsiteRpc["contentSince"]> {
    return this.#stub.contentSince(input);
  }
  createPreview(input: Parameters<WebsiteRpc["createPreview"]>[0]): ReturnType<WebsiteRpc["createPreview"]> {
    return this.#stub.createPreview(input);
  }
  openPreview(input: Parameters<WebsiteRpc["openPreview"]>[0]): ReturnType<WebsiteRpc["openPreview"]> {
    return this.#stub.openPreview(input);
  }
  readRelease(input: Parameters<WebsiteRpc["readRelease"]>[0]): ReturnType<WebsiteRpc["readRelease"]> {
    return this.#stub.readRelease(input);
  }
  readContents(input: Parameters<WebsiteRpc["readContents"]>[0]): ReturnType<WebsiteRpc["readContents"]> {
    return this.#stub.readContents(input);
  }
  listReleaseRecords(
    input: Parameters<WebsiteRpc["listReleaseRecords"]>[0],
  ): ReturnType<WebsiteRpc["listReleaseRecords"]> {
    return this.#stub.listReleaseRecords(input);
  }
  readPage(input: Parameters<WebsiteRpc["readPage"]>[0]): ReturnType<WebsiteRpc["readPage"]> {
    return this.#stub.readPage(input);
  }
  readFeed(input: Parameters<WebsiteRpc["readFeed"]>[0]): ReturnType<WebsiteRpc["readFeed"]> {
    return this.#stub.readFeed(input);
  }
  askContent(input: Parameters<WebsiteRpc["askContent"]>[0]): ReturnType<WebsiteRpc["askContent"]> {
    return this.#stub.askContent(input);
  }
  readSitemap(input: Parameters<WebsiteRpc["readSitemap"]>[0]): ReturnType<WebsiteRpc["readSitemap"]> {
    return this.#stub.readSitemap(input);
  }
  readAsset(input: Parameters<WebsiteRpc["readAsset"]>[0]): ReturnType<WebsiteRpc["readAsset"]> {
    return this.#stub.readAsset(input);
  }
}

export class TenantCapability extends RpcTarget implements TenantRpc {
  readonly #stub: TenantRpc;
  constructor(stub: TenantRpc) {
    super();
    this.#stub = stub;
  }
  applyState(state: Parameters<TenantRpc["applyState"]>[0]): ReturnType<TenantRpc["applyState"]> {
    return this.#stub.applyState(state);
  }
  lease(): ReturnType<TenantRpc["lease"]> {
    return this.#stub.lease();
  }
  registerWebsite(input: Parameters<TenantRpc["registerWebsite"]>[0]): ReturnType<TenantRpc["registerWebsite"]> {
    return this.#stub.registerWebsite(input);
  }
  readSettings(): ReturnType<TenantRpc["readSettings"]> {
    return this.#stub.readSettings();
  }
  content<Name extends ContentVerbName>(verb: Name, input: ContentInput<Name>) {
    return this.#stub.content(verb, input);
  }
  writeSettings(input: Parameters<TenantRpc["writeSettings"]>[0]): ReturnType<TenantRpc["writeSettings"]> {
    return this.#stub.writeSettings(input);
  }
  reserveWebsite(input: Parameters<TenantRpc["reserveWebsite"]>[0]): ReturnType<TenantRpc["reserveWebsite"]> {
    return this.#stub.reserveWebsite(input);
  }
  settleReservation(reservationId: string): ReturnType<TenantRpc["settleReservation"]> {
    return this.#stub.settleReservation(reservationId);
  }
  holdBlobs(...input: Parameters<TenantRpc["holdBlobs"]>): ReturnType<TenantRpc["holdBlobs"]> {
    return this.#stub.holdBlobs(...input);
  }
  reserveUpload(room: Parameters<TenantRpc["reserveUpload"]>[0]): ReturnType<TenantRpc["reserveUpload"]> {
    return this.#stub.reserveUpload(room);
  }
  releaseUpload(uploadId: string): ReturnType<TenantRpc["releaseUpload"]> {
    return this.#stub.releaseUpload(uploadId);
  }
  keepBlobs(blobs: Parameters<TenantRpc["keepBlobs"]>[0]): ReturnType<TenantRpc["keepBlobs"]> {
    return this.#stub.keepBlobs(blobs);
  }
  missingBlobs(digests: Parameters<TenantRpc["missingBlobs"]>[0]): ReturnType<TenantRpc["missingBlobs"]> {
    return this.#stub.missingBlobs(digests);
  }
  beginDeployment(place: string): ReturnType<TenantRpc["beginDeployment"]> {
    return this.#stub.beginDeployment(place);
  }
  endDeployment(place: string): ReturnType<TenantRpc["endDeployment"]> {
    return this.#stub.endDeployment(place);
  }
  noteTraffic(months: Parameters<TenantRpc["noteTraffic"]>[0]): ReturnType<TenantRpc["noteTraffic"]> {
    return this.#stub.noteTraffic(months);
  }
  readUsage(input: Parameters<TenantRpc["readUsage"]>[0]): ReturnType<TenantRpc["readUsage"]> {
    return this.#stub.readUsage(input);
  }
  listWebsites(input: Parameters<TenantRpc["listWebsites"]>[0]): ReturnType<TenantRpc["listWebsites"]> {
    return this.#stub.listWebsites(input);
  }
  forgetWebsite(websiteId: string): ReturnType<TenantRpc["forgetWebsite"]> {
    return this.#stub.forgetWebsite(websiteId);
  }
  noteContentMoved(websiteId: string): ReturnType<TenantRpc["noteContentMoved"]> {
    return this.#stub.noteContentMoved(websiteId);
  }
  reportRefusal(attempt: Parameters<TenantRpc["reportRefusal"]>[0]): ReturnType<TenantRpc["reportRefusal"]> {
    return this.#stub.reportRefusal(attempt);
  }
}

export class DirectoryCapability extends RpcTarget implements DirectoryRpc {
  readonly #stub: DirectoryRpc;
  constructor(stub: DirectoryRpc) {
    super();
    this.#stub = stub;
  }
  claim(hostname: string, websiteId: string): ReturnType<DirectoryRpc["claim"]> {
    return this.#stub.claim(hostname, websiteId);
  }
  release(hostname: string, websiteId: string): ReturnType<DirectoryRpc["release"]> {
    return this.#stub.release(hostname, websiteId);
  }
  resolve(hostname: string): ReturnType<DirectoryRpc["resolve"]> {
    return this.#stub.resolve(hostname);
  }
}
