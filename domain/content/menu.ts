import { z } from "zod";
import { hrefSchema } from "#domain/document/index.ts";
import { recordIdSchema } from "#domain/ids/index.ts";

/** Where an entry of a menu leads. What is not published, or gone, is left out when the menu is shown. */
export const menuTargetSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("document"), documentId: recordIdSchema }),
  z.strictObject({ kind: z.literal("term"), termId: recordIdSchema }),
  z.strictObject({ kind: z.literal("url"), href: hrefSchema }),
]);
export type MenuTarget = z.infer<typeof menuTargetSchema>;

export interface MenuItem {
  /** Empty: the title of what it leads to. */
  label: string;
  target: MenuTarget;
  children: MenuItem[];
}

export const menuDepthMax = 6;
export const menuItemsMax = 500;

function menuItemSchema(depth: number): z.ZodType<MenuItem> {
  return z.strictObject({
    label: z.string().max(200).default(""),
    target: menuTargetSchema,
    children: (depth >= menuDepthMax
      ? z.array(z.never()).max(0, `may be ${menuDepthMax} levels deep at most`)
      : z.array(z.lazy(() => menuItemSchema(depth + 1)))
    ).default([]),
  });
}

/** A menu and where themes show it: `primary`, `footer` and `social` are known to every theme. */
export const menuSchema = z.strictObject({
  menuId: recordIdSchema,
  name: z.string().min(1).max(200),
  /** Null: it is kept and shown nowhere. Of several at one location the first by id is shown. */
  location: z
    .string()
    .regex(/^[a-z][a-z0-9_-]{0,31}$/, "must be 1 to 32 lower-case letters, digits, '-' or '_'")
    .nullable()
    .default(null),
  items: z
    .array(menuItemSchema(1))
    .default([])
    .refine((items) => countOf(items) <= menuItemsMax, `may have ${menuItemsMax} entries at most`),
});
export type Menu = z.infer<typeof menuSchema>;

function countOf(items: readonly MenuItem[]): number {
  return items.reduce((count, { children }) => count + 1 + countOf(children), 0);
}
