-- Who did what, for each tenant a chain of its own. It lies here, not with the tenant's tables, because an entry has to
-- commit with the change that it tells of, and no tenant's role may reach it.

-- The last entry of each chain. Its row is locked by whoever appends, so that entries follow each other.
create table platform.audit_heads (
  tenant_id uuid primary key references platform.tenants (tenant_id),
  -- 0 before the first entry
  sequence bigint not null default 0,
  hash text not null default repeat('0', 64) check (hash ~ '^[0-9a-f]{64}$'),
  at timestamptz(3) not null default 'epoch'
);

create table platform.audit_entries (
  tenant_id uuid not null references platform.audit_heads (tenant_id),
  sequence bigint not null check (sequence > 0),
  -- Never earlier than that of the entry before.
  at timestamptz(3) not null,
  -- The JSON is kept as it was written: its hash is part of the chain.
  actor json not null,
  -- The person, for the filter; null for others.
  actor_id text,
  action text not null,
  target_type text not null,
  target_id text not null,
  origin json,
  before json,
  after json,
  previous_hash text not null check (previous_hash ~ '^[0-9a-f]{64}$'),
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  -- All that a text search looks through, in lower case.
  search_text text not null,
  primary key (tenant_id, sequence)
);
create index audit_entries_by_time on platform.audit_entries (tenant_id, at, sequence);

create function platform.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log is append-only' using errcode = 'insufficient_privilege';
end $$;
create trigger audit_entries_are_kept before update or delete on platform.audit_entries
  for each row execute function platform.refuse_change();
create trigger audit_entries_are_not_truncated before truncate on platform.audit_entries
  for each statement execute function platform.refuse_change();

-- A head goes forward by one entry at a time, and never away.
create function platform.keep_audit_head() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.tenant_id = old.tenant_id and new.sequence in (old.sequence, old.sequence + 1)
    and (new.sequence > old.sequence or new.hash = old.hash) then
    return new;
  end if;
  raise exception 'the head of an audit log goes forward by one entry' using errcode = 'insufficient_privilege';
end $$;
create trigger audit_heads_go_forward before update or delete on platform.audit_heads
  for each row execute function platform.keep_audit_head();
create trigger audit_heads_are_not_truncated before truncate on platform.audit_heads
  for each statement execute function platform.refuse_change();

-- Attempts across tenants that were told of, so that one told of twice is logged once.
create table platform.refused_attempts (
  tenant_id uuid not null references platform.tenants (tenant_id),
  attempt_id uuid not null,
  received_at timestamptz not null default now(),
  primary key (tenant_id, attempt_id)
);
create index refused_attempts_by_age on platform.refused_attempts (received_at);
