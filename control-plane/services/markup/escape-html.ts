const references: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Text as HTML has it, in elements and in attributes. */
export function escapeHtml(value: unknown): string {
  return (typeof value === "string" || typeof value === "number" ? String(value) : "").replace(
    /[&<>"]/g,
    (character) => references[character]!,
  );
}
