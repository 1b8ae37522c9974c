package io.carillon.api.lead;

import io.carillon.activities.leadfile.ImportRow;
import io.carillon.activities.leadfile.LeadBatches;
import io.carillon.activities.leadfile.LeadFileRefused;
import io.carillon.activities.leadfile.LeadUploads;
import io.carillon.api.http.ApiProblem;
import io.carillon.api.http.Scope;
import io.carillon.workflows.ids.CampaignId;
import io.carillon.workflows.ids.OrganizationId;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.net.URI;

/**
 * {@code POST /campaigns/{id}/leads}: a file, which is imported, or a batch, which is taken at
 * once.
 */
@RestController
@RequestMapping("/api/v1/campaigns/{id}/leads")
@Scope("leads:write")
class LeadIntakeController {
    private final LeadUploads uploads;
    private final LeadBatches batches;

    LeadIntakeController(LeadUploads uploads, LeadBatches batches) {
        this.uploads = uploads;
        this.batches = batches;
    }

    /**
     * Parts: {@code file}, and {@code mapping} (JSON, known column to header or the reverse) if
     * wanted; without it the mapping of the last upload that gave one for these columns holds, see
     * {@code mapping_source}.
     */
    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<ImportView> file(
            @PathVariable CampaignId id, OrganizationId organization, HttpServletRequest request)
            throws IOException, ServletException {
        UploadedFile file = UploadedFile.of(request);
        try {
            ImportRow row =
                    uploads.take(organization, id, file.name(), file.mapping(), file::open)
                            .orElseThrow(() -> ApiProblem.notFound("campaign"));
            return ResponseEntity.status(HttpStatus.ACCEPTED)
                    .location(URI.create("/api/v1/imports/" + row.id()))
                    .body(ImportView.of(row));
        } catch (LeadFileRefused refused) {
            throw UploadedFile.problem(refused);
        } catch (LeadUploads.CampaignEnded ended) {
            throw ended(ended);
        }
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    BatchView batch(
            @PathVariable CampaignId id, OrganizationId organization, @RequestBody JsonNode body) {
        try {
            return batches.take(organization, id, LeadsIn.read(body))
                    .map(BatchView::of)
                    .orElseThrow(() -> ApiProblem.notFound("campaign"));
        } catch (LeadUploads.CampaignEnded ended) {
            throw ended(ended);
        }
    }

    private static ApiProblem ended(LeadUploads.CampaignEnded ended) {
        return ApiProblem.conflict("CAMPAIGN_ENDED", String.valueOf(ended.getMessage()));
    }
}
