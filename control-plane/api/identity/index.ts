import type { Hono } from "hono";
import type { IdentityServices } from "../../identity/index.ts";
import type { ControlPlaneVariables } from "../context.ts";
import { mountAccounts } from "./accounts.ts";
import { getKeySet } from "./key-set.ts";
import { mountJoining } from "./joining.ts";
import { mountInvitations, mountMembers } from "./members.ts";
import { mountPeople } from "./people.ts";
import { mountPasskeys, mountTotp } from "./second-factors.ts";
import { mountSessions } from "./sessions.ts";

/** All that has to do with people. */
export function mountIdentity(app: Hono<{ Variables: ControlPlaneVariables }>, services: IdentityServices): void {
  app.get("/internal/jwks", getKeySet(services));
  mountAccounts(app, services);
  mountSessions(app, services);
  mountTotp(app, services);
  mountPasskeys(app, services);
  mountJoining(app, services);
  mountMembers(app, services);
  mountInvitations(app, services);
  mountPeople(app, services);
}
