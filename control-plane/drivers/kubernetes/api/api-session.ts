import {
  createConfiguration,
  type Configuration,
  HttpMethod,
  type KubeConfig,
  type KubernetesObject,
  KubernetesObjectApi,
  PatchStrategy,
  type ResponseContext,
  ServerConfiguration,
  type V1APIResource,
  type V1APIResourceList,
} from "@kubernetes/client-node";
import { manager, type Kind, type Manifest } from "../objects/index.ts";
import { isStatus } from "./failures.ts";
import type { LiveObject, ServerVersion } from "./live-object.ts";

/** Resources by `group/version`, as the server told. Shared between sessions. */
export type Discovered = Record<string, V1APIResourceList>;

const pageSize = 500;

/** Calls of one operation of the driver: all end with its signal, and each after `callMsMax`. */
export class ApiSession extends KubernetesObjectApi {
  constructor(config: KubeConfig, discovered: Discovered, signal: AbortSignal, callMsMax: number) {
    super(configure(config, signal, callMsMax));
    this.apiVersionResourceCache = discovered;
  }

  async isServed(apiVersion: string, kind: string): Promise<boolean> {
    try {
      return (await this.resource(apiVersion, kind)) !== undefined;
    } catch (error) {
      if (isStatus(error, 404)) return false;
      throw error;
    }
  }

  /** Undefined when there is none. */
  async find(apiVersion: string, kind: Kind, name: string, namespace?: string): Promise<LiveObject | undefined> {
    const metadata = namespace === undefined ? { name } : { name, namespace };
    try {
      return (await this.read({ apiVersion, kind, metadata })) as LiveObject;
    } catch (error) {
      if (isStatus(error, 404)) return undefined;
      throw error;
    }
  }

  async listAll(apiVersion: string, kind: Kind, namespace: string): Promise<LiveObject[]> {
    const found: LiveObject[] = [];
    let next: string | undefined;
    do {
      const page = await this.list(
        apiVersion,
        kind,
        namespace,
        undefined,
        undefined,
        undefined,
        undefined,
        undefined,
        pageSize,
        next,
      );
      // Items of a list do not say what they are.
      found.push(...page.items.map((item) => ({ ...item, apiVersion, kind }) as LiveObject));
      next = (page.metadata as { readonly continue?: string } | undefined)?.continue;
    } while (next !== undefined && next !== "");
    return found;
  }

  /** Names of the namespaces that have the label, a page at a time. @param after null for the first page */
  async listNamespaces(label: string, after: string | null) {
    const page = await this.list(
      "v1",
      "Namespace",
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      label,
      pageSize,
      after ?? undefined,
    );
    const next = (page.metadata as { readonly continue?: string } | undefined)?.continue;
    const names = page.items.map(({ metadata }) => metadata?.name ?? "");
    return { names, next: next === undefined || next === "" ? null : next };
  }

  /** Of all namespaces, in one piece: where a watch begins. */
  listEverywhere(apiVersion: string, kind: Kind, labelSelector: string | undefined) {
    return this.list(apiVersion, kind, undefined, undefined, undefined, undefined, undefined, labelSelector);
  }

  /** Where objects of all namespaces are listed and watched. */
  pathOf(apiVersion: string, kind: Kind): Promise<string> {
    return this.specUriPath({ apiVersion, kind, metadata: {} }, "list");
  }

  /** Server-side apply: the fields that are stated become ours, whoever had them; those that we no longer state go. */
  apply(object: Manifest, { dryRun }: { readonly dryRun: boolean }): Promise<LiveObject> {
    const query = { fieldManager: manager, force: "true", ...(dryRun ? { dryRun: "All" } : {}) };
    return this.#write(HttpMethod.PATCH, object, PatchStrategy.ServerSideApply, query);
  }

