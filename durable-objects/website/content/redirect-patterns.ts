import { inOrder, redirectPatternsMax, redirectRule, type RedirectRule } from "#domain/content/index.ts";
import type { Digest } from "#domain/digest/index.ts";
import { redirectPatternsPrefix, under } from "./content-keys.ts";
import type { RecordStore } from "./edit-records.ts";
import { sliceOf } from "./key-range.ts";
import type { NodeStore } from "./node.ts";

/** Of the roots that paths were looked up in last. */
const rootsMax = 4;

/** The redirects with a pattern of a content, in the order in which they are tried: read once for a root, compiled once for all. */
export class RedirectPatterns {
  readonly #store: NodeStore & RecordStore;
  readonly #byRoot = new Map<Digest, readonly RedirectRule[]>();
  #compiled = new Map<Digest, RedirectRule | null>();

  constructor(store: NodeStore & RecordStore) {
    this.#store = store;
  }

  of(root: Digest): readonly RedirectRule[] {
    const known = this.#byRoot.get(root);
    if (known !== undefined) return known;
    const digests = patternDigests(this.#store, root);
    // What no longer is there is forgotten.
    this.#compiled = new Map(digests.map((digest) => [digest, this.#rule(digest)]));
    const rules = inOrder([...this.#compiled.values()].filter((rule) => rule !== null));
    this.#byRoot.set(root, rules);
    for (const oldest of this.#byRoot.keys()) {
      if (this.#byRoot.size <= rootsMax) break;
      this.#byRoot.delete(oldest);
    }
    return rules;
  }

  #rule(digest: Digest): RedirectRule | null {
    return this.#compiled.get(digest) ?? ruleOf(this.#store, digest);
  }
}

export function patternDigests(store: NodeStore, root: Digest): readonly Digest[] {
  return sliceOf(store, root, under(redirectPatternsPrefix), { limit: redirectPatternsMax }).map(
    ([, digest]) => digest,
  );
}

export function ruleOf(store: RecordStore, digest: Digest): RedirectRule | null {
  const record = store.readRecord(digest);
  return record.kind === "redirect" ? redirectRule(record.value) : null;
}
