import { afterAll, beforeAll, expect, test } from "vitest";
import type { TenantRole } from "#domain/access/index.ts";
import type { Assertion } from "#domain/contracts/index.ts";
import { Browser, goodPassword, newOwner, startIdentity, tokenIn, type Identity } from "./identity-client.ts";

let identity: Identity;

beforeAll(async () => {
  identity = await startIdentity();
});
afterAll(() => identity.stop());

type Owner = Awaited<ReturnType<typeof newOwner>>;

/** Somebody at work in a tenant, as the edge would say after it found their role to be this. */
function callerIn(tenantId: string, { personId }: { readonly personId: string }, role: TenantRole): Assertion {
  const sessionId = "00000000-0000-7000-8000-0000000000aa";
  return {
    kind: "caller",
    actor: { kind: "person", personId, sessionId, platformRole: null, impersonatedBy: null },
    tenantId,
    role,
    websiteId: null,
    origin: { requestId: "test", address: "203.0.113.1", userAgent: "Test/1" },
  };
}

const asOwner = (owner: Owner, method: string, path: string, body?: unknown) =>
  identity.as(callerIn(owner.tenantId, owner, "owner"), method, `/tenant${path}`, body);

let guests = 0;

/** Somebody who joined the owner's tenant by signing up with an invitation. */
async function newMember(owner: Owner, role: TenantRole) {
  const email = `guest-${(guests += 1)}@example.com`;
  expect((await asOwner(owner, "POST", "/invitations", { email, role })).status).toBe(201);
  const token = tokenIn(await identity.mailTo(email));
  const browser = new Browser(identity);
  const accepted = await browser.post("/invitations/sign-up", {
    token,
    name: `Guest ${guests}`,
    password: goodPassword,
  });
  expect(accepted).toMatchObject({ status: 200, body: { tenantId: owner.tenantId } });
  await browser.post("/sign-in", { email, password: goodPassword });
  const { personId } = accepted.body as { personId: string };
  const as = (method: string, path: string, body?: unknown) =>
    identity.as(callerIn(owner.tenantId, { personId }, role), method, `/tenant${path}`, body);
  return { browser, email, personId, role, as };
}

test("somebody is invited by mail, sees to what, signs up with it, and is a member", async () => {
  const owner = await newOwner(identity);
  const email = "invited@example.com";
  const invited = await asOwner(owner, "POST", "/invitations", { email, role: "editor" });
  expect(invited).toMatchObject({ status: 201, body: { email, role: "editor", status: "pending" } });
  expect(invited.body.invitedBy).toEqual({ personId: owner.personId, name: owner.name });
  const mail = await identity.mailTo(email);
  expect(mail.subject).toBe(`You are invited to ${owner.name} Ltd`);
  const token = tokenIn(mail);
  const stranger = new Browser(identity);
  const preview = await stranger.post("/invitations/preview", { token });
  expect(preview.body).toMatchObject({
    tenant: { name: `${owner.name} Ltd` },
    email,
    role: "editor",
    hasAccount: false,
  });
  const accepted = await stranger.post("/invitations/sign-up", { token, name: "Invited", password: goodPassword });
  expect(accepted.status).toBe(200);
  expect((await stranger.post("/invitations/preview", { token })).status).toBe(410);
  const { body: members } = await asOwner(owner, "GET", "/members?search=invited");
  expect(members.items).toMatchObject([{ email, role: "editor" }]);
  await stranger.post("/sign-in", { email, password: goodPassword });
  const issued = await stranger.post("/token", { tenantId: owner.tenantId });
  expect(issued.body).toMatchObject({ role: "editor" });
  const [stored] = await identity.sql("select token_hash from platform.invitations where email = $1", [email]);
  expect(stored.token_hash).not.toContain(token);
});

test("an invitation is accepted by whom it was made for alone, signed in", async () => {
  const [owner, friend, other] = [await newOwner(identity), await newOwner(identity), await newOwner(identity)];
  await asOwner(owner, "POST", "/invitations", { email: friend.email, role: "viewer" });
  const token = tokenIn(await identity.mailTo(friend.email, 2));
  expect((await other.browser.post("/invitations/accept", { token })).status).toBe(403);
  const bySigningUp = await new Browser(identity).post("/invitations/sign-up", {
    token,
    name: "X",
    password: goodPassword,
  });
  expect(bySigningUp.status).toBe(409);
  expect((await friend.browser.post("/invitations/accept", { token })).status).toBe(200);
  const { body } = await friend.browser.get("/session");
  expect(body.memberships.map(({ tenantId }: { tenantId: string }) => tenantId).sort()).toEqual(
    [owner.tenantId, friend.tenantId].sort(),
  );
});

