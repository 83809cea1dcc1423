import type { Sql } from "#durable-objects/support/sql.ts";
import type { RowSet } from "./row-set.ts";
import { matchExpression, type MatchMode } from "./words.ts";

/** Matches in titles weigh this much more. */
const titleWeight = 8;
/** Of what matches, at most this many rows are looked at, the newest: editions that no longer count are among them. */
const rowsMax = 50_000;
/** Of those that count, this many are ranked: the newest, and the newest of those that match by their titles. */
const rankedMax = 1_000;
/** So many title matches are looked at for that, other editions among them. */
const titlesMax = 4_000;
/** Scores are as good as equal within this: then the newer document comes first. */
const scoreStep = 0.05;

/** Words as they are written, or their English stems. */
export type WordTable = "search_texts" | "search_stems";

/** Rows that were found, best first, and what they were found by. */
export interface Matches {
  readonly rows: readonly number[];
  /** How many rows match; those ranked may be fewer. */
  readonly total: number;
  readonly table: WordTable;
  readonly expression: string;
}

interface Attempt {
  readonly table: WordTable;
  readonly mode: MatchMode;
}

/**
 * Rows of a content that match all words of a query: by whole words (in English by their stems), the last of which may be the
 * beginning of one; where there are none, by the beginnings of words. What a query costs has a bound, whatever is asked.
 *
 * @param options.isEnglish whether stems are English ones
 */
export function findMatches(
  sql: Sql,
  query: string,
  { live, isEnglish }: { readonly live: RowSet; readonly isEnglish: boolean },
): Matches | null {
  const attempts: readonly Attempt[] = [
    { table: isEnglish ? "search_stems" : "search_texts", mode: "words" },
    { table: "search_texts", mode: "beginnings" },
  ];
  for (const { table, mode } of attempts) {
    const expression = matchExpression(query, mode);
    if (expression === null) return null;
    const matching = liveRowsOf(sql, table, expression, live);
    if (matching.length === 0) continue;
    return { rows: rank(sql, { table, expression, matching, live }), total: matching.length, table, expression };
  }
  return null;
}

/** The newest first. As one value, since rows cost more than what is in them. */
function liveRowsOf(sql: Sql, table: WordTable, expression: string, live: RowSet): readonly number[] {
  const { rows } = sql
    .exec<{ rows: string }>(
      `SELECT json_group_array(rowid) AS rows FROM
         (SELECT rowid FROM ${table} WHERE ${table} MATCH ? ORDER BY rowid DESC LIMIT ${rowsMax})`,
      expression,
    )
    .one();
  return (JSON.parse(rows) as number[]).filter((row) => live.has(row));
}

interface Scored {
  readonly row: number;
  /** Of scores that are as good as equal; lower is better. */
  readonly step: number;
}

interface Ranking extends Pick<Matches, "table" | "expression"> {
  /** The newest first. */
  readonly matching: readonly number[];
  readonly live: RowSet;
}

function rank(sql: Sql, { table, expression, matching, live }: Ranking): readonly number[] {
  const oldest = matching[Math.min(matching.length, rankedMax) - 1]!;
  const newest = scoresOf(sql, { table, expression, oldest, limit: rowsMax });
  const titled =
    matching.length <= rankedMax
      ? []
      : scoresOf(sql, { table, expression: `{title} : (${expression})`, oldest: 0, limit: titlesMax });
  const steps = new Map<number, number>();
  for (const { row, step } of [...titled, ...newest]) if (live.has(row)) steps.set(row, step);
  const best = [...steps].sort(
    ([one, step], [other, otherStep]) =>
      step - otherStep || live.publishedMs(other) - live.publishedMs(one) || other - one,
  );
  return best.map(([row]) => row);
}

interface ToScore extends Pick<Matches, "table" | "expression"> {
  /** The lowest number of a row. */
  readonly oldest: number;
  readonly limit: number;
}

/** The newest first; likewise one value a column. */
function scoresOf(sql: Sql, { table, expression, oldest, limit }: ToScore): readonly Scored[] {
  const scored = sql
    .exec<{ rows: string; steps: string }>(
      `SELECT json_group_array(row) AS rows, json_group_array(step) AS steps FROM
         (SELECT rowid AS row, CAST(round(bm25(${table}, ${titleWeight}, 1) / ${scoreStep}) AS INTEGER) AS step
          FROM ${table} WHERE ${table} MATCH ? AND rowid >= CAST(? AS INTEGER) ORDER BY rowid DESC LIMIT ?)`,
      expression,
      oldest,
      limit,
    )
    .one();
  const steps = JSON.parse(scored.steps) as readonly number[];
  return (JSON.parse(scored.rows) as readonly number[]).map((row, index) => ({ row, step: steps[index]! }));
}
