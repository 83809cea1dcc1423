-- How a tenant's people read dates, and what was done to the tenant's tables, on its way to the audit log.

alter table settings
  add column week_start text not null default 'monday' check (week_start in ('monday', 'saturday', 'sunday')),
  -- As Unicode's date patterns say it.
  add column date_format text not null default 'yyyy-MM-dd'
    check (date_format in ('yyyy-MM-dd', 'dd.MM.yyyy', 'dd/MM/yyyy', 'MM/dd/yyyy', 'd MMMM yyyy'));

-- Written by the statement that makes the change; deleted once it is logged.
create table events (
  sequence bigint generated always as identity primary key,
  event_id uuid not null unique,
  -- As `domain/contracts/tenant-events.ts` has it.
  event jsonb not null check (octet_length(event::text) < 100000)
);
