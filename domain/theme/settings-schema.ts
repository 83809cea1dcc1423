import { z } from "zod";
import { hrefSchema } from "#domain/document/index.ts";
import { recordIdSchema } from "#domain/ids/index.ts";

const colour = z.string().regex(/^#[0-9a-f]{6}$/i, "must be a colour such as #0b6e4f");
const label = z.string().min(1).max(200);

const common = {
  id: z.string().regex(/^[a-z][a-z0-9_]{0,49}$/, "must be 1 to 50 lower-case letters, digits or '_'"),
  label,
  /** Explains the setting to the owner. */
  info: z.string().max(500).optional(),
};

const choices = {
  ...common,
  default: z.string(),
  options: z
    .array(z.strictObject({ value: z.string().max(100), label }))
    .min(1)
    .max(100),
};

/** A setting that a website's owner can make, by how it is asked for. */
const themeSettingSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("text"), ...common, default: z.string().max(1_000).optional() }),
  z.strictObject({ type: z.literal("textarea"), ...common, default: z.string().max(10_000).optional() }),
  z.strictObject({ type: z.literal("checkbox"), ...common, default: z.boolean() }),
  z.strictObject({ type: z.literal("number"), ...common, default: z.number().optional() }),
  z.strictObject({
    type: z.literal("range"),
    ...common,
    min: z.number(),
    max: z.number(),
    step: z.number().positive().default(1),
    unit: z.string().max(20).optional(),
    default: z.number(),
  }),
  z.strictObject({ type: z.literal("select"), ...choices }),
  z.strictObject({ type: z.literal("radio"), ...choices }),
  z.strictObject({ type: z.literal("color"), ...common, default: colour.optional() }),
  z.strictObject({ type: z.literal("url"), ...common, default: hrefSchema.optional() }),
  /** The id of one of the website's media, so there is none to begin with. */
  z.strictObject({ type: z.literal("image"), ...common }),
]);
export type ThemeSetting = z.infer<typeof themeSettingSchema>;

const settingGroupsMax = 50;
const settingsMax = 300;

/** `config/settings_schema.json`: groups of settings. Ids are the theme's own, each used once, and defaults fit. */
export const themeSettingsSchemaSchema = z
  .array(z.strictObject({ name: label, settings: z.array(themeSettingSchema) }))
  .max(settingGroupsMax)
  .superRefine((groups, context) => {
    const ids = new Set<string>();
    groups.forEach((group, groupIndex) => {
      group.settings.forEach((setting, index) => {
        const refuse = (key: string, message: string) =>
          context.addIssue({ code: "custom", path: [groupIndex, "settings", index, key], message });
        if (ids.has(setting.id)) refuse("id", `is the id of another setting too: ${setting.id}`);
        ids.add(setting.id);
        const fault =
          "default" in setting && setting.default !== undefined ? valueFault(setting, setting.default) : null;
        if (fault !== null) refuse("default", fault);
      });
    });
    if (ids.size > settingsMax)
      context.addIssue({ code: "custom", message: `may have ${settingsMax} settings at most` });
  });
export type ThemeSettingsSchema = z.infer<typeof themeSettingsSchemaSchema>;

/** A setting that does not fit, and why. */
export interface SettingFault {
  readonly id: string;
  /** Such as `must be one of narrow, wide`. */
  readonly message: string;
}

/** Every fault of what an owner set: settings that the theme does not know, and values that do not fit. */
export function validateThemeSettings(
  schema: ThemeSettingsSchema,
  settings: Readonly<Record<string, unknown>>,
): readonly SettingFault[] {
  const known = new Map(schema.flatMap((group) => group.settings).map((setting) => [setting.id, setting]));
  return Object.entries(settings).flatMap(([id, value]) => {
    const setting = known.get(id);
    const message = setting === undefined ? "is not a setting of this theme" : valueFault(setting, value);
    return message === null ? [] : [{ id, message }];
  });
}

/** The settings that are used: what an owner set and fits, else the defaults. Settings of another theme are left out. */
export function usedThemeSettings(
  schema: ThemeSettingsSchema,
  chosen: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const used: Record<string, unknown> = {};
  for (const setting of schema.flatMap((group) => group.settings)) {
    const value = Object.hasOwn(chosen, setting.id) ? chosen[setting.id] : undefined;
    const fits = value !== undefined && valueFault(setting, value) === null;
    used[setting.id] = fits ? value : setting.type === "image" ? null : (setting.default ?? null);
  }
  return used;
}

/** The ids of the media that settings name. */
export function mediaIdsOfSettings(
  schema: ThemeSettingsSchema,
  settings: Readonly<Record<string, unknown>>,
): readonly string[] {
  const images = schema.flatMap((group) => group.settings).filter(({ type }) => type === "image");
  return images.map(({ id }) => settings[id]).filter((id) => typeof id === "string");
}

/** Why a value does not fit its setting; null when it does. */
function valueFault(setting: ThemeSetting, value: unknown): string | null {
  switch (setting.type) {
    case "text":
      return textFault(value, 1_000);
    case "textarea":
      return textFault(value, 10_000);
    case "checkbox":
      return typeof value === "boolean" ? null : "must be true or false";
    case "number":
      return Number.isFinite(value) ? null : "must be a number";
    case "range":
      return rangeFault(setting, value);
    case "select":
    case "radio": {
      const values = setting.options.map((option) => option.value);
      return values.includes(value as string) ? null : `must be one of ${values.join(", ")}`;
    }
    case "color":
      return faultOf(colour, value);
    case "url":
      return value === "" ? null : faultOf(hrefSchema, value);
    case "image":
      return value === null ? null : faultOf(recordIdSchema, value);
  }
}

function textFault(value: unknown, charactersMax: number): string | null {
  return faultOf(z.string().max(charactersMax, `must be ${charactersMax} characters at most`), value);
}

function rangeFault({ min, max, step }: Extract<ThemeSetting, { type: "range" }>, value: unknown): string | null {
  const fault = `must be a number from ${min} to ${max} in steps of ${step}`;
  if (typeof value !== "number" || !(value >= min && value <= max)) return fault;
  const steps = (value - min) / step;
  return Math.abs(steps - Math.round(steps)) < 1e-6 ? null : fault;
}

function faultOf(schema: z.ZodType, value: unknown): string | null {
  if (typeof value !== "string") return "must be a text";
  const parsed = schema.safeParse(value);
  return parsed.success ? null : parsed.error.issues[0]!.message;
}
