import { and, asc, eq, getTableColumns, gt, inArray, sql } from "drizzle-orm";
import { publications } from "#migrations/schema/tenant/index.ts";
import { valueOf } from "../value-of.ts";
import type { ContentContext } from "../verb.ts";
import type { ToldPublication } from "./publication-row.ts";

/** So many publications, and characters of the JSON that they put, are read at a time. */
const batchSize = 10;
const batchLengthMax = 1_000_000;

/** What a website has still to be told. */
export interface Untold {
  /** What it puts is left out where it is long. */
  readonly publication: ToldPublication;
  /** Whether it puts more than is read at a time: `readLong` reads such a one by itself. */
  readonly isLong: boolean;
  /** Whether nothing had been decided after it. */
  readonly isLast: boolean;
}

/** What it took out of others may be long, and is not told. */
const { displaced: _, ...columns } = getTableColumns(publications);
const { put, publicationId, sequence } = publications;
const isUntold = inArray(publications.state, ["waiting", "withdrawing"]);
/** Of what it puts, in characters: what is taken back is told by its id. */
const lengthOfPut = sql<number>`case when ${publications.state} = 'waiting' then coalesce(length(${put}::text), 0) else 0 end`;

/** @returns the first ones that are untold after this one, in the order in which they were decided; at least one if there is any */
export async function readUntold({ database }: ContentContext, websiteId: string, after: number): Promise<Untold[]> {
  const rows = await database.repeatable((tables) => {
    const first = tables.$with("first").as(
      tables
        .select({ publicationId, sequence, length: lengthOfPut.as("length") })
        .from(publications)
        .where(and(eq(publications.websiteId, websiteId), isUntold, gt(sequence, after)))
        .orderBy(asc(sequence))
        // One more, which says that there are more.
        .limit(batchSize + 1),
    );
    const measured = tables.$with("measured").as(
      tables
        .select({
          id: sql<string>`${first.publicationId}`.as("id"),
          own: sql<number>`${first.length}`.as("own"),
          place: sql<number>`row_number() over (order by ${first.sequence})`.as("place"),
          count: sql<number>`count(*) over ()`.as("count"),
          upTo: sql<number>`sum(${first.length}) over (order by ${first.sequence})`.as("up_to"),
        })
        .from(first),
    );
    const isLong = sql<boolean>`${measured.own} > ${batchLengthMax}`;
    return tables
      .with(first, measured)
      .select({
        publication: { ...columns, put: sql<unknown>`case when not ${isLong} then ${put} end`.mapWith(put) },
        isLong,
        isLast: sql<boolean>`${measured.place} = ${measured.count}`,
      })
      .from(publications)
      .innerJoin(measured, eq(publicationId, measured.id))
      .where(
        sql`${measured.place} = 1 or (${measured.place} <= ${batchSize} and ${measured.upTo} <= ${batchLengthMax})`,
      )
      .orderBy(asc(sequence));
  });
  return valueOf(rows);
}

/** With what it puts; null where nothing is to be told of it any more. */
export async function readLong({ database }: ContentContext, id: string): Promise<ToldPublication | null> {
  const [row] = valueOf(
    await database.repeatable((tables) =>
      tables
        .select(columns)
        .from(publications)
        .where(and(eq(publicationId, id), isUntold)),
    ),
  );
  return row ?? null;
}
