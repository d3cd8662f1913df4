package zhangfang.ledger;

import com.github.houbb.pinyin.constant.enums.PinyinStyleEnum;
import com.github.houbb.pinyin.util.PinyinHelper;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The initials of a name in pinyin (拼音首字母), by which bookkeepers find accounts: 银行存款 is {@code yhck}. Phrases decide how
 * a character is read; those of accounting that the dictionary lacks are in {@code pinyin_dict_phrase_define.txt}.
 */
public final class PinyinInitials {

    /** Names repeat from book to book, so that nearly all are known after the first few. */
    private static final int MOST_KNOWN = 50_000;
    private static final Map<String, String> KNOWN = new ConcurrentHashMap<>();

    private PinyinInitials() {
    }

    /** Small letters and digits only; letters and digits of the name stand for themselves. */
    public static String of(String name) {
        String known = KNOWN.get(name);
        if (known != null) {
            return known;
        }
        String initials = PinyinHelper.toPinyin(name, PinyinStyleEnum.FIRST_LETTER, "").toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]", "");
        if (KNOWN.size() >= MOST_KNOWN) {
            KNOWN.clear();
        }
        KNOWN.put(name, initials);
        return initials;
    }

    /** Whether a search text finds something of this code and name: by the code's start, in the name, or by initials. */
    public static boolean finds(String text, String code, String name) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        return wanted.isEmpty() || code.startsWith(wanted) || name.toLowerCase(Locale.ROOT).contains(wanted)
                || wanted.matches("[a-z0-9]+") && of(name).contains(wanted);
    }
}
