import { and, eq } from "drizzle-orm";
import { invitations } from "#migrations/schema/index.ts";
import { withTransaction } from "../database/index.ts";
import { systemActor } from "../services/audit/index.ts";
import type { Step } from "./steps.ts";

/** The first owner's invitation: the mail goes when all else is there. */
export const invitationStep: Step = {
  name: "invitation",
  whyNot: (_, { wanted }) => (wanted.ownerEmail === null ? "Nobody was to be invited." : null),
  run: ({ database, inviteOwner }, { wanted }) =>
    withTransaction(database, (transaction) => {
      const { tenantId, ownerEmail, requestedBy } = wanted;
      const acting = requestedBy ?? { actor: systemActor, origin: null, forPlatform: true };
      return inviteOwner(transaction, { tenantId, email: ownerEmail! }, acting);
    }),
  async compensate({ database }, { wanted: { tenantId } }) {
    await database
      .update(invitations)
      .set({ status: "withdrawn", closedAt: new Date() })
      .where(and(eq(invitations.tenantId, tenantId), eq(invitations.status, "pending")));
  },
};
