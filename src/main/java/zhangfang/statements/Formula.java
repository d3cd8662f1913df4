package zhangfang.statements;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import zhangfang.money.Money;

/**
 * A sum of terms, as the reference files write it: {@code D(1001)+D(1002)-C(1407)}, {@code L18-L19},
 * {@code DR(5603@INTEREST_EXPENSE)}. Codes are those of official first-level accounts; what lies below is known by its
 * role, because detail codes differ from book to book.
 */
record Formula(List<Term> terms) {

    /** What a term takes from the books. */
    enum Source {
        /** Debit net balance (借方净额). */
        D,
        /** Credit net balance (贷方净额). */
        C,
        /** Debit balances only, counterparty by counterparty. */
        DP,
        /** Credit balances only, counterparty by counterparty, as a positive figure. */
        CP,
        /** The part of {@code DP} that is older than a year (账龄). */
        DPLONG,
        /** The part of {@code CP} that is older than a year. */
        CPLONG,
        /** As {@code DP} where the book reclassifies other receivables and payables; else nothing. */
        DPR,
        /** As {@code CP} where the book reclassifies other receivables and payables; else nothing. */
        CPR,
        /** Turnover debit less credit, without carry-forward vouchers. */
        DR,
        /** Turnover credit less debit, without carry-forward vouchers. */
        CR,
        /** Cash tagged with a line. */
        TAG,
        /** Another line of the same statement. */
        L,
        /** Debit balances of VAT details, where the book shows them as assets. */
        VATDEBIT,
        /** Output VAT yet to fall due (待转销项税额), where the book shows it apart. */
        VATPENDING,
        /** Income and expenses not yet carried forward. */
        UNCLOSED,
        /** Cash at the beginning of the column's time. */
        OPENINGCASH
    }

    /**
     * @param code first-level account, or the number of a line or tag; empty where the source needs none
     * @param role the role that narrows the account down to some of its details, or {@code null}
     */
    record Term(boolean negative, Source source, String code, String role) {

        int number() {
            return Integer.parseInt(code);
        }
    }

    private static final Pattern TERM = Pattern.compile(
            "([+-]?)(?:L(\\d+)|([A-Z]+)(?:\\((\\d+)(?:@([A-Z_]+))?\\))?)");

    static Formula parse(String text) {
        List<Term> terms = new ArrayList<>();
        Matcher term = TERM.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (!term.find(at) || term.start() != at) {
                throw new IllegalArgumentException("cannot read formula " + text + " at " + at);
            }
            boolean negative = term.group(1).equals("-");
            terms.add(term.group(2) != null
                    ? new Term(negative, Source.L, term.group(2), null)
                    : new Term(negative, Source.valueOf(term.group(3)),
                            term.group(4) == null ? "" : term.group(4), term.group(5)));
            at = term.end();
        }
        return new Formula(List.copyOf(terms));
    }

    Money evaluate(Function<Term, Money> valueOf) {
        Money sum = Money.ZERO;
        for (Term term : terms) {
            Money value = valueOf.apply(term);
            sum = term.negative() ? sum.minus(value) : sum.plus(value);
        }
        return sum;
    }

    /** The formula for people, such as {@code 18−19}; meant for formulas over lines. */
    String readable() {
        StringBuilder text = new StringBuilder();
        for (Term term : terms) {
            if (term.negative()) {
                text.append('−');
            } else if (!text.isEmpty()) {
                text.append('+');
            }
            text.append(term.code());
        }
        return text.toString();
    }
}
