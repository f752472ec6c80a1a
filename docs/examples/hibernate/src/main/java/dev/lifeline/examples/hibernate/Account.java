package dev.lifeline.examples.hibernate;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** One account. */
@Entity
class Account {

    @Id
    private String name;

    private int balance;

    void add(int amount) {
        balance += amount;
    }
}
