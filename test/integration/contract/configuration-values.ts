import type { Platform } from "#supervisor/index.ts";
import { callApi } from "#test/integration/api/client.ts";
import type { KnownValues } from "#test/support/contract/arbitrary-of.ts";

/** Values for operations of the configuration: a website of their own, since each call is another version of it. */
export async function configurationValues(
  platform: Platform,
  theme: string,
): Promise<readonly (readonly [string, KnownValues])[]> {
  const hostnames = ["configuration.contract.localhost"];
  const made = await callApi(platform, "POST", "/websites", { name: "Configuration", hostnames, theme });
  if (made.status !== 201) throw new Error(`no website: ${JSON.stringify(made.body)}`);
  // What is active is meant, whichever it is.
  const any = { WebsiteId: [made.body.websiteId], "If-Match": ["*"] };
  const of = "WebsitesByWebsiteId";
  return [
    [
      `patch${of}Configuration`,
      {
        ...any,
        timeZone: ["UTC", "Europe/Vienna"],
        url: [undefined, null],
        postsPath: [undefined, null],
        language: ["en"],
      },
    ],
    [`get${of}ConfigurationHistory`, { ...any, cursor: [undefined, "9"] }],
    [`put${of}FeatureFlagsByName`, any],
    [`delete${of}FeatureFlagsByName`, any],
    [`put${of}EnvironmentByName`, { ...any, value: ["1"], secret: ["s"] }],
    [`delete${of}EnvironmentByName`, any],
  ];
}
