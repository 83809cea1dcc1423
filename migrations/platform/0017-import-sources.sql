-- Where the website is that an import brings in, for formats that do not say; null where nobody said.
alter table platform.imports add column source_url text;
