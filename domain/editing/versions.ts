import { z } from "zod";

/** How a version came to be. */
const versionKinds = {
  save: "Somebody saved it.",
  autosave: "The editor saved it by itself.",
  publish: "It was changed by being published.",
  restore: "An older version was brought back.",
  import: "It was imported.",
  sync: "It was changed where it is served: by an import, a rollback or a change of content.",
} as const;
export type VersionKind = keyof typeof versionKinds;
export const versionKindSchema = z.enum(Object.keys(versionKinds) as [VersionKind, ...VersionKind[]]);

/** An autosave takes the place of the one before it, by the same author, within so many minutes: so does a save. */
export const supersedingMinutes = 10;

/** For so many hours what was superseded is kept, so that whoever still holds it can have their changes merged. */
export const supersededHoursMax = 24;
