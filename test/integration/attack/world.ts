import { randomUUID } from "node:crypto";
import { sha256 } from "#domain/digest/index.ts";
import { isExportSettled } from "#domain/export/index.ts";
import { tenantRoles, type TenantRole } from "#domain/access/index.ts";
import { createApiClient } from "#supervisor/demo/api-client.ts";
import { uploadTheme } from "#supervisor/demo/upload-theme.ts";
import { documentOf } from "#test/integration/api/client.ts";
import { tokenIn } from "#test/integration/identity/identity-client.ts";
import { mailTo } from "#test/integration/contract/sessions.ts";
import type { ApiDocument } from "#test/support/contract/operations.ts";
import { eventually } from "#test/support/eventually.ts";
import { plainTheme } from "#test/support/plain-theme.ts";
import { makeDataDirectory, startTestPlatform } from "#test/support/platform.ts";
import { breakable, stepFileIn } from "./break-step.ts";
import { callerOf, type Call } from "./caller.ts";
import { makePerson, type Person } from "./people.ts";

/** One of two tenants, with something of everything. Its name is in all that is its own, so that it is known wherever it turns up. */
export interface Tenant {
  readonly name: string;
  readonly tenantId: string;
  readonly subdomain: string;
  readonly people: Readonly<Record<TenantRole, Person>>;
  readonly hostname: string;
  readonly theme: string;
  /** Ids of what is its own, by the names that the API's description has for them. */
  readonly ids: Readonly<Record<string, string>>;
  readonly invitation: { readonly email: string; readonly token: string };
}

/** A whole platform with two tenants, and people of none and of the platform. */
export interface World {
  readonly platform: Awaited<ReturnType<typeof startTestPlatform>>;
  readonly dataDirectory: string;
  readonly call: Call;
  readonly document: ApiDocument;
  /** Whose people attack. */
  readonly anna: Tenant;
  /** Whose things are attacked. */
  readonly berta: Tenant;
  readonly stranger: Person;
  readonly administrator: Person;
  readonly support: Person;
}

/** Starts it so that steps of it can be broken. */
export async function startWorld(): Promise<World> {
  const dataDirectory = makeDataDirectory();
  // Attacks are refused by the hundred: that they are held up is tested where nothing else is.
  const env = { ...breakable(stepFileIn(dataDirectory)), REFUSALS_PER_MINUTE: "1000000" };
  const platform = await startTestPlatform({ postgres: true, dataDirectory, env });
  await platform.untilHealthy();
  const call = callerOf(platform);
  const [anna, berta] = await Promise.all(["anna", "berta"].map((name) => makeTenant(platform, call, name)));
  const [stranger, administrator, support] = await Promise.all([
    makePerson(platform, "stranger"),
    makePerson(platform, "platform-administrator", { platformRole: "administrator" }),
    makePerson(platform, "platform-support", { platformRole: "support" }),
  ]);
  const document = (await call("GET", "/openapi.json")).body as ApiDocument;
  return {
    platform,
    dataDirectory,
    call,
    document,
    anna: anna!,
    berta: berta!,
    stranger: stranger!,
    administrator: administrator!,
    support: support!,
  };
}

async function makeTenant(platform: World["platform"], call: Call, name: string): Promise<Tenant> {
  const subdomain = `${name}-${randomUUID().slice(0, 8)}`;
  const made = await call("POST", "/admin/tenants", { token: platform.token, body: { name, subdomain } });
  if (made.status !== 201) throw new Error(made.text);
  const { tenantId } = made.body as { tenantId: string };
  const theme = await uploadTheme(createApiClient(platform.urls.api, platform.token, tenantId), plainTheme);
  const blob = new TextEncoder().encode(`Secret of ${name}`);
  const people = {} as Record<TenantRole, Person>;
  // One at a time: within a tenant they take turns anyway.
  for (const role of tenantRoles) {
    people[role] = await makePerson(platform, `${name}-${role}`, { memberships: [{ tenantId, role }] });
  }
  const token = await people.owner.tokenFor(tenantId);
  const must = async (path: string, body: unknown) => {
    const answer = await call("POST", path, { token, body });
    if (answer.status >= 300) throw new Error(`${path}: ${answer.text}`);
    return answer.body as Record<string, string>;
  };
  const digest = sha256(blob);
  const stored = await call("PUT", `/blobs/${digest}`, { token, body: blob });
  if (stored.status !== 201) throw new Error(stored.text);
  const hostname = `site-of-${name}.${subdomain}.localhost`;
  const website = await must("/websites", { name: `Site of ${name}`, hostnames: [hostname], theme });
  const path = `/websites/${website["websiteId"]}`;
  const documents = { put: [documentOf("secret", `Secret of ${name}`)] };
  const change = await must(`${path}/changes`, { documents });
  const deployment = await must(`${path}/deployments`, { changeId: change["changeId"] });
  const branch = await must(`${path}/branches`, {});
  const imported = await call("POST", `${path}/imports?format=wxr&fetchMedia=false`, {
    token,
    body: "<rss/>",
    headers: { "Content-Type": "application/xml" },
  });
  const exported = await must(`${path}/exports`, { format: "archive" });
  // Whatever happens to it by itself has happened before anything is compared.
  await eventually("an export is written", async () => {
    const { body } = await call("GET", `${path}/exports/${exported["exportId"]}`, { token });
    return isExportSettled(body.status);
  });
  const upload = await must(`${path}/uploads`, { fileName: `secret-of-${name}.txt`, bytes: 4 });
  const email = `invited-by-${name}@attack.example`;
  const invitation = await must("/tenant/invitations", { email, role: "editor" });
  return {
    name,
    tenantId,
    subdomain,
    people,
    hostname,
    theme,
    ids: {
      tenantId,
      websiteId: website["websiteId"]!,
      documentId: "secret",
      kind: "document",
      id: "secret",
      changeId: change["changeId"]!,
      deploymentId: deployment["deploymentId"]!,
      releaseId: deployment["releaseId"]!,
      branchId: branch["branchId"]!,
      importId: (imported.body as { importId: string }).importId,
      exportId: exported["exportId"]!,
      uploadId: upload["uploadId"]!,
      version: "1",
      part: "1",
      hostname,
      personId: people.viewer.personId,
      sessionId: people.viewer.sessionId,
      invitationId: invitation["invitationId"]!,
      passkeyId: randomUUID(),
      digest,
    },
    invitation: { email, token: tokenIn(await mailTo(platform, email)) },
  };
}
