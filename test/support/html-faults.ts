import { HtmlValidate } from "html-validate";

/** By the rules of HTML alone: how it is spaced, and how long a title is, are matters of taste. */
const validator = new HtmlValidate({
  extends: ["html-validate:standard"],
  rules: { "long-title": "off", "no-trailing-whitespace": "off" },
});

/** What an HTML checker holds against a page, each with its line. */
export async function htmlFaults(html: string): Promise<readonly string[]> {
  const { results } = await validator.validateString(html);
  return results.flatMap(({ messages }) =>
    messages.map(({ line, ruleId, message }) => `line ${line}: ${ruleId}: ${message}`),
  );
}
