import { tenantRoles, type TenantRole } from "#domain/access/index.ts";
import { Breaches, type Attack } from "../breaches.ts";
import type { CallInput } from "../caller.ts";

/** Nobody becomes more than they are: not by giving themselves a role, nor through others, nor by members of bodies that are none. */
export const escalation: Attack = async (world) => {
  const { call, anna, berta, administrator, support } = world;
  const breaches = new Breaches();
  const { tenantId, people } = anna;
  const refuse = async (what: string, method: string, path: string, input: CallInput) => {
    const { status, text } = await call(method, path, input);
    breaches.unless(status >= 400 && status < 500, `${what}: ${status} ${text.slice(0, 200)}`);
  };
  for (const role of tenantRoles.filter((each) => each !== "owner")) {
    const token = await people[role].tokenFor(tenantId);
    const own = `/tenant/members/${people[role].personId}`;
    const higher = tenantRoles.slice(0, tenantRoles.indexOf(role) + 1);
    for (const wanted of higher) {
      if (wanted !== role)
        await refuse(`${role} makes themself ${wanted}`, "PATCH", own, { token, body: { role: wanted } });
      const invitation = { email: `${role}-${wanted}@evil.example`, role: wanted };
      await refuse(`${role} invites ${wanted}`, "POST", "/tenant/invitations", { token, body: invitation });
    }
    for (const other of higher.filter((each) => each !== role)) {
      const path = `/tenant/members/${people[other].personId}`;
      await refuse(`${role} demotes ${other}`, "PATCH", path, { token, body: { role: "viewer" } });
      await refuse(`${role} removes ${other}`, "DELETE", path, { token });
      await refuse(`${role} signs ${other} out`, "POST", `${path}/sign-out`, { token });
    }
  }

  // The platform's routes, by everyone who is not of it, and what only its administrators may do, by its support.
  const inTenant = await people.owner.tokenFor(tenantId);
  const forPlatform = await people.owner.tokenFor(null);
  const supporting = await support.tokenFor(null);
  const personId = people.owner.personId;
  const writes: readonly [string, string, unknown][] = [
    ["POST", "/admin/tenants", { name: "Mine", subdomain: "mine-now" }],
    ["POST", `/admin/tenants/${berta.tenantId}/suspend`, { reason: "because" }],
    ["PUT", `/admin/people/${personId}/platform-role`, { platformRole: "administrator" }],
    ["POST", "/admin/people", { email: "root@evil.example", name: "Root", platformRole: "administrator" }],
    ["POST", `/admin/people/${berta.ids["personId"]}/sign-out`, undefined],
    [
      "POST",
      `/admin/people/${berta.ids["personId"]}/impersonate`,
      { tenantId: berta.tenantId, reason: "because I can" },
    ],
  ];
  const reads = ["/admin/tenants", "/admin/people", `/admin/people/${personId}`, "/admin/audit", "/admin/audit/export"];
  for (const token of [inTenant, forPlatform]) {
    for (const path of reads) await refuse(`an owner reads ${path}`, "GET", path, { token });
    for (const [method, path, body] of writes)
      await refuse(`an owner: ${method} ${path}`, method, path, { token, body });
  }
  for (const [method, path, body] of writes) {
    await refuse(`support: ${method} ${path}`, method, path, { token: supporting, body });
  }
  const supportIn = await support.tokenFor(berta.tenantId);
  const supportWrites: readonly [string, string, unknown][] = [
    ["PATCH", "/tenant/profile", { name: "Changed" }],
    ["POST", "/tenant/invitations", { email: "x@evil.example", role: "viewer" }],
    ["DELETE", `/websites/${berta.ids["websiteId"]}`, undefined],
    ["POST", `/websites/${berta.ids["websiteId"]}/changes`, { documents: { delete: ["secret"] } }],
    ["GET", "/tenant/audit/export", undefined],
  ];
  for (const [method, path, body] of supportWrites) {
    await refuse(`support in a tenant: ${method} ${path}`, method, path, {
      token: supportIn,
      body,
      headers: { "If-Match": '"1"' },
    });
  }

  // Members of bodies that nobody asked for.
  const more = {
    role: "owner",
    tenantId: berta.tenantId,
    version: 9,
    platformRole: "administrator",
    status: "active",
    tier: "custom",
  };
  const bodies: readonly [string, string, Record<string, unknown>][] = [
    ["PATCH", "/tenant/profile", { name: "Changed" }],
    ["PATCH", "/tenant/settings", { locale: "de" }],
    ["PATCH", `/tenant/members/${people.viewer.personId}`, { role: "viewer" }],
    ["POST", "/tenant/invitations", { email: "x@evil.example", role: "viewer" }],
  ];
  for (const [method, path, body] of bodies) {
    for (const [key, value] of Object.entries(more).filter(([each]) => !(each in body))) {
      const input = { token: inTenant, body: { ...body, [key]: value }, headers: { "If-Match": '"1"' } };
      await refuse(`${method} ${path} takes ${key}`, method, path, input);
    }
    for (const key of ["__proto__", "constructor", "prototype"]) {
      const text = JSON.stringify(body).replace("{", `{"${key}":{"role":"owner","platformRole":"administrator"},`);
      await refuse(`${method} ${path} takes ${key}`, method, path, {
        token: inTenant,
        body: text,
        headers: { "If-Match": '"1"' },
      });
    }
  }
  const signingUp = {
    email: "mass@evil.example",
    name: "Mass",
    password: "tangerine umbrella 43",
    tenant: { name: "Mass", subdomain: "mass-x" },
  };
  for (const key of ["platformRole", "emailVerified", "memberships", "role"]) {
    await refuse(`signing up takes ${key}`, "POST", "/auth/sign-up", {
      body: { ...signingUp, [key]: "administrator" },
    });
  }
  for (const role of tenantRoles) {
    const me = await call("GET", "/auth/session", { cookie: people[role].cookie });
    const roles = (me.body.memberships as { role: TenantRole }[]).map((membership) => membership.role);
    breaches.unless(me.body.person.platformRole === null && roles.join() === role, `${role} has become ${me.text}`);
  }
  breaches.unless((await administrator.tokenFor(null)) !== "", "the administrator is one no more");
  return breaches.found;
};
