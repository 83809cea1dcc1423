import { eventually } from "#test/support/eventually.ts";
import { auditOf } from "../audit-of.ts";
import { Breaches, type Attack } from "../breaches.ts";
import { codeOf } from "../caller.ts";
import { makePerson } from "../people.ts";

let administrators = 0;

/** Acting as somebody is for the platform's administrators, is known for what it is, and ends with the right to it. */
export const impersonation: Attack = async (world) => {
  const { call, platform, anna, berta, administrator, support } = world;
  const breaches = new Breaches();
  administrators += 1;
  const acting = await makePerson(platform, `acting-${administrators}`, { platformRole: "administrator" });
  const path = (personId: string) => `/admin/people/${personId}/impersonate`;
  const body = { tenantId: anna.tenantId, reason: "To see what happens" };
  const target = anna.people.editor.personId;
  const asActing = await acting.tokenFor(null);

  const refused: readonly [string, string, string, object][] = [
    ["support", await support.tokenFor(null), target, body],
    ["an owner", await anna.people.owner.tokenFor(null), target, body],
    ["the platform's token", platform.token, target, body],
    ["an administrator, as another", asActing, administrator.personId, body],
    ["an administrator, as themself", asActing, acting.personId, body],
    ["an administrator, as a stranger to the tenant", asActing, berta.people.owner.personId, body],
    ["an administrator, without a reason", asActing, target, { tenantId: anna.tenantId }],
  ];
  for (const [who, token, personId, input] of refused) {
    const { status } = await call("POST", path(personId), { token, body: input });
    breaches.unless(status >= 400 && status < 500, `${who} acts as somebody: ${status}`);
  }

  const begun = await call("POST", path(target), { token: asActing, body });
  breaches.unless(begun.status === 200, `an administrator may not act as a member: ${begun.text}`);
  const token = begun.body.accessToken as string;
  const allowed = await call("GET", "/tenant/members", { token });
  breaches.unless(
    allowed.status === 200,
    `acting as a member does not work, so that nothing is shown: ${allowed.text}`,
  );
  const tried: readonly [string, string, Record<string, string>][] = [
    ["reads the platform's tenants", "/admin/tenants", {}],
    ["reads people", "/admin/people", {}],
    ["does what an editor may not", "/tenant/audit", {}],
    ["names another tenant", "/tenant/profile", { "X-Tenant-ID": berta.tenantId }],
    ["reads another tenant's website", `/websites/${berta.ids["websiteId"]}`, {}],
  ];
  for (const [what, route, headers] of tried) {
    const { status } = await call("GET", route, { token, headers });
    breaches.unless(status >= 400 && status < 500, `who acts as an editor ${what}: ${status}`);
  }
  // What is tried under another's name is in the log as tried by who did it.
  const told = await eventually(
    "it is logged",
    async () => {
      const entries = await auditOf(world, berta.tenantId, "access.refused");
      const own = entries.filter(({ actor }) => actor.personId === target && actor.impersonatedBy === acting.personId);
      return own.length >= 2;
    },
    3_000,
  ).catch(() => false);
  breaches.unless(told, "what an administrator tried as another is not in the log as theirs");

  const role = { token: platform.token, body: { platformRole: null } };
  await call("PUT", `/admin/people/${acting.personId}/platform-role`, role);
  const ended = await eventually(
    "it ends",
    async () => codeOf(await call("GET", "/tenant/members", { token })) === "unauthorized",
    2_000,
  ).catch(() => false);
  breaches.unless(ended, "who is of the platform no more goes on acting as a member");
  return breaches.found;
};
