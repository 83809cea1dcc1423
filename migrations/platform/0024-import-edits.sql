-- Archives bring unpublished edits of what is served too: each becomes the working copy above it.

alter table platform.import_drafts
  add column kind text not null default 'draft' check (kind in ('draft', 'edit')),
  -- of an edit, the digest of what it was written on, as the versions of documents have it; null until that has been read
  add column over text check (over ~ '^[0-9a-f]{64}$');
