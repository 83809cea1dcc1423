import type { Hono } from "hono";
import type { IdentityServices } from "../../identity/index.ts";
import type { ControlPlaneVariables } from "../context.ts";
import { mountAccounts } from "./accounts.ts";
import { getKeySet } from "./key-set.ts";
import { mountSessions } from "./sessions.ts";

/** All that has to do with people. */
export function mountIdentity(app: Hono<{ Variables: ControlPlaneVariables }>, services: IdentityServices): void {
  app.get("/internal/jwks", getKeySet(services));
  mountAccounts(app, services);
  mountSessions(app, services);
}
