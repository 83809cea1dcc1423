-- Words go into the index as they are written. Kept in a list until there are many of them, as the index has it otherwise, every search
-- reads all of that list, and looks so dear to the planner that it reads whole tables instead: a hundred times as much.
alter index documents_by_word set (fastupdate = off);
select gin_clean_pending_list('documents_by_word'::regclass);
