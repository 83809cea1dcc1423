import type { Route } from "../route.ts";
import { accountRoutes } from "./account-routes.ts";
import { sessionRoutes } from "./session-routes.ts";

export const authRoutes: readonly Route[] = [...accountRoutes, ...sessionRoutes];
