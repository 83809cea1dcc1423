import { expect, test } from "vitest";
import { inlineElements } from "#workers/rendering/inline-elements.ts";

const found = (html: string) => [...inlineElements(html)].map(({ name, content }) => `${name}:${content}`);

test.each([
  [`<style>a</style><script type="x>y">b</script>`, ["style:a", "script:b"]],
  [`<script src='a>b'></script><STYLE\nmedia = "print">c</STYLE >`, ["script:", "style:c"]],
  [`<script>"</style>" <style></script>`, [`script:"</style>" <style>`]],
  [`<styles>a</styles><scripted>b</scripted>`, []],
  [`it's a <script data-a">b</script>`, ["script:b"]],
  [`<script>never ends <style>a</style>`, ["style:a"]],
  [`<style>a</style><script title="never ends>b</script>`, ["style:a"]],
])("in %o are %o", (html, elements) => {
  expect(found(html)).toEqual(elements);
});

test.each(["<style>", "<script ", "<script a='", '<script a="', "<style></style", "<script><style>", "<script = "])(
  "a page of nothing but %o is read once, not once for each of them",
  (part) => {
    expect(found(part.repeat(600_000))).toEqual([]);
  },
);

test("so is one whose only element ends at its end", () => {
  expect(found(`${"<style>".repeat(600_000)}</style>`)).toHaveLength(1);
});
