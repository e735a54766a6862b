-- SPDX-License-Identifier: Apache-2.0
-- Understood by H2 and PostgreSQL alike.
create table policy_revision (
  revision     bigint                      not null primary key,
  made_at      timestamp(6) with time zone not null,
  made_by      text                        not null,
  why          text                        not null,
  document     text                        not null,
  seed         bigint                      not null,
  expires_at   timestamp(6) with time zone,
  goes_back_to text
);
