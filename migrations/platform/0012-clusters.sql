-- Clusters of tenants' own, what stands in the way of a tenant, and whether it begins with a website.

-- { server, version, clusterId, setAt } of the cluster that a tenant brought. Its kubeconfig is among the sealed secrets.
alter table platform.tenants add column cluster jsonb;

-- Clusters that tenants gave up, until nothing of theirs is there any more. The kubeconfig is the secret of this name.
create table platform.left_clusters (
  tenant_id uuid not null references platform.tenants (tenant_id),
  secret_name text not null,
  cluster jsonb not null,
  left_at timestamptz(3) not null default now(),
  primary key (tenant_id, secret_name)
);

-- Why the tenant could not be held to what it ought to have, and since when; null while it can.
alter table platform.reconciliations add column failing_since timestamptz(3), add column error text;
create index reconciliations_failing on platform.reconciliations (provider, failing_since) where failing_since is not null;

-- Of how many tenants that are not known here a provider had something when all that it has was looked through last.
alter table platform.reconcilers add column strangers integer not null default 0, add column swept_at timestamptz(3);

create index drift_reports_by_provider on platform.drift_reports (provider, report_id);

alter table platform.provisionings add column first_website boolean not null default true;
