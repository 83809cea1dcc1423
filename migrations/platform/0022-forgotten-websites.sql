-- When what a deleted website had in its tenant's tables was deleted; null while it is kept.
alter table platform.websites add column forgotten_at timestamptz(3);
create index websites_to_forget on platform.websites (updated_at) where status = 'deleted' and forgotten_at is null;
