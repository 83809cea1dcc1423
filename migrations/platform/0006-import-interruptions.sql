-- How often an import's reader ended in the middle, killed or crashed, since it last got anywhere: a file that ends its reader
-- each time is given up.
alter table platform.imports add column interruptions integer not null default 0;
