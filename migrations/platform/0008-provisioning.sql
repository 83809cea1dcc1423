-- How far each tenant's making, or unmaking, is: `domain/provisioning/`.

create table platform.provisionings (
  tenant_id uuid primary key references platform.tenants (tenant_id),
  phase text not null check (phase in ('making', 'made', 'undoing', 'undone', 'removing', 'removed')),
  -- { step, reason } of the step that failed for good
  failure jsonb,
  -- Whom to invite as the first owner.
  owner_email text,
  -- Who asked for the tenant: { actor, origin, forPlatform }
  requested_by jsonb,
  -- The id that its first website has, or is to have.
  website_id uuid not null,
  -- Of the last event.
  sequence bigint not null default 0
);

create table platform.provisioning_steps (
  tenant_id uuid not null references platform.provisionings (tenant_id),
  step text not null,
  -- From 1, in the order in which they are made.
  position smallint not null,
  status text not null check (status in ('pending', 'running', 'done', 'skipped', 'undoing', 'undone')),
  attempts integer not null default 0,
  -- Why it was skipped, or how it failed last.
  detail text,
  started_at timestamptz(3),
  finished_at timestamptz(3),
  primary key (tenant_id, step)
);

-- What happened, for whoever watches it.
create table platform.provisioning_events (
  tenant_id uuid not null references platform.provisionings (tenant_id),
  sequence bigint not null,
  event jsonb not null,
  primary key (tenant_id, sequence)
);

-- Those that were being made when this came.
insert into platform.provisionings (tenant_id, phase, website_id)
  select tenant_id, 'making', gen_random_uuid() from platform.tenants where status = 'provisioning';
insert into platform.provisioning_steps (tenant_id, step, position, status)
  select tenant_id, step, position, 'pending' from platform.provisionings,
    unnest(array['postgres', 'redis', 'blobs', 'kubernetes', 'website', 'invitation']) with ordinality as steps (step, position);
