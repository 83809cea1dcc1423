-- Requests by which parts of uploads may be sent straight to a store of blobs, while they are good: a tenant may have so many at a time.

create table platform.signed_parts (
  upload_id uuid not null references platform.uploads on delete cascade,
  part integer not null check (part > 0),
  tenant_id uuid not null,
  expires_at timestamptz not null,
  primary key (upload_id, part)
);
create index signed_parts_by_tenant on platform.signed_parts (tenant_id, expires_at);
