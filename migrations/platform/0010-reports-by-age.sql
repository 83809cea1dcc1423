-- Reports are removed when they are old: `control-plane/identity/sweep-identity.ts`.

create index drift_reports_by_age on platform.drift_reports (found_at);
-- In UTC, written so that they sort as they follow each other.
create index provisioning_events_by_age on platform.provisioning_events ((event->>'at'));
