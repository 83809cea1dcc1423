-- What a website refuses of what an import brought beside its content stays here with the reason, and is said in the import's report.

alter table platform.import_drafts
  -- where in the file it is, as its line of the report has it; null where that says nothing of it
  add column place text,
  -- why the website refused it when it was tried last; null where it was not tried yet
  add column refusal text;

alter table platform.imports
  -- how many are in `import_drafts`, without a refusal and with one
  add column drafts_waiting integer not null default 0,
  add column drafts_refused integer not null default 0;

-- Whoever is refused, or taken after all, is looked up by its place.
create index import_report_lines_of_drafts on platform.import_report_lines (import_id, place) where place like 'drafts/%';

update platform.import_drafts as draft set place = line.place
  from platform.import_report_lines as line
  where line.import_id = draft.import_id and line.place like 'drafts/%' and line.kind = 'document' and line.id = draft.document_id;
update platform.imports set drafts_waiting = kept.count
  from (select import_id, count(*)::integer as count from platform.import_drafts group by import_id) as kept
  where kept.import_id = imports.import_id;