test("of two that accept one invitation at a time, one does", async () => {
  const [owner, friend] = [await newOwner(identity), await newOwner(identity)];
  await asOwner(owner, "POST", "/invitations", { email: friend.email, role: "viewer" });
  const token = tokenIn(await identity.mailTo(friend.email, 2));
  const both = await Promise.all([1, 2].map(() => friend.browser.post("/invitations/accept", { token })));
  expect(both.map(({ status }) => status).sort()).toEqual([200, 410]);
});

test("sent again, an invitation has another token; taken back or expired it is no longer good", async () => {
  const owner = await newOwner(identity);
  const email = "again@example.com";
  const { body: invitation } = await asOwner(owner, "POST", "/invitations", { email, role: "viewer" });
  const first = tokenIn(await identity.mailTo(email));
  expect((await asOwner(owner, "POST", "/invitations", { email, role: "viewer" })).status).toBe(409);
  expect((await asOwner(owner, "POST", `/invitations/${invitation.invitationId}/resend`)).status).toBe(200);
  const second = tokenIn(await identity.mailTo(email, 2));
  const preview = async (token: string) => (await new Browser(identity).post("/invitations/preview", { token })).status;
  expect([await preview(first), await preview(second)]).toEqual([410, 200]);
  await identity.sql("update platform.invitations set expires_at = now() where email = $1", [email]);
  expect(await preview(second)).toBe(410);
  const anew = await asOwner(owner, "POST", "/invitations", { email, role: "viewer" });
  const third = tokenIn(await identity.mailTo(email, 3));
  expect((await asOwner(owner, "DELETE", `/invitations/${anew.body.invitationId}`)).status).toBe(204);
  expect(await preview(third)).toBe(410);
  const { body: list } = await asOwner(owner, "GET", "/invitations?status=revoked");
  expect(list.items).toHaveLength(2);
});

test("nobody gives, takes or changes a role that theirs does not outrank", async () => {
  const owner = await newOwner(identity);
  const [administrator, colleague, editor] = [
    await newMember(owner, "administrator"),
    await newMember(owner, "administrator"),
    await newMember(owner, "editor"),
  ];
  const statuses = [
    administrator.as("POST", "/invitations", { email: "a@example.com", role: "owner" }),
    administrator.as("POST", "/invitations", { email: "b@example.com", role: "administrator" }),
    administrator.as("PATCH", `/members/${administrator.personId}`, { role: "owner" }),
    administrator.as("PATCH", `/members/${editor.personId}`, { role: "administrator" }),
    administrator.as("PATCH", `/members/${colleague.personId}`, { role: "viewer" }),
    administrator.as("DELETE", `/members/${colleague.personId}`),
    administrator.as("DELETE", `/members/${owner.personId}`),
    administrator.as("POST", `/members/${owner.personId}/sign-out`),
    // The edge would not let it through; nor is it done if it did.
    editor.as("PATCH", `/members/${editor.personId}`, { role: "owner" }),
    editor.as("POST", "/invitations", { email: "c@example.com", role: "viewer" }),
  ];
  for (const refused of await Promise.all(statuses)) expect(refused.status).toBe(403);
  expect((await administrator.as("PATCH", `/members/${editor.personId}`, { role: "approver" })).status).toBe(200);
});

test("another tenant's members and invitations are not there", async () => {
  const [owner, other] = [await newOwner(identity), await newOwner(identity)];
  const email = "elsewhere@example.com";
  const { body: invitation } = await asOwner(other, "POST", "/invitations", { email, role: "viewer" });
  const tries = [
    asOwner(owner, "GET", `/members/${other.personId}`),
    asOwner(owner, "PATCH", `/members/${other.personId}`, { role: "viewer" }),
    asOwner(owner, "DELETE", `/members/${other.personId}`),
    asOwner(owner, "POST", `/members/${other.personId}/sign-out`),
    asOwner(owner, "DELETE", `/invitations/${invitation.invitationId}`),
    asOwner(owner, "POST", `/invitations/${invitation.invitationId}/resend`),
  ];
  for (const refused of await Promise.all(tries)) expect(refused.status).toBe(404);
});

