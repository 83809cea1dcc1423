-- A tenant's own settings, in the schema that bears its id. Names without a schema are in that one.

create table settings (
  -- There is one row.
  singleton boolean primary key default true check (singleton),
  -- IANA name, e.g. `Europe/Berlin`
  time_zone text not null default 'UTC' check (length(time_zone) between 1 and 64),
  -- BCP 47, e.g. `de-AT`
  locale text not null default 'en' check (length(locale) between 2 and 35),
  contact_email text check (length(contact_email) <= 254),
  contact_name text check (length(contact_name) <= 200),
  -- Counts every write.
  version integer not null default 1 check (version > 0),
  updated_at timestamptz not null default now()
);

insert into settings default values;
