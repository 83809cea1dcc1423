-- What websites' visitors were sent, by UTC hour, as their objects tell about once a minute. Counts of an hour only grow.

create table platform.website_traffic (
  website_id uuid not null references platform.websites (website_id),
  tenant_id uuid not null references platform.tenants (tenant_id),
  hour timestamptz not null check (date_trunc('hour', hour, 'UTC') = hour),
  requests bigint not null check (requests >= 0),
  -- of bodies, as they were sent
  bytes bigint not null check (bytes >= 0),
  -- requests by the class of their answer
  status_1xx bigint not null check (status_1xx >= 0),
  status_2xx bigint not null check (status_2xx >= 0),
  status_3xx bigint not null check (status_3xx >= 0),
  status_4xx bigint not null check (status_4xx >= 0),
  status_5xx bigint not null check (status_5xx >= 0),
  primary key (website_id, hour)
);

-- Of these events the last of each website is kept: those before it are found without reading all that the website ever told.
create index website_events_traffic on platform.website_events (website_id, epoch, sequence) where type = 'traffic-counted';
