-- The data source creates the same table where it is used without this module.
-- One row for each write that happened, made and committed together with it: whoever finds the row knows that it did.
create table if not exists write_receipts (
  scope       text not null,
  key         text not null,
  fingerprint text not null,
  outcome     text not null default '',
  created_at  timestamptz not null default now(),
  primary key (scope, key)
);

-- Old receipts are looked up by their age when they are removed.
create index if not exists write_receipts_created_at on write_receipts (created_at);
