-- Exports of websites: files made of a release, kept for a while to be downloaded.

create table platform.exports (
  -- UUID version 7: by id is by time
  export_id uuid primary key,
  tenant_id uuid not null,
  website_id uuid not null,
  format text not null,
  status text not null,
  -- the release that it holds, from when it begins to be written
  release_id text check (release_id ~ '^[0-9a-f]{64}$'),
  items_written integer not null default 0,
  file_name text,
  file_bytes bigint check (file_bytes >= 0),
  file_sha256 text check (file_sha256 ~ '^[0-9a-f]{64}$'),
  -- [{ place, detail }]
  notes jsonb not null default '[]',
  -- { detail, place }
  error jsonb,
  -- how often its writer was killed
  interruptions integer not null default 0,
  created_at timestamptz not null,
  finished_at timestamptz,
  expires_at timestamptz,
  updated_at timestamptz not null
);

create index exports_by_website on platform.exports (website_id, export_id desc);
create index exports_with_files on platform.exports (status) where status in ('requested', 'writing', 'ready');
