import { beforeAll, describe, expect, test } from "vitest";
import {
  permissionsWhenSuspended,
  platformPermissions,
  tenantPermissions,
  tenantPermissionsOfPlatform,
  tenantRoles,
} from "#domain/access/index.ts";
import { activeState } from "#test/support/tenant-states.ts";
import type { Access } from "#workers/api/access/context.ts";
import { publicRoutes } from "#workers/api/access/public-routes.ts";
import { createApi } from "#workers/api/app.ts";
import { apiRoutes } from "#workers/api/routes.ts";
import { admitTenant, problemIn } from "./call-api.ts";
import { newTenant, platformToken, signAssertion, startEdge, type Edge } from "./callers.ts";

const callers = [
  "nobody",
  ...tenantRoles,
  "platform administrator",
  "platform support",
  "administrator of the platform as somebody else",
  "platform token",
  "control plane",
  "tenant state",
] as const;
type Caller = (typeof callers)[number];
type Outcome = "allowed" | "unauthorized" | "forbidden" | "tenant-inactive";

let edge: Edge;
let active: Awaited<ReturnType<typeof newTenant>>;
let suspended: Awaited<ReturnType<typeof newTenant>>;
beforeAll(async () => {
  const before = await startEdge();
  [active, suspended] = [await newTenant(before), await newTenant(before)];
  await admitTenant(activeState(suspended.tenantId, { status: "suspended", version: 2 }));
  edge = await startEdge(before.keys[0]!);
});

const includes = (list: readonly string[], item: string) => list.includes(item);

/** What the table says, read without the code that is tested. */
function expected(access: Access, caller: Caller, isActive: boolean): Outcome {
  if (access.kind === "public") return "allowed";
  if (caller === "nobody") return "unauthorized";
  if (access.kind === "signed-in") {
    const isPerson = caller !== "platform token" && caller !== "control plane" && caller !== "tenant state";
    return isPerson ? "allowed" : "forbidden";
  }
  if (access.kind === "platform") {
    const roles: readonly string[] = platformPermissions[access.permission];
    const isAllowed =
      caller === "platform token" ||
      includes(
        roles.map((role) => `platform ${role}`),
        caller,
      );
    return isAllowed ? "allowed" : "forbidden";
  }
  const { kind, permission } = access;
  const isAllowed = (() => {
    switch (caller) {
      case "platform token":
        return true;
      case "platform administrator":
        return includes(tenantPermissionsOfPlatform.administrator, permission);
      case "platform support":
        return includes(tenantPermissionsOfPlatform.support, permission);
      case "control plane":
        return kind === "website"
          ? /^(websites:|content:|deployments:|export:)/.test(permission)
          : /^content:|^websites:create$/.test(permission);
      case "tenant state":
        return false;
      case "administrator of the platform as somebody else":
        return includes(tenantPermissions[permission], "viewer");
      default:
        return includes(tenantPermissions[permission], caller);
    }
  })();
  if (isActive) return isAllowed ? "allowed" : "forbidden";
  const mayStill = ["owner", "platform token", "platform administrator", "platform support", "control plane"].includes(
    caller,
  );
  return isAllowed && mayStill && includes(permissionsWhenSuspended, permission) ? "allowed" : "tenant-inactive";
}

async function tokenOf(caller: Caller, { tenantId, websiteId }: { tenantId: string; websiteId: string }) {
  switch (caller) {
    case "nobody":
      return undefined;
    case "platform token":
      return platformToken;
    case "platform administrator":
      return edge.sign({ tid: tenantId, platformRole: "administrator", platformEpoch: 9, epoch: 9 });
    case "platform support":
      return edge.sign({ tid: tenantId, platformRole: "support", platformEpoch: 9, epoch: 9 });
    case "administrator of the platform as somebody else":
      return edge.sign({ tid: tenantId, role: "viewer", imp: crypto.randomUUID(), epoch: 9 });
    case "control plane":
      return signAssertion({ kind: "control-plane", websiteId, tenantId });
    case "tenant state":
      return signAssertion({ kind: "tenant-state", tenantId });
    default:
      return edge.sign({ tid: tenantId, role: caller, epoch: 9 });
  }
}

async function outcomeOf(response: Response): Promise<Outcome> {
  if (response.status !== 401 && response.status !== 403) return "allowed";
  const { type } = await problemIn(response);
  return type.slice("urn:hotswap:problem:".length) as Outcome;
}

function pathOf(pattern: string, websiteId: string): string {
  return pattern
    .replace(":websiteId", websiteId)
    .replace(":digest", "0".repeat(64))
    .replaceAll(/:\w+/g, () => crypto.randomUUID())
    .concat(pattern.includes(":websiteId") ? "" : `?websiteId=${websiteId}`);
}

const routes = apiRoutes
  .filter(({ access }) => access.kind !== "public")
  .map(({ method, path, access }) => ({ name: `${method} ${path}`, method, path, access }));

describe.each([
  ["active", true],
  ["suspended", false],
] as const)("in a tenant that is %s", (_, isActive) => {
  test.each(routes)("$name is for whom the table says, and for nobody else", async ({ method, path, access }) => {
    const tenant = isActive ? active : suspended;
    for (const caller of callers) {
      const token = await tokenOf(caller, tenant);
      const header = caller === "platform token" ? { tenantId: tenant.tenantId } : {};
      const response = await edge.call(method, pathOf(path, tenant.websiteId), { ...(token && { token }), ...header });
      const outcome = await outcomeOf(response);
      expect(`${caller}: ${outcome}`).toBe(`${caller}: ${expected(access, caller, isActive)}`);
    }
  });
});

const noServices = (): never => {
  throw new Error("nothing is asked of it but its routes");
};
const internal = createApi(noServices)
  .routes.filter(({ path, method }) => path.startsWith("/_hotswap/") && method !== "ALL")
  .map(({ method, path }) => ({ name: `${method} ${path}`, method, path }));

test.each(internal)("$name is for the control plane alone, whoever owns the tenant or the platform", async (route) => {
  const others = callers.filter((caller) => caller !== "control plane" && caller !== "tenant state");
  for (const caller of others) {
    const path = pathOf(route.path.replace(":tenantId", active.tenantId), active.websiteId);
    const token = await tokenOf(caller, active);
    const body = route.method === "GET" ? {} : { body: {} };
    const header = caller === "platform token" ? { tenantId: active.tenantId } : {};
    const response = await edge.call(route.method, path, { ...(token && { token }), ...header, ...body });
    const outcome = await outcomeOf(response);
    expect(`${caller}: ${outcome}`).toBe(`${caller}: ${caller === "nobody" ? "unauthorized" : "forbidden"}`);
  }
});

describe("public routes", () => {
  const open = apiRoutes
    .filter(({ access }) => access.kind === "public")
    .map(({ method, path }) => `${method} ${path}`);

  test("are those that are listed", () => {
    expect(open.toSorted()).toEqual([...publicRoutes].toSorted());
  });

  test("change nothing of a tenant's: they are for signing in, and what a mail links to", () => {
    for (const name of open) expect(name).toMatch(/^[A-Z]+ \/(auth|invitations)\//);
  });
});
