import type { z } from "zod";
import { pageOf } from "#domain/contracts/index.ts";
import { deploymentSchema } from "#domain/deployment/index.ts";
import type { WebsiteContext } from "../access/context.ts";
import { answer, type Handled } from "../answer.ts";
import { listQueryWith } from "../list-query.ts";
import { websitePath, websiteQuery } from "../paths.ts";
import { defineRoute, type Call } from "../route.ts";

const query = listQueryWith(/^\d{1,15}$/);

const listing = {
  method: "GET",
  access: { kind: "website", permission: "content:read" },
  answers: { 200: pageOf(deploymentSchema) },
} as const;

/** `GET /websites/:websiteId/deployments`: the website's history, newest first. */
export const listDeployments = defineRoute({
  ...listing,
  path: "/websites/:websiteId/deployments",
  summary: "List deployments",
  params: websitePath,
  query,
  handle: list,
});

/** `GET /deployments?websiteId=…`: the same. */
export const listDeploymentsOf = defineRoute({
  ...listing,
  path: "/deployments",
  summary: "List deployments of a website",
  query: query.extend(websiteQuery.shape),
  handle: list,
});

async function list({ context, query: { limit, cursor }, services }: Listing): Promise<Handled> {
  return answer(
    200,
    await services.onWebsite(context.website, (website) => website.listDeployments({ limit, cursor })),
  );
}

type Listing = Pick<Call<WebsiteContext, unknown, z.output<typeof query>, unknown>, "context" | "query" | "services">;
