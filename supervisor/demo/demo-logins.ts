import type { Login } from "../local-file.ts";
import { demoTenants, platformAdministrator } from "./demo-tenants.ts";

/** As whom one can sign in to the demo: its people, and last the operator, whose token does everything. */
export function demoLogins(password: string, token: string): readonly Login[] {
  const administrator: Login = {
    role: "platform-administrator",
    tenantId: null,
    email: platformAdministrator.email,
    password,
    token: null,
  };
  const members = demoTenants.flatMap(({ tenantId, people }) =>
    people.map(({ role, email }): Login => {
      return { role: role === "owner" ? "owner" : "editor", tenantId, email, password, token: null };
    }),
  );
  return [administrator, ...members, { role: "operator", tenantId: null, email: null, password: null, token }];
}
