import type { Leaves } from "#domain/release/index.ts";
import { forgetBranch } from "./operations/close-branch.ts";
import type { WebsiteContext } from "./website-context.ts";

/** How many of the latest deployments keep their releases, and how long changes are kept, in milliseconds. */
const deploymentsKept = 100;
const changesKeptMs = 7 * 24 * 60 * 60 * 1_000;
/** How often a website sweeps. */
export const sweepEveryMs = 24 * 60 * 60 * 1_000;

/**
 * Forgets what nothing names: branches and changes that are old, previews that have ended, releases that no kept
 * deployment, preview, rollout or hint names, and values, assets and content of those. In slices, so that visitors' calls get in between.
 * @returns whether the sweep is complete; if not, call again
 */
export function sweep(context: WebsiteContext, sql: SqlStorage): boolean {
  const record = context.website.record;
  if (record === null) return true;
  const kept = [
    record.activeReleaseId,
    record.candidate?.releaseId ?? null,
    record.hintReleaseId,
    record.candidate?.changeId ?? null,
  ];
  const named = JSON.stringify(kept.filter((id) => id !== null));
  const before = context.now() - changesKeptMs;
  return context.transaction(() => {
    for (const { branchId } of context.branches.expired(context.now())) forgetBranch(context, branchId);
    context.previews.removeExpired(context.now());
    context.publications.forgetOld(context.now());
    context.configurationHistory.forgetOld();
    sql.exec(
      `DELETE FROM changes WHERE created_at_ms < ? AND change_id NOT IN (SELECT value FROM json_each(?))
         AND change_id NOT IN (SELECT change_id FROM branches WHERE change_id IS NOT NULL)`,
      before,
      named,
    );
    sql.exec(
      `DELETE FROM releases WHERE created_at_ms < ?1 AND release_id NOT IN (SELECT value FROM json_each(?2))
         AND release_id NOT IN (SELECT release_id FROM previews)
         AND release_id NOT IN (SELECT release_id FROM deployments ORDER BY position DESC LIMIT ?3)
         AND release_id NOT IN (SELECT coalesce(previous_release_id, '') FROM deployments ORDER BY position DESC LIMIT ?3)`,
      before,
      named,
      deploymentsKept,
    );
    sql.exec(`DELETE FROM leaf_values WHERE digest NOT IN (${namedLeaves})`);
    sql.exec("DELETE FROM theme_assets WHERE theme NOT IN (SELECT digest FROM leaf_values)");
    return context.content.sweep(contentRoots(sql));
  });
}

/**
 * Forgets what a deleted website was made of, once its time is over: all but the row that says that it is deleted, and of which release
 * it was last. In slices, too. What is still to be told of it stays.
 * @returns whether all is gone; if not, call again
 */
export function erase(context: WebsiteContext, sql: SqlStorage): boolean {
  const record = context.website.record;
  if (record?.status !== "deleted") return true;
  return context.transaction(() => {
    context.clones.end();
    for (const table of tablesToErase) sql.exec(`DELETE FROM ${table}`);
    sql.exec("DELETE FROM releases WHERE release_id <> ?", record.activeReleaseId);
    return context.content.clear();
  });
}

/** Whether that has begun: every website has values of leaves until then. */
export function isBeingErased(sql: SqlStorage): boolean {
  return sql.exec("SELECT 1 FROM leaf_values LIMIT 1").toArray().length === 0;
}

/** Content goes by its own sweep. */
const tablesToErase = [
  "branches",
  "previews",
  "scheduled_publications",
  "left_paths",
  "publication_log",
  "known_content",
  "configuration_changes",
  "deployments",
  "changes",
  "leaf_values",
  "theme_assets",
] as const;

/** Digests that the leaves of a kept release, or either side of a kept change, name. */
const namedLeaves = `
  SELECT leaf.value FROM releases, json_each(releases.leaves) AS leaf
  UNION SELECT json_extract(leaf.value, '$.from') FROM changes, json_each(changes.change, '$.replaces') AS leaf
  UNION SELECT json_extract(leaf.value, '$.to') FROM changes, json_each(changes.change, '$.replaces') AS leaf`;

function contentRoots(sql: SqlStorage): readonly string[] {
  const roots = new Set<string>();
  for (const { leaves } of sql.exec<{ leaves: string }>("SELECT leaves FROM releases")) {
    roots.add((JSON.parse(leaves) as Leaves).content);
  }
  const changed = sql.exec<{ side: string }>(
    `SELECT json_extract(change, '$.replaces.content.from') AS side FROM changes WHERE side IS NOT NULL
     UNION SELECT json_extract(change, '$.replaces.content.to') FROM changes WHERE json_extract(change, '$.replaces.content.to') IS NOT NULL`,
  );
  for (const { side } of changed) roots.add(side);
  const others = sql.exec<{ root: string }>(
    `SELECT base AS root FROM branches UNION SELECT root FROM branches
     UNION SELECT root FROM scheduled_publications UNION SELECT root FROM known_content`,
  );
  for (const { root } of others) roots.add(root);
  return [...roots];
}
