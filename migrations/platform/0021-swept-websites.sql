-- What is left of deleted tenants is looked for among websites too, as it is at each provider.
alter table platform.reconcilers drop constraint reconcilers_provider_check;
alter table platform.reconcilers add constraint reconcilers_provider_check
  check (provider in ('postgres', 'redis', 'blobs', 'kubernetes', 'websites'));
