import { documentSchema, type Document } from "#domain/document/index.ts";

/** Text as languages have it: few words often, most seldom. Equal seeds give equal texts. */
export function corpus(seed: number) {
  let state = seed;
  /** Documents are the same however often they are asked for, and in whatever order. */
  const begin = (number: number): void => void (state = Math.imul(number + 1, 2_654_435_761) & 0x7fff_ffff);
  const random = (): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return state / 0x8000_0000;
  };
  const words = Array.from({ length: 20_000 }, () =>
    Array.from(
      { length: 2 + Math.floor(random() * 8) },
      () => "etaoinshrdlucmfwypvbgkjqxz"[Math.floor(random() * 26)],
    ).join(""),
  );
  const word = (): string => words[Math.min(words.length - 1, Math.floor(words.length ** random()) - 1)]!;
  const text = (length: number): string => Array.from({ length }, word).join(" ");
  return {
    words,
    word,
    random,
    document(index: number, wordsInBody = 300): Document {
      begin(index);
      const title = `${text(5)} ${index}`;
      const content = Array.from({ length: 5 }, () => ({
        type: "paragraph" as const,
        content: [{ type: "text" as const, text: text(wordsInBody / 5) }],
      }));
      return documentSchema.parse({
        documentId: `d-${index}`,
        type: "post",
        path: `/posts/${title.replaceAll(" ", "-")}`,
        title,
        publishedAt: new Date(Date.UTC(2020, 0, 1) + index * 3_600_000).toISOString(),
        termIds: [`t-${index % 20}`],
        authorIds: [`a-${index % 5}`],
        body: { type: "doc", content },
      });
    },
  };
}