test("the last owner stays, also when two owners remove each other at a time", async () => {
  const owner = await newOwner(identity);
  expect((await asOwner(owner, "PATCH", `/members/${owner.personId}`, { role: "viewer" })).status).toBe(409);
  expect((await asOwner(owner, "DELETE", `/members/${owner.personId}`)).status).toBe(409);
  expect((await owner.browser.call("DELETE", `/memberships/${owner.tenantId}`)).status).toBe(409);
  const second = await newMember(owner, "owner");
  const both = await Promise.all([
    asOwner(owner, "DELETE", `/members/${second.personId}`),
    second.as("DELETE", `/members/${owner.personId}`),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual([204, 403]);
  const owners = await identity.sql(
    "select person_id from platform.memberships where tenant_id = $1 and role = 'owner'",
    [owner.tenantId],
  );
  expect(owners).toHaveLength(1);
});

test("invitations of someone removed or demoted below what they invited to are withdrawn", async () => {
  const owner = await newOwner(identity);
  const administrator = await newMember(owner, "administrator");
  const email = "orphaned@example.com";
  expect((await administrator.as("POST", "/invitations", { email, role: "editor" })).status).toBe(201);
  const token = tokenIn(await identity.mailTo(email));
  expect((await asOwner(owner, "PATCH", `/members/${administrator.personId}`, { role: "approver" })).status).toBe(200);
  const accepted = await new Browser(identity).post("/invitations/sign-up", {
    token,
    name: "O",
    password: goodPassword,
  });
  expect(accepted.status).toBe(410);
  const { body } = await asOwner(owner, "GET", "/invitations?status=withdrawn");
  expect(body.items).toMatchObject([{ email, status: "withdrawn" }]);
});

test("a change of role is told to the edge before it is answered, and tokens before it are of an older epoch", async () => {
  const owner = await newOwner(identity);
  const member = await newMember(owner, "editor");
  const before = identity.epochOf(owner.tenantId);
  await asOwner(owner, "PATCH", `/members/${member.personId}`, { role: "viewer" });
  expect(identity.epochOf(owner.tenantId)).toBe(before + 1);
  expect((await member.browser.post("/token", { tenantId: owner.tenantId })).body).toMatchObject({ role: "viewer" });
  await asOwner(owner, "DELETE", `/members/${member.personId}`);
  expect(identity.epochOf(owner.tenantId)).toBe(before + 2);
  expect((await member.browser.post("/token", { tenantId: owner.tenantId })).status).toBe(404);
});

test("a member who is signed out of a tenant signs in anew there, and nowhere else", async () => {
  const owner = await newOwner(identity);
  const guest = await newOwner(identity);
  await asOwner(owner, "POST", "/invitations", { email: guest.email, role: "editor" });
  await guest.browser.post("/invitations/accept", { token: tokenIn(await identity.mailTo(guest.email, 2)) });
  expect((await guest.browser.post("/token", { tenantId: owner.tenantId })).status).toBe(200);
  expect((await asOwner(owner, "POST", `/members/${guest.personId}/sign-out`)).status).toBe(204);
  expect((await guest.browser.post("/token", { tenantId: owner.tenantId })).status).toBe(401);
  expect((await guest.browser.post("/token", { tenantId: guest.tenantId })).status).toBe(200);
  const phone = new Browser(identity);
  await phone.post("/sign-in", { email: guest.email, password: goodPassword });
  expect((await phone.post("/token", { tenantId: owner.tenantId })).status).toBe(200);
});

test("who joins, leaves and changes is in the tenant's audit log", async () => {
  const owner = await newOwner(identity);
  const member = await newMember(owner, "editor");
  await asOwner(owner, "PATCH", `/members/${member.personId}`, { role: "viewer" });
  expect((await member.browser.call("DELETE", `/memberships/${owner.tenantId}`)).status).toBe(204);
  const entries = await identity.sql(
    "select action, before, after from platform.audit_entries where tenant_id = $1 and action like 'member.%' order by sequence",
    [owner.tenantId],
  );
  expect(entries).toMatchObject([
    { action: "member.added", after: { role: "owner" } },
    { action: "member.invited", after: { role: "editor", email: member.email } },
    { action: "member.added", after: { role: "editor" } },
    { action: "member.changed", before: { role: "editor" }, after: { role: "viewer" } },
    { action: "member.removed", before: { role: "viewer" } },
  ]);
});

test("members are listed in pages, whole", async () => {
  const owner = await newOwner(identity);
  for (let index = 0; index < 4; index += 1) await newMember(owner, "viewer");
  const seen: string[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const { body } = await asOwner(owner, "GET", `/members?limit=2${cursor === "" ? "" : `&cursor=${cursor}`}`);
    seen.push(...body.items.map(({ personId }: { personId: string }) => personId));
    cursor = body.cursor;
  }
  expect(new Set(seen).size).toBe(5);
  expect(seen).toHaveLength(5);
  const { body: found } = await asOwner(owner, "GET", "/members?search=%25");
  expect(found.items).toEqual([]);
});
