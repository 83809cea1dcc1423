-- What becomes of what a website refuses, and paths of any length.

-- The scheduled publications that this one took documents out of, until its website has taken it: refused, they wait again.
alter table publications add column displaced jsonb;
-- SHA-256 of what was asked for by its id, 64 hex digits: the same id with anything else is another call's.
alter table publications add column asked text;

-- Why its website refused what was last written, and when: what was served before stands again.
alter table records add column refusal jsonb;

-- A website may serve longer paths than an index over them holds.
drop index documents_by_path;
create index documents_by_path on documents (website_id, md5(path));

-- Which ended since a moment is asked for each page of what is taken over from a website.
create index publications_by_end on publications (website_id, ended_at);
