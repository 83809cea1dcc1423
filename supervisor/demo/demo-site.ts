import type { Document } from "#domain/document/index.ts";

/** A website of the demo tenant, as it is first made. What becomes of it afterwards is its owner's. */
export interface DemoSite {
  readonly websiteId: string;
  readonly name: string;
  readonly hostname: string;
  readonly configuration: { readonly title: string; readonly description: string; readonly language: string };
  readonly documents: readonly Document[];
}

/** The tenant that the platform's first migration makes. */
export const demoTenantId = "00000000-0000-7000-8000-000000000001";
