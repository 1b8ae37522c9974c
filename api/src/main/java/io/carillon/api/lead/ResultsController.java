package io.carillon.api.lead;

import io.carillon.activities.lead.LeadStore;
import io.carillon.activities.leadfile.ResultsCsv;
import io.carillon.api.http.ApiProblem;
import io.carillon.api.http.Scope;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.OrganizationId;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;

/** {@code /campaigns/{id}/results.csv}: what became of each lead, at any time. */
@RestController
class ResultsController {
    private final LeadStore leads;
    private final ResultsCsv results;

    ResultsController(LeadStore leads, ResultsCsv results) {
        this.leads = leads;
        this.results = results;
    }

    @GetMapping("/api/v1/campaigns/{id}/results.csv")
    @Scope({"leads:read", "campaigns:read"})
    void results(
            @PathVariable CampaignId id, OrganizationId organization, HttpServletResponse response)
            throws IOException {
        if (!leads.campaignExists(organization, id)) {
            throw ApiProblem.notFound("campaign");
        }
        results.write(organization, id, CsvAnswer.begin(response, "results.csv"));
    }
}
