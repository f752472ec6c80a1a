package dev.lifeline.datasource.internal.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlKindTest {

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
                "call p() | OUTSIDE_TRANSACTION",
                "create index concurrently i on t(a) | OUTSIDE_TRANSACTION",
                "create database a | OUTSIDE_TRANSACTION",
                "set search_path = a | SESSION",
                "create temp table a (id int) | SESSION",
                "select set_config('a', 'b', false) | SESSION",
                "select pg_advisory_lock(1) | SESSION",
                "listen a | SESSION",
                "declare c cursor for select 1 | SESSION"
            })
    void a_statement_is_classified_by_its_text(String sql, SqlKind kind) {
        assertThat(SqlKind.of(sql)).isEqualTo(kind);
    }
}
