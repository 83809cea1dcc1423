import type { ApiSession } from "../api/api-session.ts";
import type { LiveObject } from "../api/live-object.ts";
import { KubernetesRefused } from "../api/failures.ts";
import { kindNames } from "../api/kinds.ts";
import type { ServedVersions } from "../api/served-versions.ts";
import { namespaceOf, tenantLabel, type Kind, type Manifest } from "../objects/index.ts";

/** What there is in a tenant's namespace, by kind and name. */
export interface TenantState {
  readonly namespace: LiveObject | undefined;
  /** Of the kinds that we make, also objects of others. */
  readonly objects: readonly LiveObject[];
}

export async function readState(api: ApiSession, served: ServedVersions, tenantId: string): Promise<TenantState> {
  const namespace = await findNamespace(api, tenantId);
  if (namespace === undefined) return { namespace, objects: [] };
  const within = kindNames.filter((kind) => kind !== "Namespace");
  const lists = await Promise.all(within.map((kind) => listKind(api, served.get(kind), kind, tenantId)));
  return { namespace, objects: lists.flat() };
}

/** The tenant's namespace. One of that name which is not the tenant's is nobody's to touch: throws a `KubernetesRefused`. */
export async function findNamespace(api: ApiSession, tenantId: string): Promise<LiveObject | undefined> {
  const name = namespaceOf(tenantId);
  const namespace = await api.find("v1", "Namespace", name);
  if (namespace !== undefined && namespace.metadata.labels?.[tenantLabel] !== tenantId) {
    throw new KubernetesRefused(`The namespace ${name} is not labelled as the tenant's; it is left alone.`);
  }
  return namespace;
}

export function findLive({ namespace, objects }: TenantState, { kind, metadata }: Manifest): LiveObject | undefined {
  if (kind === "Namespace") return namespace;
  return objects.find((object) => object.kind === kind && object.metadata.name === metadata.name);
}

async function listKind(api: ApiSession, apiVersion: string | undefined, kind: Kind, tenantId: string) {
  return apiVersion === undefined ? [] : api.listAll(apiVersion, kind, namespaceOf(tenantId));
}
