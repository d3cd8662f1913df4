package zhangfang.notice;

/** The receiver's side refuses for good (bad address, SMTP 5xx): trying again will hardly help. */
public class Undeliverable extends Exception {

    public Undeliverable(String reason, Throwable cause) {
        super(reason, cause);
    }
}
