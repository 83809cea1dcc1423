import type { Platform } from "#supervisor/index.ts";
import { tokenIn } from "#test/integration/identity/identity-client.ts";
import type { KnownValues } from "#test/support/contract/arbitrary-of.ts";
import { mailTo, password, PersonToken, post, signIn, type Session } from "./sessions.ts";
import { signUpPerson } from "./sign-up-people.ts";

export interface KnownPeople {
  /** Whose session goes along with an operation that goes by one. */
  sessionFor(operationId: string): Session;
  /** An owner of the tenant, and an administrator of the platform. */
  readonly owner: PersonToken;
  readonly administrator: PersonToken;
  /** What calls about people are about: whom a call uses up is that operation's own. */
  valuesFor(operationId: string): KnownValues;
}

/** Makes everybody whom calls are about, by the API. */
export async function preparePeople(platform: Platform, tenantId: string): Promise<KnownPeople> {
  const [signedUp, ofPlatform] = await Promise.all([signUpAll(platform), makeActing(platform, tenantId)]);
  const [members, invitations] = await Promise.all([
    makeMembers(platform, tenantId),
    invite(platform, await ofPlatform.owner.read()),
  ]);
  const sessions = new Map([...signedUp.sessions, ...ofPlatform.sessions]);
  const own = new Map<string, KnownValues>([...signedUp.own, ...members, ...invitations]);
  return {
    owner: ofPlatform.owner,
    administrator: ofPlatform.administrator,
    sessionFor: (operationId) => sessions.get(operationId) ?? signedUp.kept,
    // Documents have a `password` too, which is something else.
    valuesFor: (operationId) => (/Websites/.test(operationId) ? {} : { ...signedUp.values, ...own.get(operationId) }),
  };
}

/** Three people, so that who ends others' sessions ends nobody's that is needed still. */
async function signUpAll(platform: Platform) {
  const [one, changing, revoking] = await Promise.all(
    ["one", "changing", "revoking"].map((name) => signUpPerson(platform, name)),
  );
  const kept = await one!.signIn();
  const dropped = await one!.signIn();
  const sessions = new Map([
    ["postAuthSignOut", await one!.signIn()],
    ["postAuthChangePassword", await changing!.signIn()],
    ["postAuthSessionsRevokeOthers", await revoking!.signIn()],
  ]);
  const values: KnownValues = {
    SessionId: [dropped.sessionId],
    email: [one!.email, "someone-else@contract.example"],
    password: [password],
    currentPassword: [password],
  };
  const own: [string, KnownValues][] = [
    // Else too many of the tries would be somebody else's.
    ["postAuthSignIn", { email: [one!.email] }],
    // A mailbox gets five mails an hour.
    ["postAuthSignUp", { email: ["signing-up@contract.example"] }],
    ["postAuthResendVerification", { email: ["once-more@contract.example"] }],
    ["postAuthRequestPasswordReset", { email: ["forgetful@contract.example"] }],
  ];
  return { kept, sessions, values, own };
}

/** Those who act themselves: each made by the platform, with a password, and signed in. */
async function makeActing(platform: Platform, tenantId: string) {
  const makeSession = async (name: string, more: object) => {
    const { email } = await makePerson(platform, name, { password, ...more });
    return signIn(platform, email);
  };
  const [owner, administrator, leaving, invited] = await Promise.all([
    makeSession("owner", { memberships: [{ tenantId, role: "owner" }] }),
    makeSession("administrator", { platformRole: "administrator" }),
    makeSession("leaving", { memberships: [{ tenantId, role: "editor" }] }),
    makeSession("invited", {}),
  ]);
  return {
    owner: new PersonToken(platform, owner!, tenantId),
    administrator: new PersonToken(platform, administrator!, null),
    sessions: new Map([
      ["deleteAuthMembershipsByTenantId", leaving!],
      ["postAuthInvitationsAccept", invited!],
    ]),
  };
}

const aboutMembers = [
  "getTenantMembersByPersonId",
  "patchTenantMembersByPersonId",
  "deleteTenantMembersByPersonId",
  "postTenantMembersByPersonIdSignOut",
  "getAdminPeopleByPersonId",
  "putAdminPeopleByPersonIdPlatformRole",
  "postAdminPeopleByPersonIdSignOut",
  "postAdminPeopleByPersonIdImpersonate",
  "deleteAdminPeopleByPersonIdImpersonate",
];

/** Two members for each operation that is about one. */
async function makeMembers(platform: Platform, tenantId: string): Promise<[string, KnownValues][]> {
  const membership = { memberships: [{ tenantId, role: "editor" }] };
  const made: [string, KnownValues][] = [];
  for (const operationId of aboutMembers) {
    const people = await Promise.all(
      [0, 1].map((index) => makePerson(platform, `${operationId.toLowerCase()}-${index}`, membership)),
    );
    made.push([operationId, { PersonId: people.map(({ personId }) => personId) }]);
  }
  return made;
}

async function makePerson(platform: Platform, name: string, more: object) {
  const email = `${name}@contract.example`;
  const headers = { Authorization: `Bearer ${platform.token}` };
  const response = await post(platform, "/admin/people", { email, name, ...more }, headers);
  return (await response.json()) as { readonly personId: string; readonly email: string };
}

/** Invitations by the owner: their ids, or the tokens of their mails. */
async function invite(platform: Platform, owner: string): Promise<[string, KnownValues][]> {
  const make = async (name: string) => {
    const email = `${name}@contract.example`;
    const headers = { Authorization: `Bearer ${owner}` };
    const response = await post(platform, "/tenant/invitations", { email, role: "editor" }, headers);
    const { invitationId } = (await response.json()) as { invitationId: string };
    return { invitationId, email };
  };
  const tokenTo = async (name: string) => tokenIn(await mailTo(platform, (await make(name)).email));
  return [
    ["postTenantInvitationsByInvitationIdResend", { InvitationId: [(await make("resent")).invitationId] }],
    ["deleteTenantInvitationsByInvitationId", { InvitationId: [(await make("taken-back")).invitationId] }],
    ["postAuthInvitationsPreview", { token: [await tokenTo("looking")] }],
    ["postAuthInvitationsAccept", { token: [await tokenTo("invited")] }],
    ["postAuthInvitationsSignUp", { token: [await tokenTo("joining")] }],
  ];
}
