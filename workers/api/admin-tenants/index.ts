import type { Route } from "../route.ts";
import { provisioningRoutes } from "../provisioning/index.ts";
import { activateTenant, deleteTenant, restoreTenant, suspendTenant } from "./status-routes.ts";
import { removeKubeconfig, setKubeconfig } from "./kubeconfig-routes.ts";
import { createTenant, getTenant, listTenants, replaceTenant, updateTenant } from "./tenant-routes.ts";

/** Tenants, as the platform works with them. */
export const adminTenantRoutes: readonly Route[] = [
  createTenant,
  listTenants,
  getTenant,
  updateTenant,
  replaceTenant,
  deleteTenant,
  suspendTenant,
  activateTenant,
  restoreTenant,
  setKubeconfig,
  removeKubeconfig,
  ...provisioningRoutes,
];
