import { z } from "zod";

const withoutControls = /^\P{Cc}*$/u;

/** A name of the time zone database that this runtime knows, e.g. `Europe/Berlin`; not an offset. */
export const timeZoneSchema = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/, "must be a name such as Europe/Berlin")
  .refine(isTimeZone, "is no time zone that is known here");

/** BCP 47, e.g. `de-AT`; kept in its canonical form. */
export const localeSchema = z
  .string()
  .min(2)
  .max(35)
  .regex(/^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/, "must be a language tag such as de-AT")
  .refine((tag) => canonicalLocale(tag) !== null, "is no language tag")
  .overwrite((tag) => canonicalLocale(tag) ?? tag);

export const weekStartSchema = z.enum(["monday", "saturday", "sunday"]);
/** As Unicode's date patterns say it. */
export const dateFormatSchema = z.enum(["yyyy-MM-dd", "dd.MM.yyyy", "dd/MM/yyyy", "MM/dd/yyyy", "d MMMM yyyy"]);

/** A tenant's own settings, in its own tables. */
export const tenantSettingsSchema = z.object({
  timeZone: z.string(),
  locale: z.string(),
  /** Where the platform's and the tenants' own people write to. */
  contactEmail: z.string().nullable(),
  contactName: z.string().nullable(),
  weekStart: weekStartSchema,
  dateFormat: dateFormatSchema,
  /** Counts every write; the ETag. */
  version: z.int().min(1),
  updatedAt: z.iso.datetime(),
});
export type TenantSettings = z.infer<typeof tenantSettingsSchema>;

export const updateTenantSettingsInputSchema = z
  .strictObject({
    timeZone: timeZoneSchema,
    locale: localeSchema,
    contactEmail: z.email().max(254).nullable(),
    contactName: z.string().trim().min(1).max(200).regex(withoutControls, "must have no control characters").nullable(),
    weekStart: weekStartSchema,
    dateFormat: dateFormatSchema,
  })
  .partial()
  .refine((input) => Object.keys(input).length > 0, "must name something to change");
export type UpdateTenantSettingsInput = z.infer<typeof updateTenantSettingsInputSchema>;

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

function canonicalLocale(tag: string): string | null {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null;
  } catch {
    return null;
  }
}
