import type { ContentRecord } from "#domain/content/index.ts";
import { documentSchema, type BlockNode } from "#domain/document/index.ts";

/** What a website shows at its front page until somebody puts something else there. */
export function welcomePage(name: string): ContentRecord {
  const value = documentSchema.parse({
    documentId: "welcome",
    type: "page",
    path: "/",
    title: name,
    description: `Something new begins here: ${name}.`.slice(0, 300),
    body: {
      type: "doc",
      content: [
        paragraph("This website is ready, and there is nothing on it yet but this page."),
        paragraph("If it is yours, write what should be here instead. If it is not, come back soon."),
      ],
    },
  });
  return { kind: "document", value };
}

function paragraph(text: string): BlockNode {
  return { type: "paragraph", content: [{ type: "text", text }] };
}
