-- What was decided to be published, and how far these tables have come with what each website serves.

create table publications (
  publication_id uuid primary key,
  website_id uuid not null,
  -- The order in which websites are told of them.
  sequence bigint generated always as identity unique,
  kind text not null check (kind in ('publish', 'unpublish')),
  -- `domain/publication/publication-state.ts` says what each means.
  state text not null check (state in ('waiting', 'scheduled', 'withdrawing', 'placed', 'failed', 'cancelled')),
  -- What it does with documents: `publicationItemSchema` of `domain/contracts`, with the digest and path of what visitors get.
  items jsonb not null,
  -- References to the other records that it puts or deletes.
  records jsonb not null,
  -- The records to put, whole, and references to those to delete; null once it has ended.
  put jsonb,
  deletions jsonb,
  -- Null for at once.
  due_at timestamptz,
  failure jsonb,
  deployment_id uuid,
  message text not null,
  actor jsonb not null,
  created_at timestamptz not null default now(),
  ended_at timestamptz
);
create index publications_by_website on publications (website_id, sequence);
create index publications_untold on publications (website_id, sequence) where state in ('waiting', 'withdrawing');

-- How far these tables have come with what a website serves: one row a website that has told of anything.
create table content_sync (
  website_id uuid primary key,
  -- Of the website's storage: a restored one has another.
  epoch uuid not null,
  -- Root of the content that is in these tables; null for none.
  root text,
  -- Of the last publication that the website has told how it ended.
  publication_sequence bigint not null,
  -- While one of the two seems to have been restored from a backup: nothing is taken over until somebody chooses.
  is_diverged boolean not null default false,
  updated_at timestamptz not null default now()
);
