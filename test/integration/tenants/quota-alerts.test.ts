import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { mailsTo, newOwner, startIdentity, type Identity } from "#test/integration/identity/identity-client.ts";

let identity: Identity;
beforeAll(async () => {
  identity = await startIdentity();
});
afterAll(() => identity.stop());

const alert = () => ({
  alertId: randomUUID(),
  at: new Date().toISOString(),
  resource: "storage",
  used: 90,
  limit: 100,
  tier: "free",
});
const tell = (asTenant: string, ofTenant: string, body: unknown) =>
  identity.as({ kind: "tenant", tenantId: asTenant }, "POST", `/tenants/${ofTenant}/quota-alerts`, body);
const entries = (tenantId: string) =>
  identity.sql(
    `select target_id, after from platform.audit_entries where tenant_id = $1 and action = 'quota.near-limit'`,
    [tenantId],
  );

test("a tenant that comes near a limit: it is logged and its owner is written to, once however often that is told", async () => {
  const { tenantId, email } = await newOwner(identity);
  const before = mailsTo(identity.service.mails, email).length;
  const body = alert();
  const told = await Promise.all([1, 2, 3].map(() => tell(tenantId, tenantId, body)));
  expect(told.map(({ status }) => status)).toEqual([204, 204, 204]);
  const mail = await identity.mailTo(email, before + 1);
  expect(mail.subject).toContain("comes near a limit");
  expect(mail.text).toContain("90 of 100 bytes of storage");
  expect((await tell(tenantId, tenantId, alert())).status).toBe(204);
  await identity.mailTo(email, before + 2);
  expect(mailsTo(identity.service.mails, email)).toHaveLength(before + 2);
  expect(await entries(tenantId)).toMatchObject([
    { target_id: "storage", after: { used: 90, limit: 100, alertId: body.alertId } },
    { target_id: "storage" },
  ]);
});

test("nobody but the tenant's own object tells of it, nor of a tenant that is not there", async () => {
  const { tenantId } = await newOwner(identity);
  expect((await tell(randomUUID(), tenantId, alert())).status).toBe(403);
  const nobody = randomUUID();
  expect((await tell(nobody, nobody, alert())).status).toBe(404);
  expect((await tell(tenantId, tenantId, { ...alert(), resource: "patience" })).status).toBe(400);
  expect(await entries(tenantId)).toEqual([]);
});
