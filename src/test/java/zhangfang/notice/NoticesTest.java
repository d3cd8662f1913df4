package zhangfang.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.i18n.LocaleContextHolder;
import zhangfang.identity.People;
import zhangfang.identity.Role;
import zhangfang.refusal.Refusal;
import zhangfang.testing.IntegrationTest;

@IntegrationTest
class NoticesTest {

    @Autowired
    private Notices notices;
    @Autowired
    private People people;

    @AfterEach
    void language() {
        LocaleContextHolder.resetLocaleContext();
    }

    @Test
    void tellsOncePerKeyInTheReadersLanguage() {
        String reader = "r-" + UUID.randomUUID();
        notices.tell(reader, null, "a", "refusal.line", 3, "x");
        notices.tell(reader, null, "a", "refusal.line", 3, "x");
        notices.tell(reader, null, "b", "refusal.line", 4, "y");

        LocaleContextHolder.setLocale(Locale.SIMPLIFIED_CHINESE);
        assertThat(notices.of(reader, 10)).extracting(Notices.Notice::text)
                .containsExactly("第 4 行：y", "第 3 行：x");
        LocaleContextHolder.setLocale(Locale.ENGLISH);
        assertThat(notices.of(reader, 1)).extracting(Notices.Notice::text).containsExactly("line 4: y");
    }

    @Test
    void tellsAllPeopleOfACompanyAndOfARole() {
        people.ensureRoles(Map.of(Role.PROCESS_OWNER, "流程负责人"));
        String member = person();
        String owner = person(Role.PROCESS_OWNER);
        String company = "C-" + UUID.randomUUID().toString().substring(0, 8);
        people.addCompanyGroup(company, "甲");
        people.join(member, company);

        notices.tellCompany(company, "k" + company, "refusal.notFound");
        notices.tellRole(Role.PROCESS_OWNER, company, "o" + company, "refusal.notFound");

        assertThat(notices.of(member, 5)).singleElement()
                .satisfies(notice -> assertThat(notice.companyId()).isEqualTo(company));
        assertThat(notices.unread(owner)).isEqualTo(1);
    }

    @Test
    void marksOnesOwnNoticeReadAndNoOthers() {
        String reader = "r-" + UUID.randomUUID();
        notices.tell(reader, null, "a", "refusal.notFound");
        long id = notices.of(reader, 1).get(0).id();

        assertThatThrownBy(() -> notices.read("someone-else", id)).isInstanceOf(Refusal.class);
        notices.read(reader, id);
        notices.read(reader, id);

        assertThat(notices.of(reader, 1).get(0).read()).isTrue();
        assertThat(notices.unread(reader)).isZero();
    }

    private String person(Role... roles) {
        String id = "p-" + UUID.randomUUID();
        people.add(id, "某人", "zhangfang-test", roles);
        return id;
    }
}
