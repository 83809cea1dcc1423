-- What a tenant's people edit: documents with every version of them, and the other records of its websites' content.

-- One row a website: whoever changes where its documents stand (new ones, paths, parents) holds it, so that two never take one path.
create table website_content (
  website_id uuid primary key,
  -- Counts those changes.
  changes bigint not null default 0
);

create table documents (
  website_id uuid not null,
  document_id text not null check (document_id ~ '^[A-Za-z0-9_-]{1,64}$'),
  -- `page`, `post` or a type of the website's own. This and the next ones repeat what `content` says, for lists.
  type text not null,
  locale text,
  translation_of text,
  parent_id text,
  path text not null,
  title text not null,
  -- `domain/editing/document-states.ts` says what each means. Being in the trash is beside it: `trashed_at`.
  state text not null check (state in ('draft', 'in-review', 'scheduled', 'published', 'unpublished', 'archived')),
  -- Counts every write; the version of that number is in `document_versions`.
  version integer not null check (version > 0),
  -- The working copy: a document as `domain/document` has it, without its status.
  content jsonb not null,
  -- What visitors get: the digest of the record in the website's object, the version that it was made of, and its path; null for nothing.
  served_digest text,
  served_version integer,
  served_path text,
  -- The version that is placed in the object to be published by itself, and when.
  scheduled_version integer,
  scheduled_at timestamptz,
  -- The publication that last touched it.
  publication_id uuid,
  trashed_at timestamptz,
  created_by jsonb not null,
  updated_by jsonb not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- The words of title, path and body, each once, in lower case.
  search tsvector not null default ''::tsvector,
  primary key (website_id, document_id)
);

-- Not unique: what is served is noted here whatever else was drafted at its path meanwhile.
create index documents_by_path on documents (website_id, path text_pattern_ops);
create index documents_by_update on documents (website_id, updated_at, document_id);
create index documents_by_title on documents (website_id, title, document_id);
create index documents_by_parent on documents (website_id, parent_id) where parent_id is not null;
create index documents_by_translation on documents (website_id, translation_of) where translation_of is not null;
create index documents_by_schedule on documents (scheduled_at) where scheduled_at is not null;
create index documents_by_word on documents using gin (search);
create index documents_by_term on documents using gin ((content -> 'termIds'));
create index documents_by_author on documents using gin ((content -> 'authorIds'));

create table document_versions (
  website_id uuid not null,
  document_id text not null,
  version integer not null check (version > 0),
  kind text not null check (kind in ('save', 'autosave', 'publish', 'restore', 'import', 'sync')),
  content jsonb not null,
  -- SHA-256 of the canonical JSON of `content`, 64 hex digits.
  digest text not null,
  actor jsonb not null,
  at timestamptz not null default now(),
  message text check (length(message) <= 500),
  -- When a later save of the same author took its place in the history; it goes a day after that.
  superseded_at timestamptz,
  primary key (website_id, document_id, version),
  foreign key (website_id, document_id) references documents on delete cascade
);

-- Terms, authors, menus, redirects, media and content types: what is written here is published at once.
create table records (
  website_id uuid not null,
  kind text not null check (kind in ('term', 'author', 'menu', 'redirect', 'media', 'type')),
  -- Of a redirect, the path that it is for.
  record_id text not null check (length(record_id) between 1 and 1024),
  value jsonb not null,
  version integer not null check (version > 0),
  served_digest text,
  trashed_at timestamptz,
  created_at timestamptz not null default now(),
  updated_by jsonb not null,
  updated_at timestamptz not null default now(),
  primary key (website_id, kind, record_id)
);

create table record_versions (
  website_id uuid not null,
  kind text not null,
  record_id text not null,
  version integer not null check (version > 0),
  -- Null where this version is its deletion.
  value jsonb,
  actor jsonb not null,
  at timestamptz not null default now(),
  primary key (website_id, kind, record_id, version),
  foreign key (website_id, kind, record_id) references records on delete cascade
);
