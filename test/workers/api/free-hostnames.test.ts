import { expect, test } from "vitest";
import { freeHostnames } from "#workers/api/websites/free-hostnames.ts";
import { activeState } from "#test/support/tenant-states.ts";

const id = "00000000-0000-7000-8000-0000000000aa";
const state = activeState(id, { subdomain: "acme" });
const actor = { kind: "person", personId: id, sessionId: id, platformRole: null, impersonatedBy: null } as const;

function isFree(hostname: string, apiHostname: string): boolean {
  return freeHostnames([hostname], { actor, state }, { apiHostname, sitesDomain: "sites.example.net" }).ok;
}

test("names beside the API's are the platform's, wherever its sites are: links of mails lead to one of them", () => {
  for (const hostname of ["app.example.com", "example.com", "x.app.example.com", "api.example.com"]) {
    expect(isFree(hostname, "api.example.com"), hostname).toBe(false);
  }
  expect(isFree("www.other.com", "api.example.com")).toBe(true);
  expect(isFree("shop.acme.sites.example.net", "api.example.com")).toBe(true);
});

test("a platform whose API is a domain's own name has what is below it, and not all that ends alike", () => {
  expect(isFree("app.hotswap.com", "hotswap.com")).toBe(false);
  expect(isFree("www.other.com", "hotswap.com")).toBe(true);
});
