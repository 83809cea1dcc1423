-- Whoever is published asks who is served at its path.
create index documents_by_served_path on documents (website_id, md5(served_path)) where served_path is not null;
