import { z } from "zod";

const flagsMax = 200;

/** As templates write it: `{% if flags.new-header %}`. */
export const flagNameSchema = z
  .string()
  .max(63)
  .regex(/^[a-z][a-z0-9_-]*$/, "must be small letters, digits, - and _, and begin with a letter");

/** Flags of changes that replace the whole configuration may have any name. */
export const anyFlagNameSchema = z.string().min(1).max(100);

/** On or off, for every visitor alike. A flag for some of them is a rollout of the change that sets it. */
export const flagsSchema = z
  .record(z.string().max(100), z.boolean())
  .refine((flags) => Object.keys(flags).length <= flagsMax, `must be at most ${flagsMax}`);

export const featureFlagSchema = z.object({ name: z.string(), enabled: z.boolean() });
export type FeatureFlag = z.infer<typeof featureFlagSchema>;
