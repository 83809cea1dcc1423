import type { Route } from "../route.ts";
import { getProfile, replaceProfile, updateProfile } from "./profile-routes.ts";
import { getUsage } from "./usage-routes.ts";

/** The tenant that the caller is at work in. */
export const tenantRoutes: readonly Route[] = [getProfile, updateProfile, replaceProfile, getUsage];
