import { operationsOf } from "#test/support/contract/operations.ts";
import { addressAbout } from "#test/support/contract/requests-of.ts";
import { eventually } from "#test/support/eventually.ts";
import { auditOf, chainFaultOf } from "../audit-of.ts";
import { Breaches, forEach, type Attack } from "../breaches.ts";

/** Whoever reaches for what is another tenant's is in that tenant's log, with the route: it is tried here once more for each. */
export const refusalsAreLogged: Attack = async (world) => {
  const { call, anna, berta, document } = world;
  const breaches = new Breaches();
  const { owner } = anna.people;
  const token = await owner.tokenFor(anna.tenantId);
  const seen = (await auditOf(world, berta.tenantId, "access.refused"))[0]?.sequence ?? 0;
  const operations = operationsOf(document).filter(({ access }) => access === "website");
  await forEach(operations, async (operation) => {
    await call(operation.method, addressAbout(operation, berta.ids), { token });
  });
  await call("GET", "/tenant/profile", { token, headers: { "X-Tenant-ID": berta.tenantId } });
  await call("POST", "/auth/token", { cookie: owner.cookie, body: { tenantId: berta.tenantId } });
  const wanted = [
    ...operations.map(({ method, path }) => `${method} ${path.replace(/\{(\w+)\}/g, ":$1")}`),
    "GET /tenant/profile",
    berta.tenantId,
  ];
  const logged = async () => {
    const entries = await auditOf(world, berta.tenantId, "access.refused");
    const own = entries.filter(({ actor, sequence }) => sequence > seen && actor.personId === owner.personId);
    const routes = new Set(own.map(({ target }) => target.id));
    return wanted.filter((route) => !routes.has(route));
  };
  await eventually("all are logged", async () => (await logged()).length === 0, 4_000).catch(() => undefined);
  for (const route of await logged()) breaches.unless(false, `not in the log: ${route}`);
  const fault = await chainFaultOf(world, berta);
  breaches.unless(fault === null, `the chain of the log is broken: ${fault}`);
  return breaches.found;
};
