import { expect, test } from "vitest";
import { describeBodyIssue, documentSchema } from "#domain/document/index.ts";

const heading = (level: number) => ({ type: "heading", attrs: { level } });
const quote = (...content: unknown[]) => ({ type: "blockquote", content });

/** What is wrong with a list of documents of which the second has these blocks. */
function faultsOf(...content: unknown[]): readonly string[] {
  const value = [null, { documentId: "a", type: "page", path: "/a", title: "", body: { type: "doc", content } }];
  const issues = documentSchema.safeParse(value[1]).error?.issues ?? [];
  return issues.map(({ path, message }) => describeBodyIssue(value, [1, ...path], message));
}

test("an issue in a body is told of its node: which of its kind, and where", () => {
  expect(faultsOf(heading(2), quote(heading(3), quote(heading(7))), heading(1))).toEqual([
    "heading 3 (content › 1 › content › 1 › content › 0): attrs.level must be a whole number from 1 to 6",
  ]);
  expect(faultsOf({ type: "paragraph" }, { type: "paragraph", content: [{ type: "text", text: "" }] })).toEqual([
    "text 1 (content › 1 › content › 0): text must not be empty",
  ]);
  const marks = [{ type: "link", attrs: { href: "javascript:x" } }];
  expect(faultsOf({ type: "paragraph", content: [{ type: "text", text: "x", marks }] })).toEqual([
    "text 1 (content › 0 › content › 0): marks.0.attrs.href must be an http, https, mailto or tel address, a path or a fragment",
  ]);
  expect(faultsOf(quote({ type: "pageBreak" }))).toEqual([
    "pageBreak 1 (content › 0 › content › 0): must stand among the body's own blocks, in no other node",
  ]);
});

test("what has no name that can be told is a node", () => {
  expect(faultsOf({ type: "<script>" })).toEqual([
    expect.stringMatching(/^node \(content › 0\): type must be one of /),
  ]);
  expect(faultsOf(null)).toEqual([expect.stringMatching(/^node \(content › 0\): must be one of /)]);
  expect(faultsOf({ type: "paragraph", content: 1 })).toEqual([
    expect.stringMatching(/^paragraph 1 \(content › 0\): content: Invalid input/),
  ]);
});

test("an issue elsewhere, or of a body as a whole, stays as it is", () => {
  expect(describeBodyIssue({ title: 1 }, ["title"], "must be text")).toBe("must be text");
  expect(describeBodyIssue(undefined, ["a", "b"], "is missing")).toBe("is missing");
  expect(describeBodyIssue({ body: { type: "doc" } }, ["body"], "is too large")).toBe("is too large");
  expect(describeBodyIssue({ body: { type: "doc" } }, ["body", "content"], "is missing")).toBe("is missing");
});
