import { expect, test } from "vitest";
import { endlessTemplates } from "#test/support/endless-templates.ts";
import { createSite } from "./demo-site.ts";

const body = {
  type: "doc" as const,
  content: [{ type: "paragraph" as const, content: [{ type: "text" as const, text: "x".repeat(100_000) }] }],
};

test.each(Object.entries(endlessTemplates))(
  "inside workerd, where time stands still, %s costs its section and not the page",
  async (_, template) => {
    const site = await createSite([{ body }], {
      files: {
        "templates/index.liquid": "before {% section 'bad' %} after",
        "sections/bad.liquid": template,
        "snippets/self.liquid": template,
      },
    });
    const response = await site.visit("/");
    expect(response.status).toBe(200);
    expect(await response.text()).toContain("before  after");
  },
);
