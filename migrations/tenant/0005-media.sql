-- What the library of media is sorted and narrowed by, and where its files are used. The records themselves are in `records`, as everything
-- is that has no draft.

create index records_media_by_update on records (website_id, updated_at, record_id) where kind = 'media';
create index records_media_by_folder on records (website_id, (value ->> 'folder')) where kind = 'media';
create index records_redirects_to_media on records (website_id, (value -> 'to' ->> 'mediaId')) where kind = 'redirect';

-- Which documents show which media: the ids anywhere in them.
create index documents_by_media on documents using gin ((
  jsonb_path_query_array(content, '$.**.mediaId') ||
  jsonb_path_query_array(content, '$.**.posterMediaId') ||
  jsonb_path_query_array(content, '$.**.imageId') ||
  jsonb_path_query_array(content, '$.fields.*')
));
