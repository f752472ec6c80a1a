package dev.lifeline.monitoring.internal.alert;

import java.util.Locale;

/** Where some trouble stands. */
public enum AlertStatus {
    /** It is there. Another message follows: reminders while it lasts, and one when it is over. */
    FIRING,
    /** It is still there. */
    REMINDER,
    /** It is over. */
    RESOLVED,
    /** It came and went; nothing follows. */
    NOTICE;

    /** The word for it in messages. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
