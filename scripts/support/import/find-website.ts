import { z } from "zod";
import { websiteSummaryPageSchema } from "#domain/contracts/index.ts";
import { websiteIdSchema } from "#domain/ids/index.ts";
import { ApiError, type ApiClient } from "./api-client.ts";

export interface FoundWebsite {
  readonly websiteId: string;
  readonly hostname: string;
}

const websiteSchema = z.object({ websiteId: z.string(), hostnames: z.array(z.string()).min(1) });

/** The website with this id or hostname. @param name either; a hostname may be written as an address, with a port */
export async function findWebsite(api: ApiClient, name: string): Promise<FoundWebsite> {
  const id = websiteIdSchema.safeParse(name);
  if (id.success) {
    const { websiteId, hostnames } = websiteSchema.parse(await api.call("GET", `/websites/${id.data}`));
    return { websiteId, hostname: hostnames[0]! };
  }
  const hostname = hostnameOf(name);
  let cursor: string | null = null;
  do {
    const search = new URLSearchParams({ limit: "200", ...(cursor === null ? {} : { cursor }) });
    const page: z.infer<typeof websiteSummaryPageSchema> = websiteSummaryPageSchema.parse(
      await api.call("GET", `/websites?${search}`),
    );
    const found = page.items.find(({ hostnames }) => hostnames.includes(hostname));
    if (found !== undefined) return { websiteId: found.websiteId, hostname };
    cursor = page.cursor;
  } while (cursor !== null);
  throw new ApiError(`No website has the id or hostname ${name}.`, false);
}

function hostnameOf(name: string): string {
  const address = name.includes("://") ? name : `http://${name}`;
  return URL.canParse(address) ? new URL(address).hostname : name;
}
