/**
 * How long reading takes on a website of 10,000 documents: searches, what nobody should ask for, addresses that are not there.
 * Milliseconds, from a client on the same machine through edge and object and back; every question is asked for the first time.
 *
 *     npm run x node test/load/content/measure-reading.ts [documents]
 */
import { readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { openWorkbench, publish } from "#test/load/bench/platform/index.ts";
import { createWebsites } from "#test/load/bench/platform/create-websites.ts";
import { localFetch } from "#supervisor/index.ts";
import { eventually } from "#test/support/eventually.ts";
import { corpus } from "./corpus.ts";

const documents = Number(process.argv[2] ?? 10_000);
/** The most documents that a change takes. */
const batchSize = 500;
const rounds = 200;

const texts = corpus(7);
const bench = await openWorkbench();
try {
  const [website] = await createWebsites(bench.api, { theme: bench.theme, name: "reading", count: 1 });
  const { websiteId, hostname } = website!;
  const { port } = bench.platform;
  const begun = performance.now();
  for (let first = 0; first < documents; first += batchSize) {
    const size = Math.min(batchSize, documents - first);
    await publish(
      bench.api,
      websiteId,
      Array.from({ length: size }, (_, index) => texts.document(first + index)),
    );
  }
  console.log(`${documents} documents published in ${Math.round(performance.now() - begun)} ms`);
  // The editor's tables take it all over by the same process, which visitors would wait for.
  const isTakenOver = async () => {
    const { state } = await bench.api.call<{ state: string }>("GET", `/websites/${websiteId}/content-state`);
    return state === "current";
  };
  await eventually("all to be taken over by the editor", isTakenOver, 1_200_000);
  const ask = async (path: string): Promise<number> => {
    const since = performance.now();
    const answer = await localFetch(`http://${hostname}:${port}${path}`, { timeoutMs: 30_000 });
    await answer.arrayBuffer();
    if (answer.status !== 200 && answer.status !== 404) throw new Error(`${path} was answered with ${answer.status}`);
    return performance.now() - since;
  };
  /** What the process of objects has used of processors: it says more than the clock where others work beside it. */
  const cpuMs = (): number => {
    const { pid } = bench.platform.processes.find(({ name }) => name === "state-0")!;
    const [user, system] = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]!.split(" ").slice(11, 13);
    return 10 * (Number(user) + Number(system));
  };
  const measure = async (what: string, pathOf: (round: number) => string, count = rounds): Promise<void> => {
    const times: number[] = [];
    const cpuBefore = cpuMs();
    for (let round = 0; round < count; round += 1) {
      times.push(await ask(pathOf(round)));
      // No more than a website is allowed.
      await setTimeout(60);
    }
    const cpu = (cpuMs() - cpuBefore) / count;
    const sorted = times.toSorted((a, b) => a - b);
    const at = (share: number) => sorted[Math.floor((count - 1) * share)]!.toFixed(1);
    console.log(
      `${what}: p50 ${at(0.5)}, p95 ${at(0.95)}, max ${at(1)}; of the object's process ${cpu.toFixed(1)} (${count})`,
    );
  };
  const search = (query: string) => `/search?${new URLSearchParams({ q: query }).toString()}`;
  const { words, word } = texts;
  const once = new Set<string>();
  const unasked = (make: () => string): string => {
    for (;;) {
      const query = make();
      if (!once.has(query) && once.add(query)) return query;
    }
  };
  console.log(`the first search: ${(await ask(search(words[50]!))).toFixed(1)}`);
  await measure("a word as texts have them", () => search(unasked(word)));
  await measure("two words", () => search(unasked(() => `${word()} ${word()}`)));
  await measure("three words, the last begun", () =>
    search(unasked(() => `${word()} ${word()} ${word().slice(0, 3)}`)),
  );
  await measure("a common word", (round) => search(words[round]!), 30);
  const publishOne = async (round: number) => {
    await publish(bench.api, websiteId, [{ ...texts.document(round), description: "Another edition." }]);
    return ask(search(unasked(word)));
  };
  const after: number[] = [];
  for (let round = 0; round < 20; round += 1) after.push(await publishOne(round));
  console.log(
    `the first search after a publication: p50 ${after.toSorted((a, b) => a - b)[10]!.toFixed(1)}, max ${Math.max(...after).toFixed(1)}`,
  );
  await measure("hostile: eight common words", (round) => search(words.slice(round, round + 8).join(" ")), 50);
  await measure(
    "hostile: beginnings of two letters",
    (round) => search(`zzz${round} ${"etaoinshrd"[round % 10]}${"etaoinshrd"[Math.floor(round / 10)]}`),
    50,
  );
  await measure(
    "hostile: eight beginnings",
    (round) =>
      search(
        words
          .filter(({ length }) => length > 4)
          .slice(round, round + 8)
          .map((each) => each.slice(0, 3))
          .join(" "),
      ),
    50,
  );
  await measure(
    "an address with a slip in it",
    (round) =>
      `/posts/${texts
        .document(round)
        .title.replaceAll(" ", "-")
        .replace(/[aeiou]/, "")}x`,
    100,
  );
  const api = "/_hotswap/content/v1";
  const oddly = (round: number) =>
    `fields=title,path&publishedFrom=20${20 + (round % 2)}-01-01T00:00:${String(round % 60).padStart(2, "0")}Z`;
  await measure("content API: twenty documents", (round) => `${api}/documents?limit=20&${oddly(round)}`, 60);
  await measure(
    "content API: a hundred of a term, as HTML",
    (round) => `${api}/documents?term=t-${round % 20}&limit=100&body=html&${oddly(round)}`,
    60,
  );
  await measure(
    "content API: an author's of a term",
    (round) => `${api}/documents?author=a-${round % 5}&term=t-${round % 20}&${oddly(round)}`,
    60,
  );
  await measure("content API: what nothing is like", (round) => `${api}/documents?locale=xx&${oddly(round)}`, 60);
  await measure("content API: a document as HTML", (round) => `${api}/documents/d-${(round * 37) % documents}`, 60);
  await measure("content API: a search", () => `${api}/search?q=${unasked(word)}`, 60);
} finally {
  await bench.close();
}
