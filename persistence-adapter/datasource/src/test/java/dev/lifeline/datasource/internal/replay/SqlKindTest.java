package dev.lifeline.datasource.internal.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlKindTest {

    @Test
    void a_carriage_return_ends_a_comment() {
        assertThat(SqlKind.of("-- c\rinsert into a(b) values (1)")).isEqualTo(SqlKind.INSERT);
    }

    @Test
    void a_script_of_many_statements_is_classified() {
        assertThat(SqlKind.of("update a set b = 1;".repeat(20_000))).isEqualTo(SqlKind.WRITE);
        assertThat(SqlKind.of(";".repeat(100_000) + "commit")).isEqualTo(SqlKind.TRANSACTION_CONTROL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "select count(*) from a | READ",
                "SELECT * from t where x='insert into' | READ",
                "/* c */ select 1 -- into | READ",
                "select $tag$ update $tag$ | READ",
                "show search_path | READ",
                "explain select 1 | READ",
                "set local lock_timeout = 1 | READ",
                "select 1; select 2 | READ",
                "select nextval('a') | SEQUENCE",
                "select nextval ('s.a') as value; | SEQUENCE",
                "select nextval('a') from t | WRITE",
                "insert into a(b) values (1) | INSERT",
                "insert into a(b) values (1); insert into a(b) values (2) | WRITE",
                "update a set b = 1 | WRITE",
                "select 1; update a set b = 1 | WRITE",
                "with x as (insert into a values (1) returning b) select * from x | WRITE",
                "select * from a for update | WRITE",
                "select * from a for share | WRITE",
                "select * into b from a | WRITE",
                "create table a (id int) | WRITE",
                "alter table a add b int | WRITE",
                "begin | TRANSACTION_CONTROL",
                "select 1; commit | TRANSACTION_CONTROL",
                "prepare transaction 'a' | TRANSACTION_CONTROL",
                "vacuum a | OUTSIDE_TRANSACTION",
                "call p() | PROCEDURE",
                "do $$ begin end $$ | PROCEDURE",
                "discard all | PROCEDURE",
                "set a = 1; do $$ begin end $$ | SESSION_AND_MORE",
                "create index concurrently i on t(a) | OUTSIDE_TRANSACTION",
                "create database a | OUTSIDE_TRANSACTION",
                "set search_path = a | SESSION",
                "create temp table a (id int) | SESSION_AND_MORE",
                "create or replace temp view a as select 1 | SESSION_AND_MORE",
                "create table pg_temp.a (id int) | SESSION_AND_MORE",
                "select * into temp a from b | SESSION_AND_MORE",
                "select 1 as x into local temporary table a | SESSION_AND_MORE",
                "explain analyze create temp table a as select 1 | SESSION_AND_MORE",
                "select temp from sensor | READ",
                "insert into temp values (1) | INSERT",
                "select set_config('a', 'b', false) | SESSION",
                "select set_config('a', 'b', true) | READ",
                "select set_config('a', ?, true), set_config('b', ?, true) | READ",
                "select set_config('a', 'b', true), set_config('a', 'b', false) | SESSION",
                "select set_config('transaction_read_only', 'off', true) | SESSION",
                "select set_config('a', 'b', ?) | SESSION",
                "with i as (insert into a values (1) returning 1) select set_config('a', 'b', true) from i | WRITE",
                "select pg_advisory_lock(1) | SESSION",
                "listen a | SESSION",
                "declare c cursor for select 1 | SESSION_AND_MORE",
                "set a = 1; set b = 2 | SESSION",
                "set a = 1;; insert into t values (1) | SESSION_AND_MORE",
                "insert into a(b) values (1);; commit; select 1 | TRANSACTION_CONTROL",
                "; commit | TRANSACTION_CONTROL",
                ";; /* c */ ; insert into a(b) values (1) | WRITE",
                "; select nextval('a') | WRITE",
                "insert into a(b) values (1);; | INSERT",
                "/* a /* b */ select 1 */ insert into a(b) values (1) | INSERT",
                "select setval('a', 1) | OUTSIDE_TRANSACTION",
                "insert into a values (1); set b = 2 | SESSION_AND_MORE",
                "set b = 2; select f() | SESSION_AND_MORE",
                "insert into a values (1); commit; set b = 2 | TRANSACTION_CONTROL",
                "with i as (insert into a values (1) returning 1) select set_config('a', 'b', false) from i | "
                        + "SESSION_AND_MORE",
                "select set_config('a', 'b', false), f() | SESSION_AND_MORE",
                "select set_config('a', 'b', false) from v | SESSION_AND_MORE",
                "select pg_try_advisory_lock(hashtext('a')) as locked | SESSION",
                "update a set b = 1 where pg_try_advisory_lock(id) | SESSION_AND_MORE",
                "select pg_notify('c', 'x') | NOTIFICATION",
                "insert into a select pg_notify('c', 'x') | NOTIFICATION",
                "notify c | NOTIFICATION",
                "notify c; update a set b = 1 | NOTIFICATION",
                "select lo_creat(-1) | WRITE",
                "select pg_terminate_backend(pg_backend_pid()) | OUTSIDE_TRANSACTION",
                "select dblink_exec('insert into a values (1)') | OUTSIDE_TRANSACTION",
                "set transaction read only | READ",
                "set transaction read write | WRITE",
                "set local transaction_read_only = off | WRITE",
                "select 1 where a like'b\\' and c = 'update' | READ"
            })
    void a_statement_is_classified_by_its_text(String sql, SqlKind kind) {
        assertThat(SqlKind.of(sql)).isEqualTo(kind);
    }
}
