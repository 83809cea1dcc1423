/**
 * Where the platform is, as seen from a tenant's namespace: in a namespace of the same cluster, or, for a cluster of the
 * tenant's own, at addresses outside of it (CIDR).
 */
export type PlatformPlace =
  | { readonly kind: "namespace"; readonly namespace: string; readonly gatewayPort: number }
  | { readonly kind: "addresses"; readonly cidrs: readonly string[]; readonly gatewayPort: number };
