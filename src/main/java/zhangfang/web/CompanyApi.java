package zhangfang.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import zhangfang.company.Companies;
import zhangfang.company.Company;
import zhangfang.company.CompanyInput;
import zhangfang.company.CompanyQuery;
import zhangfang.identity.CurrentActor;

@RestController
@RequestMapping("/api/companies")
@Tag(name = "companies 企业")
class CompanyApi {

    private final Companies companies;
    private final CurrentActor actor;

    CompanyApi(Companies companies, CurrentActor actor) {
        this.companies = companies;
        this.actor = actor;
    }

    @GetMapping
    @Operation(summary = "The companies that the caller may see, by name", description = "all of them; with q those whose "
            + "name, code or contact contains it; with page or q at most limit of them (50, or up to 200)")
    Rows<Company> list(@RequestParam(required = false) String q, @RequestParam(required = false) Integer page,
            @RequestParam(defaultValue = "" + CompanyQuery.PAGE) int limit) {
        return new Rows<>(q == null && page == null ? companies.visibleTo(actor.get())
                : companies.page(actor.get(), new CompanyQuery(q, null, false, page == null ? 1 : page, limit)).rows());
    }

    @PostMapping
    @Operation(summary = "Adds a company; a customer becomes its member, an accountant its keeper")
    ResponseEntity<Company> add(@RequestBody CompanyInput input) {
        Company company = companies.add(actor.get(), input);
        return ResponseEntity.created(URI.create("/api/companies/" + company.id())).body(company);
    }

    @GetMapping("/{companyId}")
    @Operation(summary = "One company")
    Company one(@PathVariable String companyId) {
        return companies.visible(actor.get(), companyId);
    }

    @PutMapping("/{companyId}")
    @Operation(summary = "Changes a company's details, all of them")
    Company change(@PathVariable String companyId, @RequestBody CompanyInput input) {
        return companies.change(actor.get(), companyId, input);
    }
}
