import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Attack } from "./breaches.ts";
import { claimsOfOthers } from "./attacks/claims-of-others.ts";
import { enumeration } from "./attacks/enumeration.ts";
import { escalation } from "./attacks/escalation.ts";
import { foreignIds } from "./attacks/foreign-ids.ts";
import { impersonation } from "./attacks/impersonation.ts";
import { injection } from "./attacks/injection.ts";
import { inside } from "./attacks/inside.ts";
import { invitations } from "./attacks/invitations.ts";
import { limits } from "./attacks/limits.ts";
import { refusalsAreLogged } from "./attacks/refusals-are-logged.ts";
import { revocation } from "./attacks/revocation.ts";
import { sessions } from "./attacks/sessions.ts";
import { suspension } from "./attacks/suspension.ts";
import { tenantNames } from "./attacks/tenant-names.ts";
import { tokens } from "./attacks/tokens.ts";
import { breakControlPlane, breakEdges } from "./break-step.ts";
import { brokenControlPlane, brokenEdges } from "./broken-steps.ts";
import { startWorld, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.platform.dispose());

const guarantees: readonly [string, Attack][] = [
  ["no role reaches anything of another tenant by its id, and nothing of it is changed", foreignIds],
  ["another tenant is reached by no header, host, body, query or token", tenantNames],
  ["tokens that are forged, old, of tomorrow, or for somebody else are nobody's", tokens],
  [
    "cookies are good for whom they were made, from the platform's own pages alone, and mails lead there alone",
    sessions,
  ],
  ["nobody becomes more than they are", escalation],
  ["texts mean what they say, wherever they go, and of two headers none is believed", injection],
  ["keys, versions and cursors are good for whom they were given; logs are only read", claimsOfOthers],
  ["an invitation is good once, for the address that it was sent to", invitations],
  ["acting as somebody is for the platform's administrators, and ends with their right to it", impersonation],
  ["limits hold whatever an address is written like, and whatever a client says of where it is", limits],
  ["whether somebody has an address shows neither in an answer nor in its time", enumeration],
  ["what is inside is not reached from outside", inside],
  ["whoever is removed, demoted or signed out can do nothing more within a second", revocation],
  ["a suspended tenant is refused everywhere within a second, but for what its owners may still", suspension],
  ["whoever reaches for another tenant's things is in that tenant's log, whose chain is whole", refusalsAreLogged],
];

test.each(guarantees)("%s", async (_, attack) => {
  expect(await attack(world)).toEqual([]);
});

describe("it is noticed when", () => {
  test.each(brokenEdges)("%s", async (_, step, attack, sentence) => {
    await breakEdges(world, step);
    expect(await attack(world)).toContainEqual(expect.stringMatching(sentence));
  });

  describe("in the control plane", () => {
    beforeAll(async () => {
      await breakEdges(world, null);
      await world.call("POST", `/admin/tenants/${world.berta.tenantId}/activate`, { token: world.platform.token });
      await breakControlPlane(
        world,
        brokenControlPlane.map(([, step]) => step),
      );
    });

    test.each(brokenControlPlane)("%s", async (_, __, attack, sentence) => {
      expect(await attack(world)).toContainEqual(expect.stringMatching(sentence));
    });
  });
});
