-- What each provider has of each tenant, against what it ought to have: `control-plane/reconcilers/`.

-- When each tenant is looked at next.
create table platform.reconciliations (
  tenant_id uuid not null references platform.tenants (tenant_id),
  provider text not null check (provider in ('postgres', 'redis', 'blobs', 'kubernetes')),
  due_at timestamptz(3) not null,
  -- When it was last found, or made, as it ought to be; null before the first time.
  checked_at timestamptz(3),
  primary key (tenant_id, provider)
);
create index reconciliations_due on platform.reconciliations (provider, due_at, tenant_id);

create table platform.reconcilers (
  provider text primary key check (provider in ('postgres', 'redis', 'blobs', 'kubernetes')),
  last_run_at timestamptz(3) not null,
  -- In a row; 0 while it works.
  failures integer not null default 0,
  failing_since timestamptz(3),
  error text
);

-- What was found to be otherwise, and was mended.
create table platform.drift_reports (
  report_id bigint generated always as identity primary key,
  tenant_id uuid not null references platform.tenants (tenant_id),
  provider text not null,
  found_at timestamptz(3) not null default now(),
  -- A sentence each.
  what text[] not null
);
create index drift_reports_by_tenant on platform.drift_reports (tenant_id, report_id);
