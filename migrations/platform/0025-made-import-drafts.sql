-- What an import brought beside its content stays noted once it is made, without what it says: undone, the import takes it back. Those
-- that were made before this are not known any more, and stay.

alter table platform.import_drafts alter column document drop not null;