  /** Puts an object in the place of the one of this version; nothing of others stays in it. */
  put(object: Manifest, resourceVersion: string): Promise<LiveObject> {
    const whole = { ...object, metadata: { ...object.metadata, resourceVersion } };
    return this.#write(HttpMethod.PUT, whole, "application/json", { fieldManager: manager });
  }

  /** Takes away this very object, and not one of the same name that was made since. */
  async discard({ apiVersion, kind, metadata: { name, namespace, uid } }: LiveObject): Promise<void> {
    const metadata = namespace === undefined ? { name } : { name, namespace };
    const options = { preconditions: { uid }, propagationPolicy: "Background" };
    try {
      await this.delete({ apiVersion, kind, metadata }, undefined, undefined, undefined, undefined, undefined, options);
    } catch (error) {
      // 409: another one has that name by now.
      if (!isStatus(error, 404) && !isStatus(error, 409)) throw error;
    }
  }

  version(): Promise<ServerVersion> {
    const request = this.configuration.baseServer.makeRequestContext("/version", HttpMethod.GET);
    return this.requestPromise(request) as Promise<object> as Promise<ServerVersion>;
  }

  /** What tells one cluster from another, by whichever address it is reached: the UID of the namespace that each has. */
  async clusterId(): Promise<string | null> {
    return (await this.find("v1", "Namespace", "kube-system"))?.metadata.uid ?? null;
  }

  /** Whether the account that we call with may make namespaces: without that, nothing else works either. */
  async mayMakeNamespaces(): Promise<boolean> {
    const question = { resourceAttributes: { verb: "create", resource: "namespaces" } };
    const review = { apiVersion: "authorization.k8s.io/v1", kind: "SelfSubjectAccessReview", spec: question };
    const { status } = (await this.create(review)) as { readonly status?: { readonly allowed?: boolean } };
    return status?.allowed === true;
  }

  /**
   * What is sent and received is left as it is. The client's models name fields their own way (`from` of a NetworkPolicy
   * is `_from` there, and `from` would be dropped, which allows everybody), and lack versions that older servers have.
   */
  async #write(
    method: HttpMethod,
    object: Manifest,
    contentType: string,
    query: Readonly<Record<string, string>>,
  ): Promise<LiveObject> {
    const path = await this.specUriPath(structuredClone(object) as KubernetesObject, "patch");
    const request = this.configuration.baseServer.makeRequestContext(path, method);
    request.setHeaderParam("Accept", "application/json");
    request.setHeaderParam("Content-Type", contentType);
    for (const [name, value] of Object.entries(query)) request.setQueryParam(name, value);
    request.setBody(JSON.stringify(object));
    return (await this.requestPromise(request)) as LiveObject;
  }

  /** Unlike the client's own, this leaves errors as they are: it writes into their messages, which those of aborts do not bear. */
  protected override async resource(apiVersion: string, kind: string): Promise<V1APIResource | undefined> {
    const known = (this.apiVersionResourceCache[apiVersion] ??= await this.#discover(apiVersion));
    return known.resources.find((resource) => resource.kind === kind);
  }

  #discover(apiVersion: string): Promise<V1APIResourceList> {
    const request = this.configuration.baseServer.makeRequestContext(this.apiVersionPath(apiVersion), HttpMethod.GET);
    return this.requestPromise(request) as Promise<object> as Promise<V1APIResourceList>;
  }

  protected override async processResponse<T extends KubernetesObject>(response: ResponseContext): Promise<T> {
    if (response.httpStatusCode > 299) return super.processResponse(response);
    return JSON.parse(await response.body.text()) as T;
  }
}

function configure(config: KubeConfig, signal: AbortSignal, callMsMax: number): Configuration {
  return createConfiguration({
    baseServer: new ServerConfiguration(config.getCurrentCluster()!.server, {}),
    authMethods: { default: config },
    promiseMiddleware: [
      {
        async pre(request) {
          request.setSignal(AbortSignal.any([signal, AbortSignal.timeout(callMsMax)]));
          return request;
        },
        post: async (response) => response,
      },
    ],
  });
}
