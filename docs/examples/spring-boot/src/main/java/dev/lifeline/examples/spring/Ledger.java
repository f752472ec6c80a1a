package dev.lifeline.examples.spring;

import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Books and shows entries. */
@Service
public class Ledger {
    private final EntryRepository entries;

    Ledger(EntryRepository entries) {
        this.entries = entries;
    }

    /**
     * Books two entries in one transaction, with queries between them. Returns the key that the database generated for
     * the first one.
     */
    @Transactional
    public long book(int account, String key) {
        long before = entries.countByAccount(account);
        Entry first = entries.save(new Entry(account, key + "/1"));
        entries.save(new Entry(account, key + "/2"));
        long after = entries.countByAccount(account);
        if (after < before + 2) {
            throw new IllegalStateException("A transaction does not see what it wrote");
        }
        return first.getId();
    }

    /** Returns the newest entries of an account. */
    @Transactional(readOnly = true)
    public List<Entry> newest(int account) {
        return entries.findTop10ByAccountOrderByIdDesc(account);
    }
}
