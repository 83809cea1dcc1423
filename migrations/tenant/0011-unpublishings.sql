-- A document may wait for two things at once: to be published at its time, and to be taken off at a later one.

-- The publication that takes it off at its time, or was the last to do so, and when; null once it waits for that no longer.
alter table documents add column unpublishing_id uuid;
alter table documents add column unpublish_at timestamptz;

-- Until now both stood in one place: what was scheduled without a version takes the document off.
update documents
set unpublishing_id = publication_id, unpublish_at = scheduled_at, publication_id = null, scheduled_at = null
where scheduled_at is not null and scheduled_version is null;
