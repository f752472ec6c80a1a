-- One row for each write, inserted and committed together with it. LifelineDataSource.write needs this table, and
-- creates it on its first use if it may; otherwise run this file, in the schema that database.schema names.
create table if not exists write_receipts (
  scope       text not null,
  key         text not null,
  fingerprint text not null,
  outcome     text not null default '',
  created_at  timestamptz not null default now(),
  primary key (scope, key)
);

-- Old receipts are found by their age when they are removed.
create index if not exists write_receipts_created_at on write_receipts (created_at);
