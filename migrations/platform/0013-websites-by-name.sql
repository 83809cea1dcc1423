-- The list of websites is sorted by these too; a tenant's is searched by looking at each.

create index websites_by_name on platform.websites (tenant_id, (lower(name) collate "C"), website_id);
create index websites_by_creation on platform.websites (tenant_id, created_at, website_id);
create index websites_by_update on platform.websites (tenant_id, updated_at, website_id);
