package zhangfang.numbering;

import java.security.SecureRandom;
import java.time.format.DateTimeFormatter;
import org.springframework.stereotype.Component;
import zhangfang.calendar.BusinessClock;

/**
 * Makes the ids of domain rows: a letter for the kind, the business day, and 40 random bits, such as
 * {@code O20261121-7K3M9QXA}. They serve as business keys of process instances, so people read them in Cockpit and on
 * the phone: upper case, without the letters that look like digits. A clash is refused by the primary key.
 */
@Component
public class Numbers {

    private static final char[] ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ".toCharArray();
    private static final int RANDOM_CHARS = 8;

    private final BusinessClock clock;
    private final SecureRandom random = new SecureRandom();

    Numbers(BusinessClock clock) {
        this.clock = clock;
    }

    /** A fresh id, at most 18 characters with a one-letter prefix. */
    public String next(String prefix) {
        StringBuilder id = new StringBuilder(prefix)
                .append(clock.today().format(DateTimeFormatter.BASIC_ISO_DATE))
                .append('-');
        for (int i = 0; i < RANDOM_CHARS; i++) {
            id.append(ALPHABET[random.nextInt(ALPHABET.length)]);
        }
        return id.toString();
    }
}
