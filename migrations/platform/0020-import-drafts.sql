-- Documents that an import brings beside the content, to become drafts once it is activated: archives of websites have some. A row goes
-- as soon as its draft is there.

create table platform.import_drafts (
  import_id uuid not null references platform.imports on delete cascade,
  document_id text not null,
  -- the working copy as JSON, as `domain/editing` has it
  document text not null,
  primary key (import_id, document_id)
);
