import { z } from "zod";
import { personIdSchema } from "#domain/ids/index.ts";

/** Who wrote a version, as its history keeps it: without the session that it was done in. */
export const contentActorSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("person"),
    personId: personIdSchema,
    /** Who of the platform acted as this person; null for the person themself. */
    impersonatedBy: personIdSchema.nullable(),
  }),
  z.object({ kind: z.literal("platform-token") }),
  /** The platform at work by itself: an import, or what was changed where it is served. */
  z.object({ kind: z.literal("control-plane") }),
]);
export type ContentActor = z.infer<typeof contentActorSchema>;
