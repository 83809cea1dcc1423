import type { Attack } from "./breaches.ts";
import type { BrokenStep } from "./broken-step.ts";
import { signingInAlike } from "./attacks/enumeration.ts";
import { escalation } from "./attacks/escalation.ts";
import { impersonation } from "./attacks/impersonation.ts";
import { inside } from "./attacks/inside.ts";
import { invitations } from "./attacks/invitations.ts";
import { limits } from "./attacks/limits.ts";
import { refusalsAreLogged } from "./attacks/refusals-are-logged.ts";
import { removal } from "./attacks/revocation.ts";
import { sessions } from "./attacks/sessions.ts";
import { suspension } from "./attacks/suspension.ts";
import { tenantNames } from "./attacks/tenant-names.ts";
import { tokens } from "./attacks/tokens.ts";

const access = (file: string, find: string, replace: string): BrokenStep => ({
  file: `workers/api/access/${file}`,
  find,
  replace,
});
const controlPlane = (file: string, find: string, replace: string): BrokenStep => ({
  file: `control-plane/${file}`,
  find,
  replace,
});
const forgotSignature =
  'await Promise.resolve({ payload: JSON.parse(atob(token.split(".")[1]!.replaceAll("-", "+").replaceAll("_", "/"))) }, {';

/** What is left out, how, which attack has to notice, and by what it tells. */
type Noticed = readonly [string, BrokenStep, Attack, RegExp];

/** Steps of the edge, broken one at a time. The last lets things be changed that others go by. */
export const brokenEdges: readonly Noticed[] = [
  [
    "leases of tenants last ten seconds",
    access("tenant-leases.ts", "held.durationMs", "10_000"),
    removal,
    /was removed still read/,
  ],
  [
    "no token is ever revoked",
    access("decide-access.ts", "own === null || claims.epoch < own.revocationEpoch", "false"),
    removal,
    /was removed still read/,
  ],
  [
    "who calls is not looked at again",
    {
      file: "workers/api/middleware/access.ts",
      find: "heldMs >= 0 && heldMs < tenantLeaseMs",
      replace: "true",
    },
    removal,
    /was removed ended a call begun before/,
  ],
  [
    "the header may name any tenant",
    access("named-tenant.ts", "claim === tenantId.data", "true"),
    tenantNames,
    /the header names the other tenant/,
  ],
  [
    "people take any hostname",
    { file: "workers/api/websites/free-hostnames.ts", find: 'actor.kind !== "person"', replace: "true" },
    tenantNames,
    /a website at app\.localhost/,
  ],
  [
    "signatures are not verified",
    access("access-tokens.ts", "await jwtVerify(token, key, {", forgotSignature),
    tokens,
    /another key under the right kid/,
  ],
  [
    "tokens for anybody are taken",
    access("access-tokens.ts", "audience: accessTokenAudience,", ""),
    tokens,
    /another audience/,
  ],
  [
    "roles are not asked for",
    access("decide-access.ts", "!mayInTenant(access, credential)", "false"),
    impersonation,
    /what an editor may not/,
  ],
  [
    "who is refused is not told of",
    {
      file: "workers/api/tenancy.ts",
      find: "whenTenantReachable(() => tenantRpc(env, ownerTenantId).reportRefusal(attempt))",
      replace: "Promise.resolve(attempt.at)",
    },
    refusalsAreLogged,
    /not in the log/,
  ],
  [
    "suspended tenants go on",
    access("decide-access.ts", 'if (tenant.status === "active") return ok(null);', "return ok(null);"),
    suspension,
    /is not refused after/,
  ],
  [
    "websites are anybody's",
    access("establish-context.ts", "owner === context.tenantId", "owner !== null"),
    impersonation,
    /reads another tenant's website/,
  ],
  [
    "what people may for the platform is not asked",
    access(
      "decide-access.ts",
      "platformRole !== null && imp === null && platformRoleMay(platformRole, permission)",
      "true",
    ),
    escalation,
    /support: POST \/admin\/tenants/,
  ],
];

/** Steps of the control plane, all broken at a time: what each attack tells is of its own. */
export const brokenControlPlane: readonly Noticed[] = [
  [
    "cookies are taken from anywhere",
    controlPlane("api/identity/session-call.ts", "origin !== null && !trustedOrigins.has(origin)", "false"),
    sessions,
    /from https:\/\/evil\.example/,
  ],
  [
    "two sessions at a time are taken",
    controlPlane(
      "identity/session-cookies.ts",
      "(name) => name === own).length > 1",
      "(name) => name === own).length > 9",
    ),
    sessions,
    /two sessions at a time/,
  ],
  [
    "of an address that nobody has no password is looked at",
    controlPlane("identity/passwords.ts", "await verifyPassword(await nobodys, password);", ""),
    signingInAlike,
    /signing in takes/,
  ],
  [
    "nothing is counted",
    controlPlane("identity/limits.ts", 'return subject !== "" &&', "return false &&"),
    limits,
    /twelve passwords/,
  ],
  [
    "who may act as others is not asked when that ends",
    controlPlane("services/people/set-platform-role.ts", "const mayStill =", "const mayStill = true ||"),
    impersonation,
    /goes on acting/,
  ],
  [
    "Tenant objects ask for any tenant",
    controlPlane("api/tenant-objects.ts", "&& assertion.tenantId === tenantId", ""),
    inside,
    /another tenant's database/,
  ],
  [
    "invitations are for anybody",
    controlPlane("services/invitations/accept-invitation.ts", "open.value.invitation.email !== person.email", "false"),
    invitations,
    /another person accepts it/,
  ],
];
