package io.carillon.api.lead;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.lead.LeadIntake;
import io.carillon.activities.leadfile.ErrorsCsv;
import io.carillon.activities.leadfile.ImportRow;
import io.carillon.activities.leadfile.ImportUndo;
import io.carillon.activities.leadfile.Imports;
import io.carillon.activities.leadfile.LeadFilePreview;
import io.carillon.activities.leadfile.LeadFilePreviews;
import io.carillon.activities.leadfile.LeadFileRefused;
import io.carillon.activities.leadfile.RowRules;
import io.carillon.api.http.ApiProblem;
import io.carillon.api.http.Scope;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.ImportId;
import io.carillon.workflows.ids.OrganizationId;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** {@code /imports}: lead files on their way in. */
@RestController
@RequestMapping("/api/v1/imports")
class ImportController {
    private final Imports imports;
    private final ErrorsCsv errors;
    private final Transactions transactions;
    private final LeadIntake intake;
    private final LeadFilePreviews previews;
    private final ImportUndo undo;

    ImportController(
            Imports imports,
            ErrorsCsv errors,
            Transactions transactions,
            LeadIntake intake,
            LeadFilePreviews previews,
            ImportUndo undo) {
        this.imports = imports;
        this.errors = errors;
        this.transactions = transactions;
        this.intake = intake;
        this.previews = previews;
        this.undo = undo;
    }

    @GetMapping("/{id}")
    @Scope("leads:read")
    ImportView get(@PathVariable ImportId id, OrganizationId organization) {
        return ImportView.of(found(organization, id));
    }

    @GetMapping("/{id}/errors")
    @Scope("leads:read")
    ErrorsView causes(@PathVariable ImportId id, OrganizationId organization) {
        ImportRow row = found(organization, id);
        return ErrorsView.of(row, imports.errorGroups(organization, row));
    }

    @GetMapping("/{id}/errors.csv")
    @Scope("leads:read")
    void errors(
            @PathVariable ImportId id, OrganizationId organization, HttpServletResponse response)
            throws IOException {
        ImportRow row = found(organization, id);
        errors.write(row, CsvAnswer.begin(response, "errors.csv"));
    }

    /** What was read before stays. */
    @PostMapping("/{id}/cancel")
    @Scope("leads:write")
    ImportView cancel(@PathVariable ImportId id, OrganizationId organization) {
        try {
            return imports.cancel(organization, id)
                    .map(ImportView::of)
                    .orElseThrow(() -> ApiProblem.notFound("import"));
        } catch (Imports.AlreadyOver over) {
            throw ApiProblem.conflict("IMPORT_OVER", String.valueOf(over.getMessage()));
        }
    }

    /** Takes the import's leads out again while none of them was dialed. */
    @PostMapping("/{id}/undo")
    @Scope("leads:write")
    ImportView undo(@PathVariable ImportId id, OrganizationId organization) {
        try {
            return undo.undo(organization, id)
                    .map(ImportView::of)
                    .orElseThrow(() -> ApiProblem.notFound("import"));
        } catch (ImportUndo.Refused refused) {
            throw ApiProblem.conflict(refused.code(), String.valueOf(refused.getMessage()));
        }
    }

    /**
     * Parts: {@code file}; if wanted {@code mapping}, and {@code campaign_id} or {@code
     * default_country} for reading numbers.
     */
    @PostMapping(path = "/preview", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Scope("leads:write")
    LeadFilePreview preview(OrganizationId organization, HttpServletRequest request)
            throws IOException, ServletException {
        UploadedFile file = UploadedFile.of(request);
        LeadFilePreviews.Into into = into(organization, file);
        try (InputStream in = file.open()) {
            return previews.preview(organization, into, file.mapping(), in);
        } catch (LeadFileRefused refused) {
            throw UploadedFile.problem(refused);
        }
    }

    private LeadFilePreviews.Into into(OrganizationId organization, UploadedFile file)
            throws IOException, ServletException {
        String campaign = file.text("campaign_id");
        if (campaign != null) {
            CampaignId id = campaign(campaign.strip());
            return transactions
                    .within(organization, () -> intake.look(organization, id))
                    .filter(open -> !open.direct())
                    .map(
                            open ->
                                    new LeadFilePreviews.Into(
                                            id,
                                            RowRules.of(open.settings()),
                                            !open.settings().onDuplicate().equals("skip")))
                    .orElseThrow(
                            () ->
                                    ApiProblem.invalid(
                                            "/campaign_id",
                                            "NOT_FOUND",
                                            "there is no such campaign"));
        }
        String country = file.text("default_country");
        if (country != null && !country.strip().matches("[A-Z]{2}")) {
            throw ApiProblem.invalid(
                    "/default_country", "COUNTRY_INVALID", "is not two capital letters");
        }
        String readIn = country == null ? "US" : country.strip();
        return new LeadFilePreviews.Into(null, new RowRules(readIn, List.of(readIn)), true);
    }

    private static CampaignId campaign(String written) {
        try {
            return CampaignId.parse(written);
        } catch (IllegalArgumentException noId) {
            throw ApiProblem.malformed("/campaign_id", "ID_MALFORMED", "is not a campaign's id");
        }
    }

    private ImportRow found(OrganizationId organization, ImportId id) {
        return imports.find(organization, id).orElseThrow(() -> ApiProblem.notFound("import"));
    }
}
