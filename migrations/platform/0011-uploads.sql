-- Files that tenants upload to their websites' media: `domain/upload/`. The parts lie in the tenants' store of blobs until they are looked
-- into; a website may be younger here than at its object, so that nothing refers to `websites`.

create table platform.uploads (
  upload_id uuid primary key,
  tenant_id uuid not null,
  website_id uuid not null,
  status text not null check (status in ('receiving', 'processing', 'ready', 'failed', 'dropped')),
  file_name text not null,
  -- what its sender said of it: all but the length may be wrong
  content_type text,
  bytes bigint not null check (bytes > 0),
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  -- title, alt, caption, folder and focal point, as given
  details jsonb not null,
  -- the record that it becomes, or whose file it becomes
  media_id text not null,
  is_replacement boolean not null,
  -- the store's name for the parts; null until the first is asked for
  blob_upload_id text,
  -- what it came to be, once it was looked into and stored: digest, type, size, editions
  file jsonb,
  -- how often looking into it was begun
  attempts integer not null default 0,
  -- { code, detail }
  failure jsonb,
  -- who uploads it: { kind, personId }
  created_by jsonb not null,
  created_at timestamptz(3) not null,
  updated_at timestamptz(3) not null,
  expires_at timestamptz(3) not null,
  -- when what its parts took was given back; null while it is not
  cleared_at timestamptz(3)
);

create index uploads_by_website on platform.uploads (website_id, created_at desc, upload_id desc);
create index uploads_under_way on platform.uploads (website_id) where status in ('receiving', 'processing');
create index uploads_to_expire on platform.uploads (expires_at) where status = 'receiving';
create index uploads_to_clear on platform.uploads (updated_at) where cleared_at is null;
create index uploads_of_tenant_by_digest on platform.uploads (tenant_id, sha256) where status = 'ready';
