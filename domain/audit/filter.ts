import { z } from "zod";
import { personIdSchema } from "#domain/ids/index.ts";

const text = (lengthMax: number) =>
  z
    .string()
    .min(1)
    .max(lengthMax)
    .regex(/^[^\u0000-\u001f\u007f-\u009f]*$/, "must have no control characters");

/** Years outside of these are not written alike everywhere: Postgres knows no year 0, and ISO 8601 puts a sign before 10000. */
const instant = z.iso
  .datetime({ offset: true })
  .refine((at) => Date.parse(at) >= 0 && Date.parse(at) < Date.UTC(9999, 0), "must be of the years 1970 to 9998");

/** By what a list of audit entries is narrowed; all that is given has to fit. */
export const auditFilter = {
  /** The person who did it. */
  actor: personIdSchema.optional(),
  action: z
    .string()
    .max(100)
    .regex(/^[a-z-]+\.[a-z-]+$/, "must be like 'member.invited'")
    .optional(),
  targetType: text(100).optional(),
  targetId: text(300).optional(),
  /** From this instant on, and until before that one. */
  from: instant.optional(),
  to: instant.optional(),
  /** Part of any text of the entry, whatever the case. */
  search: text(100).optional(),
  cursor: z
    .string()
    .regex(/^[1-9]\d{0,14}$/, "is not one that a list gave")
    .optional(),
};
