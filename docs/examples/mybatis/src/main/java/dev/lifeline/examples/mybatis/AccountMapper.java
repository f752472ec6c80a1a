package dev.lifeline.examples.mybatis;

import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Update;

/** Statements on accounts. */
interface AccountMapper {

    @Update("update account set balance = balance + #{amount} where name = #{name}")
    int add(@Param("name") String name, @Param("amount") int amount);
}
