import { setTimeout as sleep } from "node:timers/promises";
import type { TenantRole } from "#domain/access/index.ts";
import { localFetch } from "#supervisor/index.ts";
import { documentOf } from "#test/integration/api/client.ts";
import { eventually } from "#test/support/eventually.ts";
import { Breaches, type Attack } from "../breaches.ts";
import { makePerson, type Person } from "../people.ts";
import { headOf, RawRequest } from "../raw-request.ts";
import type { World } from "../world.ts";

/** What a lease lasts, and a busy machine. */
const withinMs = 1_500;
let newcomers = 0;

/** Whoever is removed, demoted or signed out can do nothing more within a second: not by tokens, nor by a call begun before. */
export const revocation: Attack = (world) =>
  endsIn(world, ["removed", "demoted", "signed out by the tenant", "signed out"]);

/** The same for one way to end it. */
export const removal: Attack = (world) => endsIn(world, ["removed"]);

async function endsIn(world: World, ways: readonly string[]): Promise<readonly string[]> {
  const { call, platform, anna } = world;
  const breaches = new Breaches();
  const { tenantId } = anna;
  const asOwner = async (method: string, path: string, body?: unknown) =>
    call(method, path, { token: await anna.people.owner.tokenFor(tenantId), body });
  const ends: Record<string, (person: Person) => Promise<unknown>> = {
    removed: ({ personId }) => asOwner("DELETE", `/tenant/members/${personId}`),
    demoted: ({ personId }) => asOwner("PATCH", `/tenant/members/${personId}`, { role: "viewer" }),
    "signed out by the tenant": ({ personId }) => asOwner("POST", `/tenant/members/${personId}/sign-out`),
    "signed out": ({ cookie }) => call("POST", "/auth/sign-out", { cookie }),
  };
  for (const how of ways) {
    const end = ends[how]!;
    const person = await newMember(world, "editor");
    const token = await person.tokenFor(tenantId);
    const held = await hold(world, token);
    // Each edge has leases of its own.
    const atSites = () =>
      localFetch(`http://api.localhost:${platform.port}/api/v1/tenant/members`, {
        headers: { Authorization: `Bearer ${token}` },
      });
    await atSites();
    const before = await call("GET", "/tenant/members", { token });
    breaches.unless(before.status === 200, `a member may not read, so that nothing is shown: ${before.text}`);
    await end(person);
    const ended = performance.now();
    const refused = await eventually(
      "refused",
      async () => {
        const answers = await Promise.all([atSites(), call("GET", "/tenant/members", { token })]);
        return answers.every(({ status }) => status === 401);
      },
      2_500,
    ).catch(() => false);
    breaches.unless(refused, `who was ${how} still reads after two seconds and a half`);
    breaches.unless(
      performance.now() - ended < withinMs,
      `who was ${how} still read for ${performance.now() - ended} ms`,
    );
    const after = await held();
    breaches.unless(after.status === 401, `who was ${how} ended a call begun before: ${after.status}`);
    const again = await call("POST", "/auth/token", { cookie: person.cookie, body: { tenantId } });
    breaches.unless(how === "demoted" ? again.body.role === "viewer" : again.status >= 400, `${how}: ${again.text}`);
  }
  return breaches.found;
}

function newMember({ platform, anna }: World, role: TenantRole): Promise<Person> {
  newcomers += 1;
  return makePerson(platform, `newcomer-${newcomers}`, { memberships: [{ tenantId: anna.tenantId, role }] });
}

/** Begins a change, and holds its body back. @returns what ends it */
async function hold(world: World, token: string) {
  const body = JSON.stringify({ documents: { put: [documentOf("held", "Held")] } });
  const request = new RawRequest(world);
  request.send(
    headOf(world, `POST /api/v1/websites/${world.anna.ids["websiteId"]}/changes`, [
      `Authorization: Bearer ${token}`,
      "Content-Type: application/json",
      `Content-Length: ${body.length}`,
    ]) + body.slice(0, 10),
  );
  const heldAt = performance.now();
  // Long enough for the edge to have looked at who calls.
  await sleep(300);
  return async () => {
    await sleep(Math.max(0, 1_300 - (performance.now() - heldAt)));
    request.send(body.slice(10));
    return request.answer();
  };
}
