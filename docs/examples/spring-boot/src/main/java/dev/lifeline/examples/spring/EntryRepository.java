package dev.lifeline.examples.spring;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

interface EntryRepository extends JpaRepository<Entry, Long> {

    List<Entry> findTop10ByAccountOrderByIdDesc(int account);

    long countByAccount(int account);
}
