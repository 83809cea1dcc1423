import type { z } from "zod";
import type { TenantPermission } from "#domain/access/index.ts";
import { fail } from "#domain/errors/index.ts";
import type { Handled } from "../answer.ts";
import type { WebsiteContext } from "../access/context.ts";
import type { ApiServices } from "../context.ts";
import type { PassedOnCall } from "../control-plane-client.ts";
import { defineRoute, type Definition, type Nothing, type Route } from "../route.ts";

interface UploadRoute<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> extends Omit<
  Definition<{ readonly kind: "website"; readonly permission: TenantPermission }, Params, Query, Body>,
  "access" | "handle" | "accepts" | "bodyBytesMax"
> {
  readonly permission: TenantPermission;
  /** Where the control plane does it: `/internal/uploads/:uploadId` takes the parameter of the path. */
  readonly to: string;
}

/** A route about uploads of a website, which the control plane takes. */
export function uploadRoute<
  Params extends z.ZodType,
  Query extends z.ZodType = Nothing,
  Body extends z.ZodType = Nothing,
>({ permission, to, ...rest }: UploadRoute<Params, Query, Body>): Route {
  return defineRoute({
    ...rest,
    access: { kind: "website", permission },
    async handle({ context, services, params, query, body, headers }) {
      const { uploadId = "" } = params as { readonly uploadId?: string };
      return passOnUpload(services, context, {
        method: rest.method,
        path: to.replace(":uploadId", uploadId),
        query: query as Readonly<Record<string, unknown>>,
        body: rest.body === undefined ? undefined : body,
        headers,
        cookies: false,
      });
    },
  });
}

/** Passes a call on. That the website is not deleted, its object says. */
export async function passOnUpload(
  services: ApiServices,
  context: WebsiteContext,
  call: PassedOnCall,
): Promise<Handled> {
  const { controlPlane } = services;
  if (controlPlane === null) return noControlPlane;
  const usable = await mustTakeUploads(services, context);
  return usable.ok ? controlPlane.passOn(context, call) : usable;
}

export async function mustTakeUploads(services: ApiServices, { website }: WebsiteContext) {
  const described = await services.onWebsite(website, (object) => object.describe());
  if (!described.ok) return described;
  return described.value.status === "deleted" ? fail("website-deleted", "The website was deleted.") : described;
}

export const noControlPlane = fail(
  "control-plane-unavailable",
  "No control plane is configured, and it is what takes files.",
);
