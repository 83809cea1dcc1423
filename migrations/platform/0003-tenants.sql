-- Tenants as the platform sees them, where their own data lies, and their secrets.

alter table platform.tenants
  -- Milliseconds, as programs have them: what a cursor tells is what is compared.
  alter column created_at type timestamptz(3),
  -- A label below the sites' domain, in lower case. Kept when the tenant is deleted: nobody inherits another's address.
  add column subdomain text,
  -- The subdomain as people read it at a glance: `domain/tenant/subdomain.ts`
  add column subdomain_skeleton text,
  add column status text not null default 'active'
    check (status in ('provisioning', 'active', 'suspended', 'deprovisioning', 'deleted')),
  add column tier text not null default 'free'
    check (tier in ('free', 'starter', 'professional', 'enterprise', 'custom')),
  add column resource_quota jsonb not null default
    '{"maxWebsites":1,"storageBytes":1000000000,"bandwidthBytes":10000000000,"maxConcurrentDeployments":1,"maxCustomDomains":0}',
  add column metadata jsonb not null default '{}',
  add column updated_at timestamptz(3) not null default now(),
  add column suspended_at timestamptz(3),
  add column suspension_reason text,
  -- When a tenant that is being taken down loses its data.
  add column removal_due_at timestamptz(3),
  -- Counts what its people and the platform can see change: the ETag.
  add column version bigint not null default 1,
  -- Counts what its Tenant object has to know.
  add column state_version bigint not null default 1,
  -- The last state that its Tenant object is known to have.
  add column pushed_version bigint not null default 0,
  -- Access tokens of an earlier epoch are no longer taken.
  add column revocation_epoch bigint not null default 0;

update platform.tenants
  set subdomain = 't-' || replace(tenant_id::text, '-', ''), subdomain_skeleton = 't-' || replace(tenant_id::text, '-', '');
update platform.tenants
  set subdomain = 'demo', subdomain_skeleton = 'demo', tier = 'enterprise', resource_quota =
    '{"maxWebsites":1000,"storageBytes":1000000000000,"bandwidthBytes":10000000000000,"maxConcurrentDeployments":20,"maxCustomDomains":1000}'
  where tenant_id = '00000000-0000-7000-8000-000000000001';
-- Stands for the platform itself: holds the revocation epoch of its people, and is in no list. The name is a reserved one.
insert into platform.tenants (tenant_id, name, subdomain, subdomain_skeleton)
  values ('00000000-0000-7000-8000-000000000000', 'HotSwap', 'hotswap', 'hotswap');

alter table platform.tenants
  alter column subdomain set not null,
  alter column subdomain_skeleton set not null,
  alter column status set default 'provisioning',
  add constraint tenants_subdomain unique (subdomain),
  add constraint tenants_subdomain_skeleton unique (subdomain_skeleton),
  add constraint tenants_suspended check ((status = 'suspended') = (suspended_at is not null));

-- For each order that the list may have, with the id to tell equals apart.
create index tenants_by_name on platform.tenants (lower(name) collate "C", tenant_id);
create index tenants_by_created_at on platform.tenants (created_at, tenant_id);
create index tenants_by_subdomain on platform.tenants (subdomain collate "C", tenant_id);
create index tenants_to_push on platform.tenants (tenant_id) where pushed_version < state_version;

-- Databases that hold tenants' schemas, each up to a bound; the next one is taken when the last is full.
create table platform.tenant_databases (
  number integer primary key check (number > 0),
  name text not null unique,
  -- Schemas placed in it.
  schemas integer not null default 0 check (schemas >= 0),
  created_at timestamptz not null default now()
);

-- Where each tenant's own tables lie, and how far they are.
create table platform.tenant_schemas (
  tenant_id uuid primary key references platform.tenants (tenant_id),
  database_number integer not null references platform.tenant_databases (number),
  -- Of the schema and of the login role, which are called alike.
  name text not null unique check (name ~ '^tenant_[0-9a-f]{32}$'),
  -- Name of the last migration applied in full; null before the first.
  migrated_to text,
  -- Why the next one failed, the last time that it was tried.
  migration_error text,
  -- When it could first be used; null while it is being made.
  ready_at timestamptz,
  -- When schema and role were dropped; null as long as they are there.
  removed_at timestamptz
);
create index tenant_schemas_by_migration on platform.tenant_schemas (migrated_to, tenant_id) where removed_at is null;

-- A tenant's data keys, each sealed by one of the platform's master keys. The highest number is the current one.
create table platform.tenant_keys (
  tenant_id uuid not null references platform.tenants (tenant_id),
  number integer not null check (number > 0),
  master_key_id text not null,
  -- As `control-plane/services/secrets/seal-bytes.ts` writes it.
  sealed_key text not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, number)
);
create index tenant_keys_by_master_key on platform.tenant_keys (master_key_id, tenant_id, number);

-- What a tenant, or the platform as tenant of its own, keeps secret; sealed by one of its data keys for its name alone.
create table platform.tenant_secrets (
  tenant_id uuid not null,
  name text not null,
  key_number integer not null,
  sealed text not null,
  version integer not null default 1,
  updated_at timestamptz not null default now(),
  primary key (tenant_id, name),
  foreign key (tenant_id, key_number) references platform.tenant_keys (tenant_id, number)
);
create index tenant_secrets_by_key on platform.tenant_secrets (tenant_id, key_number);

-- What calls with an Idempotency-Key were answered, written in the transaction of what they did.
create table platform.idempotency_keys (
  -- Who called, and for what.
  scope text not null,
  key text not null,
  -- SHA-256 in hex of what was asked for.
  request_sha256 text not null,
  -- { status, body, headers }; null only while the call is under way.
  answer jsonb,
  created_at timestamptz not null default now(),
  primary key (scope, key)
);
create index idempotency_keys_by_age on platform.idempotency_keys (created_at);

-- Lets a role enqueue jobs that may not touch the queue's tables. The function that it calls comes with the queue.
create function platform.add_job(
  task text, payload json, queue text, run_at timestamptz, tries_max integer, job_key text
) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform graphile_worker.add_job(
    task, payload => payload, queue_name => queue, run_at => run_at, max_attempts => tries_max, job_key => job_key
  );
end $$;
revoke execute on function platform.add_job from public;
