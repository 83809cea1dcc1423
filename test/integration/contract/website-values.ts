import type { Platform } from "#supervisor/index.ts";
import { callApi } from "#test/integration/api/client.ts";
import type { KnownValues } from "#test/support/contract/arbitrary-of.ts";

/** Values for operations on websites that need them as they were made, or with something on them: each has one of its own. */
export async function websiteValues(
  platform: Platform,
  theme: string,
): Promise<readonly (readonly [string, KnownValues])[]> {
  const call = async (method: string, path: string, given?: unknown) => {
    const answer = await callApi(platform, method, path, given);
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer;
  };
  const make = async (name: string): Promise<string> => {
    const given = { name, hostnames: [`${name}.contract.localhost`], theme };
    return String((await call("POST", "/websites", given)).body.websiteId);
  };
  const [changed, replaced, withDomains] = await Promise.all(["changed", "replaced", "with-domains"].map(make));
  const hostnames = ["one", "two", "three"].map((name) => `${name}.contract.example`);
  for (const hostname of hostnames) await call("POST", `/websites/${withDomains}/domains`, { hostname });
  const tagOf = async (websiteId: string) => (await call("GET", `/websites/${websiteId}`)).headers.get("ETag")!;
  return [
    ["patchWebsitesByWebsiteId", { WebsiteId: [changed], "If-Match": [await tagOf(changed!)] }],
    ["putWebsitesByWebsiteId", { WebsiteId: [replaced], "If-Match": [await tagOf(replaced!)] }],
    ["deleteWebsitesByWebsiteIdDomainsByHostname", { WebsiteId: [withDomains], hostname: hostnames }],
  ];
}
