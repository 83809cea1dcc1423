import { z } from "zod";

export const componentStatuses = ["ok", "degraded", "unavailable", "not-configured"] as const;

/** A part of the platform, as the control plane finds it. */
export const componentHealthSchema = z.object({
  component: z.string(),
  status: z.enum(componentStatuses),
  /** What is wrong, or worth knowing, in a sentence or two. */
  detail: z.string().nullable(),
  /** Since when it has been so, as far as this control plane knows. */
  since: z.iso.datetime(),
});
export type ComponentHealth = z.infer<typeof componentHealthSchema>;

/** `GET /admin/health`: as bad as its worst component that is configured. */
export const platformHealthSchema = z.object({
  status: z.enum(["ok", "degraded", "unavailable"]),
  components: z.array(componentHealthSchema),
});
export type PlatformHealth = z.infer<typeof platformHealthSchema>;
