import { expect, test } from "vitest";
import { websiteSchema } from "#domain/contracts/index.ts";
import { apiRoutes } from "#workers/api/routes.ts";
import { callApi, hostname, problemIn, uploadTheme } from "./call-api.ts";

/** What the plan lists of that which is built: `shared/spec/hmwp-plan.md`, "API Endpoints". Money, themes' and plugins' own deployments come later. */
const planned = `
POST /admin/tenants
GET /admin/tenants
GET /admin/tenants/:tenantId
PUT /admin/tenants/:tenantId
DELETE /admin/tenants/:tenantId
POST /admin/tenants/:tenantId/suspend
POST /admin/tenants/:tenantId/activate
GET /tenant/profile
PUT /tenant/profile
GET /tenant/usage
POST /websites
GET /websites
GET /websites/:websiteId
PUT /websites/:websiteId
DELETE /websites/:websiteId
POST /websites/:websiteId/domains
POST /websites/:websiteId/pages
GET /websites/:websiteId/pages
GET /websites/:websiteId/pages/:documentId
PUT /websites/:websiteId/pages/:documentId
DELETE /websites/:websiteId/pages/:documentId
POST /websites/:websiteId/media
GET /websites/:websiteId/media
POST /deployments/content
GET /deployments
GET /deployments/:deploymentId
POST /deployments/:deploymentId/rollback
`;

test("every method and path of the plan is there", () => {
  const there = new Set(apiRoutes.map(({ method, path }) => `${method} ${path}`));
  const missing = planned
    .trim()
    .split("\n")
    .filter((each) => !there.has(each));
  expect(missing).toEqual([]);
});

async function createWebsite() {
  const body = { name: "Bakery", hostnames: [hostname()], theme: await uploadTheme() };
  return websiteSchema.parse(await (await callApi("POST", "/websites", { body })).json());
}

test("a website is updated as a whole in the version that was read", async () => {
  const { websiteId, serving, hostnames } = await createWebsite();
  const put = (body: unknown, headers: Record<string, string> = {}) =>
    callApi("PUT", `/websites/${websiteId}`, { body, headers });
  expect((await put({ name: "Studio" })).status).toBe(428);
  expect((await put({ name: "Studio" }, { "If-Match": '"9"' })).status).toBe(412);
  const current = { "If-Match": `"${serving.version}"` };
  expect((await put({ subdomain: "studio" }, current)).status).toBe(400);
  const updated = await put({ name: "Studio" }, current);
  expect(await updated.json()).toMatchObject({ name: "Studio", hostnames });
});

test("deployments are the same by whichever address: a website that no path names, the query names", async () => {
  const [{ websiteId }, other] = [await createWebsite(), await createWebsite()];
  const paths = [`/websites/${websiteId}/deployments`, `/deployments?websiteId=${websiteId}`];
  const [one, two] = await Promise.all(paths.map(async (path) => (await callApi("GET", path)).json()));
  expect(two).toEqual(one);
  const twice = await callApi("GET", `/deployments?websiteId=${websiteId}&websiteId=${other.websiteId}`);
  expect(twice.status).toBe(400);
  const nowhere = await callApi("GET", `/deployments/${crypto.randomUUID()}?websiteId=${crypto.randomUUID()}`);
  expect(await problemIn(nowhere)).toMatchObject({ status: 404, type: "urn:hotswap:problem:website-not-found" });
  const unnamed = await callApi("GET", "/deployments");
  expect(await problemIn(unnamed)).toMatchObject({ status: 400, errors: [{ location: "query.websiteId" }] });
});
