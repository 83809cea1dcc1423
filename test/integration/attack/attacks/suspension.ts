import { permissionsWhenSuspended, type TenantPermission } from "#domain/access/index.ts";
import { localFetch } from "#supervisor/index.ts";
import { eventually } from "#test/support/eventually.ts";
import { operationsOf } from "#test/support/contract/operations.ts";
import { addressAbout } from "#test/support/contract/requests-of.ts";
import { Breaches, forEach, type Attack } from "../breaches.ts";
import { codeOf } from "../caller.ts";

/** A suspended tenant is refused everywhere within a second, sites and all; but owners see its profile, pay and export. */
export const suspension: Attack = async ({ call, platform, berta, document }) => {
  const breaches = new Breaches();
  const path = `/admin/tenants/${berta.tenantId}`;
  const visit = () => localFetch(`http://${berta.hostname}:${platform.port}/secret`);
  const names = ["owner", "editor"] as const;
  const tokens = await Promise.all(names.map((role) => berta.people[role].tokenFor(berta.tenantId)));
  breaches.unless((await visit()).status === 200, "the site does not answer, so that nothing is shown");

  const suspended = await call("POST", `${path}/suspend`, { token: platform.token, body: { reason: "An attack" } });
  const since = performance.now();
  breaches.unless(suspended.status === 200, `it is not suspended: ${suspended.text}`);
  const isRefused = async () => {
    const [site, ...calls] = await Promise.all([
      visit(),
      ...tokens.map((token) => call("GET", "/websites", { token })),
    ]);
    return site!.status >= 400 && calls.every((answer) => "body" in answer && answer.status === 403);
  };
  const refused = await eventually("all is refused", isRefused, 2_500).catch(() => false);
  breaches.unless(refused, "a suspended tenant is not refused after two seconds and a half");
  breaches.unless(performance.now() - since < 1_500, `a suspended tenant goes on for ${performance.now() - since} ms`);

  const inTenant = operationsOf(document).filter(({ access }) => access === "tenant" || access === "website");
  for (const [index, role] of names.entries()) {
    await forEach(inTenant, async (operation) => {
      const { method, permission, operationId } = operation;
      const route = addressAbout(operation, berta.ids);
      // What no route takes: so nothing is done where a call is let through.
      const body = method === "GET" ? undefined : { unknown: true };
      const answer = await call(method, route, { token: tokens[index]!, body });
      const mayStill = role === "owner" && permissionsWhenSuspended.includes(permission as TenantPermission);
      const isRight = mayStill ? codeOf(answer) !== "tenant-inactive" : codeOf(answer) === "tenant-inactive";
      breaches.unless(isRight, `suspended, ${role}: ${operationId} answers ${answer.status} ${codeOf(answer)}`);
    });
  }
  const { cookie } = berta.people.editor;
  const exchanged = await call("POST", "/auth/token", { cookie, body: { tenantId: berta.tenantId } });
  breaches.unless(codeOf(exchanged) === "tenant-inactive", `an editor of it is given a token: ${exchanged.status}`);

  const activated = await call("POST", `${path}/activate`, { token: platform.token });
  breaches.unless(activated.status === 200, `it is not activated: ${activated.text}`);
  await eventually("the site is back", async () => (await visit()).status === 200, 10_000);
  return breaches.found;
};
