-- What the platform knows of its tenants and their websites. A website's row follows the events of its object,
-- which is the source of truth: everything here could be made again from `website_events`.

create table platform.tenants (
  tenant_id uuid primary key,
  name text not null,
  created_at timestamptz not null default now()
);

insert into platform.tenants (tenant_id, name) values ('00000000-0000-7000-8000-000000000001', 'Demo');

create table platform.websites (
  website_id uuid primary key,
  tenant_id uuid not null references platform.tenants (tenant_id),
  name text not null,
  status text not null,
  hostnames text[] not null,
  -- SHA-256 in hex; null until the first release was told of
  active_release_id text check (active_release_id ~ '^[0-9a-f]{64}$'),
  created_at timestamptz not null,
  -- when the last event happened that this row follows
  updated_at timestamptz not null
);

create index websites_by_tenant on platform.websites (tenant_id, website_id);

create table platform.website_events (
  website_id uuid not null references platform.websites (website_id),
  -- made when the object's storage was: an object restored from a backup counts from 1 again in another epoch
  epoch uuid not null,
  sequence bigint not null check (sequence > 0),
  type text not null,
  event jsonb not null,
  received_at timestamptz not null default now(),
  constraint website_events_once primary key (website_id, epoch, sequence)
);
