import { digestOf } from "#domain/digest/index.ts";
import { tierSchema } from "#domain/tenant/index.ts";
import { kinds } from "../api/kinds.ts";
import { isScaled, tenantLabel, tierLabel, type Kind } from "../objects/index.ts";

/** An object as a watch tells of it. */
export interface Seen {
  readonly metadata?: {
    readonly name?: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly [part: string]: unknown;
}

/** Whose an object is: by its label, or by the namespace that it lies in. Null for what is no tenant's. */
export function tenantOf(kind: Kind, { metadata = {} }: Seen): string | null {
  const namespace = kind === "Namespace" ? metadata.name : metadata.namespace;
  const match = /^tenant-([0-9a-f-]{36})$/.exec(namespace ?? "");
  return match === null ? (metadata.labels?.[tenantLabel] ?? null) : match[1]!;
}

/** Changes with what the driver sees to, and not with what controllers note: status, annotations, replicas by load. */
export function concernOf(kind: Kind, object: Seen): string {
  const labels = object.metadata?.labels ?? {};
  const tier = tierSchema.safeParse(labels[tierLabel]);
  const parts = kinds[kind].parts.map((part) => {
    const value = object[part] ?? null;
    const replicasVary = kind === "Deployment" && tier.success && isScaled(tier.data);
    return replicasVary ? { ...(value as object), replicas: null } : value;
  });
  return digestOf([labels, ...parts]);
}
