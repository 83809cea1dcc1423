import { eq } from "drizzle-orm";
import { people, verifications } from "#migrations/schema/index.ts";
import type { Transaction } from "../../database/index.ts";

/** Whoever changes a person's password takes turns, until the transaction ends. */
export async function lockPerson(transaction: Transaction, personId: string): Promise<void> {
  await transaction.select({ id: people.id }).from(people).where(eq(people.id, personId)).for("no key update");
}

/**
 * Voids what the password before led to: other links to choose one, and sign-ins that wait for a second factor. Sessions are to be
 * ended after it, so that a sign-in that ends meanwhile is among them.
 */
export async function dropChallenges(transaction: Transaction, personId: string): Promise<void> {
  await transaction.delete(verifications).where(eq(verifications.value, personId));
}
