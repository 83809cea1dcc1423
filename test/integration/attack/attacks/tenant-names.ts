import { randomUUID } from "node:crypto";
import { localFetch } from "#supervisor/index.ts";
import { codeOf, type Answer } from "../caller.ts";
import { Breaches, type Attack } from "../breaches.ts";

/** The other tenant is named wherever a tenant can be: by header, host, body, query, and as what a token is asked for. */
export const tenantNames: Attack = async ({ call, platform, anna, berta, stranger }) => {
  const breaches = new Breaches();
  const { owner } = anna.people;
  const token = await owner.tokenFor(anna.tenantId);
  const withoutTenant = await stranger.tokenFor(null);
  const must = (answer: Answer, code: string, what: string) => {
    breaches.unless(codeOf(answer) === code, `${what}: ${answer.status} ${answer.text.slice(0, 200)}`);
    breaches.unless(!answer.text.includes(berta.name), `${what} tells of the other tenant: ${answer.text}`);
  };

  const header = (value: string, given = token) =>
    call("GET", "/tenant/profile", { token: given, headers: { "X-Tenant-ID": value } });
  must(await header(berta.tenantId), "tenant-mismatch", "the header names the other tenant");
  must(await header(berta.tenantId.toUpperCase()), "tenant-mismatch", "the header names it in capitals");
  must(await header(`${anna.tenantId}, ${berta.tenantId}`), "invalid-request", "the header names both");
  must(await header(berta.tenantId, withoutTenant), "tenant-mismatch", "a stranger's header names it");
  must(await call("GET", "/tenant/profile", { token: withoutTenant }), "tenant-required", "a stranger names none");

  const website = (more: object) =>
    call("POST", "/websites", { token, body: { name: "X", hostnames: ["x.example"], theme: anna.theme, ...more } });
  must(await website({ tenantId: berta.tenantId }), "tenant-mismatch", "a website's body names it");
  must(
    await website({ websiteId: berta.ids["websiteId"] }),
    "website-not-found",
    "a website is to have its website's id",
  );
  for (const hostname of [
    berta.hostname,
    `x.${berta.subdomain}.localhost`,
    "app.localhost",
    "localhost",
    "api.localhost",
  ]) {
    const taken = await website({ hostnames: [hostname] });
    const isRefused = ["hostname-taken", "hostname-not-allowed"].includes(codeOf(taken));
    breaches.unless(isRefused, `a website at ${hostname} is not refused for its name: ${taken.text}`);
  }
  const listed = await call("GET", `/websites?tenantId=${berta.tenantId}`, { token });
  breaches.unless(listed.status >= 400 && !listed.text.includes(berta.name), `a list took a tenant: ${listed.text}`);

  const exchange = (cookie: string, tenantId: string) => call("POST", "/auth/token", { cookie, body: { tenantId } });
  must(await exchange(owner.cookie, berta.tenantId), "tenant-not-found", "a token for it is asked for");
  must(await exchange(owner.cookie, randomUUID()), "tenant-not-found", "a token for no tenant is asked for");
  must(
    await exchange(owner.cookie, "00000000-0000-7000-8000-000000000000"),
    "tenant-not-found",
    "a token for the platform as a tenant is asked for",
  );

  // By the site's host the API is none; by the API's host on the sites' port it asks for the same.
  const atSite = await localFetch(`http://${berta.hostname}:${platform.port}/api/v1/tenant/profile`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  breaches.unless(atSite.status === 404, `the API answers at a site's host: ${atSite.status}`);
  const atPort = await localFetch(`http://api.localhost:${platform.port}/api/v1/tenant/profile`, {
    headers: { Authorization: `Bearer ${token}`, "X-Tenant-ID": berta.tenantId, "X-Forwarded-Host": berta.hostname },
  });
  breaches.unless(atPort.status === 400, `another host is believed: ${atPort.status}`);
  return breaches.found;
};
