import { z } from "zod";

const cidrs = z
  .string()
  .default("")
  .transform((text) =>
    text
      .split(",")
      .map((cidr) => cidr.trim())
      .filter((cidr) => cidr !== ""),
  )
  .pipe(z.array(z.union([z.cidrv4(), z.cidrv6()], { error: "must be networks such as 203.0.113.0/24" })));

/**
 * Without a kubeconfig and outside of a cluster there is no Kubernetes; the rest is read only where there is.
 */
export const kubernetesConfigSchema = z
  .object({
    /** Path of a file. Within a cluster it may be left out: the service account of the pod is taken. */
    KUBECONFIG: z.string().min(1).optional(),
    /** Set by Kubernetes in each pod. */
    KUBERNETES_SERVICE_HOST: z.string().min(1).optional(),
    /** The image of tenants' plugin hosts, by digest or version. */
    PLUGIN_HOST_IMAGE: z
      .string()
      .regex(
        /^[^\s@:]+(:\d+)?(\/[^\s@:]+)*(:[\w.-]+|@sha256:[0-9a-f]{64})$/,
        "must be an image with its version or digest",
      )
      .optional(),
    /** Where plugin hosts find the platform's gateway, e.g. `http://gateway.hotswap.svc:8790`. */
    PLUGIN_GATEWAY_URL: z
      .string()
      .regex(/^https?:\/\/[^\s/?#@]+$/, "must be an http address without a path")
      .default("http://gateway.hotswap.svc:8790"),
    /** The platform's own namespace. */
    PLATFORM_NAMESPACE: z
      .string()
      .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, "must be a namespace")
      .default("hotswap"),
    /** The platform as clusters of tenants' own see it: networks, separated by commas. */
    PLATFORM_NETWORKS: cidrs,
  })
  .refine(
    ({ KUBECONFIG, KUBERNETES_SERVICE_HOST, PLUGIN_HOST_IMAGE }) =>
      (KUBECONFIG === undefined && KUBERNETES_SERVICE_HOST === undefined) || PLUGIN_HOST_IMAGE !== undefined,
    { path: ["PLUGIN_HOST_IMAGE"], error: "is missing, and needed with Kubernetes" },
  );

export type KubernetesConfig = z.infer<typeof kubernetesConfigSchema>;
