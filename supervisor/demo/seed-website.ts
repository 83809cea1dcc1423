import { z } from "zod";
import { changeSchema } from "#domain/contracts/index.ts";
import { deploymentSchema } from "#domain/deployment/index.ts";
import type { Digest } from "#domain/digest/index.ts";
import type { ApiClient } from "./api-client.ts";
import type { DemoSite } from "./demo-site.ts";
import { expectAnswer } from "./expect-answer.ts";
import { uploadPictures } from "./upload-pictures.ts";

/**
 * - `missing`: it was not created, or not to the end.
 * - `empty`: it was created, its content was never deployed.
 * - `seeded`: something was deployed to it; it is its owner's now.
 * - `deleted`: its owner did not want it.
 * - `closed`: its tenant is suspended, or was taken down.
 */
export type SeedState = "missing" | "empty" | "seeded" | "deleted" | "closed";

export async function findSeedState(api: ApiClient, { websiteId }: DemoSite): Promise<SeedState> {
  const { status, body } = await api.call({ method: "GET", path: `/websites/${websiteId}/deployments?limit=2` });
  if (status === 404) return "missing";
  if (status === 410) return "deleted";
  if (status === 403) return "closed";
  const history = z.object({ items: z.array(deploymentSchema) }).parse(body);
  // The first deployment is the last step of the website's creation.
  return (["missing", "empty", "seeded"] as const)[history.items.length]!;
}

/** Creates the website and deploys its content. May be repeated after any interruption. */
export async function seedWebsite(api: ApiClient, site: DemoSite, theme: Digest): Promise<void> {
  const { websiteId, name, hostname, configuration } = site;
  const website = { websiteId, tenantId: api.tenantId, name, hostnames: [hostname], theme, configuration };
  await expectAnswer(api, { method: "POST", path: "/websites", body: website }, [200, 201], z.unknown());
  await deployContent(api, site);
}

/** For a website that was created, by an earlier start perhaps, and has no content yet. */
export async function deployContent(api: ApiClient, site: DemoSite): Promise<void> {
  const { websiteId, documents, records, themeSettings } = site;
  const path = `/websites/${websiteId}`;
  const media = await uploadPictures(api, site.pictures);
  const body = {
    leaves: { themeSettings },
    documents: { put: documents },
    records: { put: [...media, ...records] },
  };
  const { changeId } = await expectAnswer(api, { method: "POST", path: `${path}/changes`, body }, [201], changeSchema);
  await expectAnswer(
    api,
    {
      method: "POST",
      path: `${path}/deployments`,
      body: { changeId, message: "The demo's first content." },
      idempotencyKey: "demo",
    },
    [201],
    deploymentSchema,
  );
}
