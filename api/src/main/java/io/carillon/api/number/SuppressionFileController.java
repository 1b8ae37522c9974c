package io.carillon.api.number;

import io.carillon.activities.leadfile.LeadFileRefused;
import io.carillon.activities.organization.AuditLog;
import io.carillon.activities.suppression.SuppressionUpload;
import io.carillon.activities.suppression.SuppressionUploads;
import io.carillon.api.http.ApiProblem;
import io.carillon.api.http.Caller;
import io.carillon.api.http.Scope;
import io.carillon.api.lead.UploadedFile;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** {@code POST /suppressions} with a CSV file. */
@RestController
@RequestMapping("/api/v1/suppressions")
@Scope("numbers:write")
class SuppressionFileController {
    private final SuppressionUploads uploads;
    private final AuditLog audit;

    SuppressionFileController(SuppressionUploads uploads, AuditLog audit) {
        this.uploads = uploads;
        this.audit = audit;
    }

    /**
     * Parts: {@code file} with columns {@code number, prefix, reason, expires_at, campaign_id} (or
     * a number on each line), up to 100,000 rows; if wanted {@code default_country} for national
     * numbers. Good rows hold at once when others are bad; the same file again changes nothing.
     */
    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    SuppressionUpload add(Caller caller, HttpServletRequest request)
            throws IOException, ServletException {
        UploadedFile file = UploadedFile.of(request);
        String country = file.text("default_country");
        if (country != null && !country.strip().matches("[A-Z]{2}")) {
            throw ApiProblem.invalid(
                    "/default_country", "COUNTRY_INVALID", "is not two capital letters");
        }
        try (InputStream in = file.open()) {
            return uploads.take(
                    caller.organization(),
                    country == null ? "US" : country.strip(),
                    in,
                    done -> note(caller, done));
        } catch (LeadFileRefused refused) {
            throw UploadedFile.problem(refused);
        }
    }

    private void note(Caller caller, SuppressionUpload done) {
        audit.append(
                caller.organization(),
                caller.actor(),
                "suppression.created",
                null,
                Map.of("count", done.added() + done.updated()));
    }
}
