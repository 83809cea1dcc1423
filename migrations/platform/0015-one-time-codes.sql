-- The time step (RFC 6238) of the last code that was taken of a person's authenticator: no code of it or before is taken again.
alter table platform.two_factors add column last_time_step bigint;
