import { createApiClient } from "#supervisor/demo/api-client.ts";
import { uploadTheme } from "#supervisor/demo/upload-theme.ts";
import { localFetch, type Platform } from "#supervisor/index.ts";
import { plainTheme } from "#test/support/plain-theme.ts";

/** A website of the tenant that is served, as visitors and as callers of the API find it. */
export async function hostsOf(platform: Pick<Platform, "urls" | "token" | "port">, tenantId: string) {
  const theme = await uploadTheme(createApiClient(platform.urls.api, platform.token, tenantId), plainTheme);
  const hostname = `site-${tenantId}.localhost`;
  const headers = { Authorization: `Bearer ${platform.token}`, "Content-Type": "application/json" };
  const made = await localFetch(`${platform.urls.api}/websites`, {
    method: "POST",
    headers: { ...headers, "X-Tenant-ID": tenantId },
    body: JSON.stringify({ tenantId, name: "Site", hostnames: [hostname], theme }),
  });
  const text = await made.text();
  if (made.status !== 201) throw new Error(text);
  const { websiteId } = JSON.parse(text) as { websiteId: string };
  return {
    websiteId,
    /** The status that a visitor gets. */
    async read(): Promise<number> {
      const response = await localFetch(`http://${hostname}:${platform.port}/`);
      await response.arrayBuffer();
      return response.status;
    },
    call: () => localFetch(`${platform.urls.api}/websites/${websiteId}/released/documents?limit=1`, { headers }),
  };
}
