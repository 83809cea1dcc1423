-- Imports of websites' content and what they report. A website may be younger here than at its object, whose events
-- bring its row, so that nothing refers to `websites`.

create table platform.imports (
  -- UUID version 7: by id is by time
  import_id uuid primary key,
  tenant_id uuid not null,
  website_id uuid not null,
  -- what an Idempotency-Key stood for
  idempotency_key uuid,
  format text not null,
  status text not null,
  dry_run boolean not null,
  fetch_media boolean not null,
  file_name text not null,
  file_bytes bigint not null check (file_bytes >= 0),
  file_sha256 text not null check (file_sha256 ~ '^[0-9a-f]{64}$'),
  items_read integer not null default 0,
  -- null until the file has been looked through
  items_total integer,
  -- batches of records that the branch is known to have
  batches_applied integer not null default 0,
  -- lines reported, of which as many as are kept are in `import_report_lines`
  report_lines integer not null default 0,
  -- lines by kind and outcome
  counts jsonb not null default '{}',
  -- { detail, place }
  error jsonb,
  change_id text check (change_id ~ '^[0-9a-f]{64}$'),
  deployment_id uuid,
  preview_url text,
  preview_expires_at timestamptz,
  created_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  updated_at timestamptz not null,
  constraint imports_once unique (website_id, idempotency_key)
);

create index imports_by_website on platform.imports (website_id, import_id desc);
create index imports_unsettled on platform.imports (status) where status in ('received', 'reading', 'activating');

create table platform.import_report_lines (
  import_id uuid not null references platform.imports (import_id) on delete cascade,
  -- from 0, in the order of the file
  position integer not null,
  outcome text not null,
  kind text not null,
  id text,
  place text not null,
  detail text not null,
  primary key (import_id, position)
);

create index import_report_lines_by_outcome on platform.import_report_lines (import_id, outcome, position);
