-- Slugs are compared byte by byte: pages are cut by them, in the same order on every server.
create table projects (
  id          uuid primary key default gen_random_uuid(),
  slug        text collate "C" not null unique,
  name        text not null,
  description text,
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now(),
  version     bigint not null default 0
);
