package dev.lifeline.datasource.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionEffectTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "discard sequences",
                "",
                "   ",
                "-- nothing but a comment",
                "/* never closed",
                "select 1",
                "SELECT * FROM settings WHERE name = 'set'",
                "with a as (select 1) select * from a",
                "insert into t (set_at) values (?)",
                "update t set a = 1",
                "delete from t",
                "set local search_path = other",
                "set transaction isolation level serializable",
                "SET CONSTRAINTS ALL DEFERRED",
                "create table template (id int)",
                "create or replace view v as select 1",
                "select temp from sensor",
                "insert into temp values (1)",
                "select 1 into stock",
                "copy t from stdin",
                "commit",
                "rollback to savepoint a;",
                "select pg_advisory_xact_lock(1); ",
                "select ';'; update t set a = 1",
                "select set_config('app.tenant', ?, true)",
                "select pg_catalog.SET_CONFIG ( 'a.b', concat('it''s (', 1, ',x'), TRUE ), 1",
                "refresh materialized view v",
            })
    void statements_limited_to_their_transaction_have_no_effect(String sql) {
        assertThat(SessionEffect.of(sql)).isEqualTo(SessionEffect.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set search_path = other",
                " \n\tSET\nROLE reader",
                "/* traced */ set role reader",
                "-- traced\nset role reader",
                "set session authorization reader",
                "reset all",
                "discard temp",
                "listen news",
                "declare c cursor with hold for select 1",
                "create temp table t (id int)",
                "CREATE TEMPORARY VIEW v AS SELECT 1",
                "create local temporary table t (id int)",
                "create or replace temp view v as select 1",
                "create table pg_temp.t (id int)",
                "select * into temp account from account where false",
                "with a as (select 1) select * into\n temporary t from a",
                "explain analyze create temp table t as select 1",
                "do $$ begin perform 1; end $$",
                "call refresh()",
                "/* a /* b */ c */ set role reader",
                "-- traced\rset role reader",
                "load 'auto_explain'",
                "select set_config('search_path', 'other', false)",
                "select pg_catalog.SET_CONFIG('a.b', '1', false)",
                "select set_config('a.b', 'true', false)",
                "select set_config('a.b', ?, ?)",
                "select set_config('a.b', 'c', true), set_config('a.b', 'c', false)",
                "select set_config('a.b', E'\\', true)', false)",
                "select set_config('a.b', 'c', /* true) */ false)",
                "select set_config('a.b', 'c', true",
                "select set_config",
                "select pg_advisory_lock(1)",
                "select pg_try_advisory_lock_shared(1)",
                "select 1; set role reader",
                "select ';--'; set search_path = other",
                "insert into t values (';/*'); set search_path = other",
                "select ';i', 1 into temp t",
                "select 1 into /* a comment */ temp t",
            })
    void statements_that_outlast_their_transaction_are_recognised(String sql) {
        assertThat(SessionEffect.of(sql)).isEqualTo(SessionEffect.SETTINGS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "prepare mine as select 1",
                "select 1; PREPARE mine as select 1",
                "set role a; prepare mine as select 1; reset role"
            })
    void statements_prepared_by_SQL_are_recognised(String sql) {
        assertThat(SessionEffect.of(sql)).isEqualTo(SessionEffect.PREPARED_STATEMENTS);
    }

    @Test
    void a_text_with_many_semicolons_in_a_value_has_no_effect() {
        String page = "&nbsp;".repeat(200_000);
        assertThat(SessionEffect.of("insert into pages values ('" + page + "')"))
                .isEqualTo(SessionEffect.NONE);
    }

    @Test
    void the_last_of_many_statements_is_recognised() {
        String many = "insert into t values (1); ".repeat(20_000);
        assertThat(SessionEffect.of(many + "set role reader")).isEqualTo(SessionEffect.SETTINGS);
    }

    @Test
    @Timeout(10)
    void comments_after_many_semicolons_take_no_long_time() {
        String value = ";/*".repeat(100_000);
        assertThat(SessionEffect.of("insert into t values ('" + value + "')")).isNotEqualTo(SessionEffect.NONE);
    }
}
