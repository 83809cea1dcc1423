import type { Route } from "../route.ts";
import { accountRoutes } from "./account-routes.ts";
import { joiningRoutes } from "./joining-routes.ts";
import { passkeyRoutes, totpRoutes } from "./second-factor-routes.ts";
import { sessionRoutes } from "./session-routes.ts";

export const authRoutes: readonly Route[] = [
  ...accountRoutes,
  ...sessionRoutes,
  ...totpRoutes,
  ...passkeyRoutes,
  ...joiningRoutes,
];
