package zhangfang.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.Date;
import java.util.Set;

/** The rules of the house that the compiler does not know. */
@AnalyzeClasses(packages = "zhangfang", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] DOMAIN = {"zhangfang.company..", "zhangfang.ordering..", "zhangfang.wallet..",
        "zhangfang.engagement..", "zhangfang.intake..", "zhangfang.ledger..", "zhangfang.statements..",
        "zhangfang.tax..", "zhangfang.notice..", "zhangfang.numbering..", "zhangfang.money..", "zhangfang.refusal..",
        "zhangfang.calendar..", "zhangfang.audit..", "zhangfang.document..", "zhangfang.invoicing..",
        "zhangfang.support..", "zhangfang.workbench..", "zhangfang.board..", "zhangfang.process.."};

    private static final Set<String> TIME = Set.of("java.time.Instant", "java.time.LocalDate",
            "java.time.LocalDateTime", "java.time.ZonedDateTime", "java.time.OffsetDateTime", "java.time.YearMonth",
            "java.time.Year", "java.time.LocalTime");

    private static final DescribedPredicate<JavaCall<?>> READS_THE_MACHINES_CLOCK =
            DescribedPredicate.describe("read the machine's clock", call ->
                    TIME.contains(call.getTargetOwner().getName()) && call.getName().equals("now")
                            || call.getTargetOwner().isEquivalentTo(System.class)
                                    && call.getName().equals("currentTimeMillis")
                            || call.getTargetOwner().isEquivalentTo(Clock.class) && call.getName().startsWith("system")
                            || call.getTargetOwner().isEquivalentTo(Date.class) && call.getName().equals("<init>")
                                    && call.getTarget().getParameterTypes().isEmpty());

    private static final DescribedPredicate<JavaClass> FLOATING =
            DescribedPredicate.describe("double or float", type -> Set.of("double", "float", "java.lang.Double",
                    "java.lang.Float").contains(type.getName()));

    @ArchTest
    static final ArchRule theEngineIsKnownToFlowAndIdentityOnly = noClasses()
            .that().resideOutsideOfPackages("zhangfang.flow..", "zhangfang.identity..")
            .should().dependOnClassesThat().resideInAPackage("org.camunda..");

    @ArchTest
    static final ArchRule noPackageIsADrawer = noClasses().should()
            .resideInAnyPackage("..common..", "..util..", "..utils..", "..helper..", "..helpers..", "..impl..",
                    "..manager..", "..misc..");

    @ArchTest
    static final ArchRule noServiceIsCalledImpl = noClasses().should().haveSimpleNameEndingWith("Impl");

    /** The record of commands and the clock itself tell machine time on purpose; the seed runs before there is a clock. */
    @ArchTest
    static final ArchRule theDomainAsksTheBusinessClock = noClasses()
            .that().resideInAnyPackage(DOMAIN)
            .and().doNotHaveFullyQualifiedName("zhangfang.calendar.BusinessClock")
            .and().doNotHaveFullyQualifiedName("zhangfang.calendar.BusinessTime")
            .and().doNotHaveFullyQualifiedName("zhangfang.calendar.StatutoryCalendarSeed")
            .and().doNotHaveFullyQualifiedName("zhangfang.audit.Audit")
            .should().callCodeUnitWhere(READS_THE_MACHINES_CLOCK);

    @ArchTest
    static final ArchRule moneyIsNeverHeldInFloatingPoint = noFields()
            .that().areDeclaredInClassesThat().resideInAnyPackage("zhangfang..")
            .should().haveRawType(FLOATING);

    @ArchTest
    static final ArchRule moneyIsNeverAnsweredInFloatingPoint = noMethods()
            .that().areDeclaredInClassesThat().resideInAnyPackage("zhangfang..")
            .should().haveRawReturnType(FLOATING)
            .orShould().haveRawParameterTypes(DescribedPredicate.describe("with double or float",
                    (java.util.List<JavaClass> types) -> types.stream().anyMatch(FLOATING)));

    @ArchTest
    static final ArchRule theDomainKnowsNoPages = noClasses()
            .that().resideInAnyPackage(DOMAIN)
            .should().dependOnClassesThat().resideInAnyPackage("org.thymeleaf..", "org.springframework.web..",
                    "jakarta.servlet..", "zhangfang.web..", "zhangfang.flow..");

    @ArchTest
    static final ArchRule thereIsOneWayToTheDatabase = noClasses()
            .should().dependOnClassesThat().resideInAnyPackage("jakarta.persistence..", "org.hibernate..");
}
