import type { ContentRecord } from "#domain/content/index.ts";
import type { RecordEdits } from "#durable-objects/website/content/index.ts";
import { documentOf, recordOf } from "../content/records.ts";
import type { Questions, Records } from "./model.ts";

const ids = [..."abcdefghijkl"];
const paths = [...ids.map((id) => `/${id}`), "/d/e", "/Brötchen", "/日本", "/z"];
const words = ["apfel", "birne", "面包", "dattel", "eiche"];
const dates = [null, "2024-05-01T10:00:00Z", "2024-05-01T10:00:00.5Z", "2023-01-01T00:00:00Z", "2025-12-31T23:59:59Z"];
const types = ["post", "post", "page", "recipe"];

export const questions: Questions = {
  paths: ["/", ...paths, "/nothing"],
  words,
  lists: [
    { filters: {}, sort: "-publishedAt" },
    { filters: {}, sort: "publishedAt" },
    { filters: {}, sort: "path" },
    { filters: { type: "post" }, sort: "-path" },
    { filters: { type: "page" }, sort: "-publishedAt" },
    { filters: { term: "a" }, sort: "-publishedAt" },
    { filters: { term: "a", type: "recipe" }, sort: "publishedAt" },
    { filters: { author: "b" }, sort: "-publishedAt" },
    { filters: { author: "b", type: "page" }, sort: "publishedAt" },
    { filters: { author: "a", term: "b" }, sort: "-publishedAt" },
    { filters: { locale: "de" }, sort: "-publishedAt" },
    { filters: { path: "/a" }, sort: "-publishedAt" },
    { filters: { publishedFrom: "2024-01-01T00:00:00Z" }, sort: "-publishedAt" },
    { filters: { publishedBefore: "2024-05-01T10:00:00.500Z" }, sort: "publishedAt" },
    {
      filters: { publishedFrom: "2024-05-01T10:00:00Z", publishedBefore: "2025-01-01T00:00:00Z", type: "post" },
      sort: "-publishedAt",
    },
  ],
};

/** Edits at random: equal seeds give equal ones. */
export class RandomContent {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** One to six records put, some deleted. */
  edits(records: Records): RecordEdits {
    const put = new Map<string, ContentRecord>();
    for (let count = 1 + this.below(6); count > 0; count -= 1) {
      const record = this.#record();
      put.set(nameOf(record), record);
    }
    const gone = [...records].filter(([name]) => !put.has(name) && this.below(10) === 0);
    return { put: [...put.values()], delete: gone.map(([, record]) => refOf(record)) };
  }

  below(bound: number): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.#state / 2 ** 32) * bound);
  }

  #pick<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)]!;
  }

  #some<Item>(items: readonly Item[]): Item[] {
    return items.filter(() => this.below(3) === 0);
  }

  #record(): ContentRecord {
    const id = this.#pick(ids);
    switch (this.below(8)) {
      case 0:
        return recordOf("term", { termId: id, taxonomy: "tag", slug: id, path: this.#pick(paths), name: id });
      case 1:
        return recordOf("author", { authorId: id, slug: id, path: this.#pick(paths), name: id });
      case 2:
        return recordOf("redirect", { from: this.#pick(paths), to: { kind: "path", path: "/elsewhere" } });
      default:
        return this.#document(id);
    }
  }

  #document(documentId: string): ContentRecord {
    const text = (): string => this.#some(words).join(" ");
    const said = text();
    return recordOf(
      "document",
      documentOf({
        documentId,
        type: this.#pick(types),
        status: this.#pick(["published", "published", "published", "draft", "private", "trashed"] as const),
        path: this.#pick(paths),
        title: text(),
        publishedAt: this.#pick(dates),
        locale: this.#pick([null, "de", "en"]),
        termIds: this.#some(["a", "b"]),
        authorIds: this.#some(["a", "b"]),
        password: this.below(6) === 0 ? { salt: "0".repeat(32), hash: "0".repeat(64) } : null,
        seo: { noindex: this.below(6) === 0 },
        body: {
          type: "doc",
          content: said === "" ? [] : [{ type: "paragraph", content: [{ type: "text", text: said }] }],
        },
      }),
    );
  }
}

export function nameOf(record: ContentRecord): string {
  const { kind, id } = refOf(record);
  return `${kind}:${id}`;
}

function refOf(record: ContentRecord) {
  switch (record.kind) {
    case "document":
      return { kind: record.kind, id: record.value.documentId };
    case "term":
      return { kind: record.kind, id: record.value.termId };
    case "author":
      return { kind: record.kind, id: record.value.authorId };
    case "redirect":
      return { kind: record.kind, id: record.value.from };
    default:
      throw new Error(`no ${record.kind} is made here`);
  }
}
