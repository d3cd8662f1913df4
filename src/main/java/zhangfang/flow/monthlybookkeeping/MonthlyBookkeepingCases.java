package zhangfang.flow.monthlybookkeeping;

import org.springframework.stereotype.Component;
import zhangfang.company.Companies;
import zhangfang.engagement.ServiceMonth;
import zhangfang.engagement.ServiceMonths;
import zhangfang.flow.engine.ProcessCases;

/** An instance is about one company and one month. */
@Component
class MonthlyBookkeepingCases implements ProcessCases {

    private final ServiceMonths months;
    private final Companies companies;

    MonthlyBookkeepingCases(ServiceMonths months, Companies companies) {
        this.months = months;
        this.companies = companies;
    }

    @Override
    public String processId() {
        return MonthlyBookkeepingFlow.PROCESS;
    }

    @Override
    public Case caseOf(String businessKey) {
        ServiceMonth month = months.get(businessKey);
        return new Case(month.companyId(), companies.get(month.companyId()).name(), month.month().toString());
    }
}
