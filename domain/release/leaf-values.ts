import { z } from "zod";
import { configurationSchema, wholeConfigurationSchema } from "#domain/configuration/index.ts";
import { jsonValueSchema } from "#domain/document/index.ts";

/** Values of the leaves that are small JSON: kept by the Website object and named by their digest. */
const settingsSchema = z.record(z.string().max(100), jsonValueSchema);

/** The longest theme settings, in bytes of JSON: far below the 2 MB that a row may hold. */
export const settingsBytesMax = 500_000;

const themeSettingsSchema = settingsSchema.refine(
  (settings) => new TextEncoder().encode(JSON.stringify(settings)).byteLength <= settingsBytesMax,
  `must have at most ${settingsBytesMax} bytes`,
);
/** What may be given for a leaf in a change: the value, or for a theme the digest of its uploaded package. */
export const leafInputSchema = z.strictObject({
  theme: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  themeSettings: themeSettingsSchema.optional(),
  configuration: configurationSchema.optional(),
});
export type LeafInput = z.infer<typeof leafInputSchema>;

/** The same from elsewhere: the values are checked and then kept as they are, so that their digests stay what they were. */
export const exactLeafInputSchema = leafInputSchema.extend({
  configuration: settingsSchema
    .refine((value) => wholeConfigurationSchema.safeParse(value).success, "must be a website's configuration")
    .optional(),
});
export type ExactLeafInput = z.infer<typeof exactLeafInputSchema>;
