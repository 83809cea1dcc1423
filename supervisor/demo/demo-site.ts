import type { z } from "zod";
import type { ContentRecord } from "#domain/content/index.ts";
import type { Document } from "#domain/document/index.ts";
import type { configurationSchema } from "#domain/release/index.ts";

/** The built-in themes that the demo shows. */
export type DemoTheme = "atelier" | "journal";

/** A picture of the folder `pictures`, uploaded and made a record of the website's media. */
export interface DemoPicture {
  readonly mediaId: string;
  readonly fileName: string;
  readonly alt: string;
  readonly width: number;
  readonly height: number;
}

/** A website of a demo tenant, as it is first made. What becomes of it afterwards is its owner's. */
export interface DemoSite {
  readonly websiteId: string;
  readonly name: string;
  readonly hostname: string;
  readonly theme: DemoTheme;
  readonly themeSettings: Readonly<Record<string, string | number | boolean>>;
  readonly configuration: z.input<typeof configurationSchema>;
  readonly documents: readonly Document[];
  /** All else that its content is made of but media. */
  readonly records: readonly ContentRecord[];
  readonly pictures: readonly DemoPicture[];
}

/** The tenant that the platform's first migration makes. */
export const demoTenantId = "00000000-0000-7000-8000-000000000001";
