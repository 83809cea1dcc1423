-- People, how they prove who they are, and what they may do where. The tables from `people` to `passkeys` are the identity
-- library's, in names of ours; the rest are the platform's own. Every id is a UUID version 7.

create table platform.people (
  person_id uuid primary key,
  name text not null check (length(name) between 1 and 200),
  -- in lower case; it was proved before the person was made
  email text not null unique check (email = lower(email) and length(email) <= 254),
  email_verified boolean not null,
  image text,
  two_factor_enabled boolean not null default false,
  -- what they are for the platform as a whole; null for most people
  platform_role text check (platform_role in ('administrator', 'support')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create index people_by_name on platform.people (lower(name), person_id);

create table platform.sessions (
  session_id uuid primary key,
  person_id uuid not null references platform.people (person_id) on delete cascade,
  -- what the cookie holds, signed
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create index sessions_by_person on platform.sessions (person_id, session_id);
create index sessions_by_expiry on platform.sessions (expires_at);

create table platform.accounts (
  account_id uuid primary key,
  person_id uuid not null references platform.people (person_id) on delete cascade,
  -- `credential` for a password
  provider text not null,
  provider_account text not null,
  -- argon2id
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint accounts_once unique (person_id, provider, provider_account)
);

-- challenges: of resetting a password, of a second factor, of a passkey
create table platform.verifications (
  verification_id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create index verifications_by_identifier on platform.verifications (identifier);
create index verifications_by_expiry on platform.verifications (expires_at);

create table platform.two_factors (
  two_factor_id uuid primary key,
  person_id uuid not null unique references platform.people (person_id) on delete cascade,
  -- both sealed
  secret text not null,
  backup_codes text not null,
  verified boolean not null default true,
  failed_verification_count integer not null default 0,
  locked_until timestamptz
);

create table platform.passkeys (
  passkey_id uuid primary key,
  person_id uuid not null references platform.people (person_id) on delete cascade,
  name text,
  public_key text not null,
  credential_id text not null unique,
  counter bigint not null,
  device_type text not null,
  backed_up boolean not null,
  transports text,
  aaguid text,
  created_at timestamptz
);

create index passkeys_by_person on platform.passkeys (person_id, passkey_id);

-- Someone who wants to sign up: nobody yet, until the link in the mail is followed. As many as like may claim an address;
-- only who reads its mail becomes a person.
create table platform.sign_ups (
  sign_up_id uuid primary key,
  email text not null,
  name text not null,
  -- argon2id
  password text not null,
  tenant_name text not null,
  subdomain text not null,
  -- SHA-256 in hex
  token_hash text not null unique check (token_hash ~ '^[0-9a-f]{64}$'),
  created_at timestamptz not null,
  expires_at timestamptz not null
);

create index sign_ups_by_email on platform.sign_ups (email, sign_up_id desc);
create index sign_ups_by_expiry on platform.sign_ups (expires_at);

create table platform.memberships (
  tenant_id uuid not null references platform.tenants (tenant_id),
  person_id uuid not null references platform.people (person_id) on delete cascade,
  role text not null check (role in ('owner', 'administrator', 'approver', 'editor', 'viewer')),
  -- sessions begun before are no longer good for this tenant
  sessions_not_before timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, person_id)
);

create index memberships_by_person on platform.memberships (person_id, tenant_id);

create table platform.invitations (
  invitation_id uuid primary key,
  tenant_id uuid not null references platform.tenants (tenant_id),
  email text not null check (email = lower(email) and length(email) <= 254),
  role text not null check (role in ('owner', 'administrator', 'approver', 'editor', 'viewer')),
  status text not null check (status in ('pending', 'accepted', 'revoked', 'withdrawn')),
  -- SHA-256 in hex of the token that the last mail brought
  token_hash text not null unique check (token_hash ~ '^[0-9a-f]{64}$'),
  -- null for the platform
  invited_by uuid references platform.people (person_id) on delete set null,
  accepted_by uuid references platform.people (person_id) on delete set null,
  created_at timestamptz not null,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  closed_at timestamptz
);

create index invitations_by_tenant on platform.invitations (tenant_id, invitation_id desc);
create unique index invitations_pending_once on platform.invitations (tenant_id, email) where status = 'pending';
create index invitations_by_inviter on platform.invitations (tenant_id, invited_by) where status = 'pending';

-- Key pairs that access tokens are signed with.
create table platform.signing_keys (
  kid text primary key,
  public_jwk jsonb not null,
  -- PKCS #8, sealed
  private_key text not null,
  created_at timestamptz not null,
  -- after this no token is signed with it
  replaced_at timestamptz
);

create unique index signing_keys_one_current on platform.signing_keys ((true)) where replaced_at is null;

-- For which tenants a session has been exchanged for tokens that may still live: what is to be told when it ends.
create table platform.access_token_grants (
  -- of a session or an impersonation
  session_id uuid not null,
  -- `platformTenantId` for tokens without tenant
  tenant_id uuid not null references platform.tenants (tenant_id),
  expires_at timestamptz not null,
  primary key (session_id, tenant_id)
);

create index access_token_grants_by_expiry on platform.access_token_grants (expires_at);

create table platform.impersonations (
  impersonation_id uuid primary key,
  -- who of the platform acts
  impersonator_id uuid not null references platform.people (person_id) on delete cascade,
  person_id uuid not null references platform.people (person_id) on delete cascade,
  tenant_id uuid not null references platform.tenants (tenant_id),
  reason text not null,
  started_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);

create index impersonations_running on platform.impersonations (impersonator_id, person_id) where ended_at is null;

-- Mails on their way out. What they say is sealed, since many hold a link that is as good as a password; sent, they are removed.
create table platform.mails (
  mail_id uuid primary key,
  sealed text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);

create index mails_by_expiry on platform.mails (expires_at);

-- How often something was tried, by what and whom.
create table platform.rate_limits (
  key varchar(255) primary key,
  points integer not null default 0,
  -- milliseconds since the epoch
  expire bigint
);

create index rate_limits_by_expiry on platform.rate_limits (expire);
