package io.carillon.api.http;

import io.carillon.activities.campaign.CampaignControl;
import io.carillon.activities.database.WorkAhead;
import io.carillon.workflows.ids.Id;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingRequestValueException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;

import java.io.IOException;
import java.util.List;

/** Turns whatever a handler throws into a problem. Only faults of ours end as 500. */
@RestControllerAdvice
public final class ProblemHandlers {
    /** Request attribute: the transaction met a deadlock; the whole request may run again. */
    static final String RUN_AGAIN = ProblemHandlers.class.getName() + ".run-again";

    /** Request attribute: the {@link WorkAhead} its transaction ended with. */
    static final String WORK_AHEAD = ProblemHandlers.class.getName() + ".work-ahead";

    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandlers.class);

    private final ProblemWriter writer;

    public ProblemHandlers(ProblemWriter writer) {
        this.writer = writer;
    }

    @ExceptionHandler
    void handle(Exception thrown, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (thrown instanceof AsyncRequestNotUsableException) {
            return;
        }
        if (thrown instanceof HttpRequestMethodNotSupportedException other
                && other.getSupportedHttpMethods() != null) {
            response.setHeader(
                    HttpHeaders.ALLOW,
                    String.join(
                            ", ",
                            other.getSupportedHttpMethods().stream()
                                    .map(Object::toString)
                                    .toList()));
        }
        if (thrown instanceof PessimisticLockingFailureException) {
            request.setAttribute(RUN_AGAIN, true);
        }
        if (thrown instanceof WorkAhead) {
            // Not the request's answer: it runs again when the work is done.
            request.setAttribute(WORK_AHEAD, thrown);
            return;
        }
        writer.write(request, response, problem(thrown, request));
    }

    static ApiProblem problem(Throwable thrown, HttpServletRequest request) {
        return switch (thrown) {
            case ApiProblem problem -> problem;
            case CampaignControl.NotPossible no -> notPossible(no);
            case HttpMessageNotReadableException unreadable -> JsonProblems.of(unreadable);
            case MethodArgumentTypeMismatchException mismatch -> mismatch(mismatch);
            case TypeMismatchException mismatch ->
                    ApiProblem.malformed("", "WRONG_TYPE", "a value has the wrong type");
            case MissingRequestValueException missing ->
                    ApiProblem.malformed("", "REQUIRED", sentence(missing));
            case MaxUploadSizeExceededException large ->
                    ApiProblem.tooLarge("the upload is larger than allowed");
            case MultipartException broken -> Uploads.problem(broken);
            case ErrorResponse refused -> refused(refused);
            case PessimisticLockingFailureException busy ->
                    unavailable(busy, "the same rows are busy; try again");
            case CannotCreateTransactionException down ->
                    unavailable(down, "the database cannot be reached");
            case DataAccessException failed -> DataProblems.of(failed, request);
            default -> fault(thrown, request);
        };
    }

    private static ApiProblem notPossible(CampaignControl.NotPossible no) {
        String detail = String.valueOf(no.getMessage());
        return no.conflict()
                ? ApiProblem.conflict(no.code(), detail)
                : ApiProblem.invalid(no.pointer(), no.code(), detail);
    }

    private static ApiProblem mismatch(MethodArgumentTypeMismatchException mismatch) {
        Class<?> required = mismatch.getRequiredType();
        boolean inPath = mismatch.getParameter().hasParameterAnnotation(PathVariable.class);
        if (inPath && required != null && Id.class.isAssignableFrom(required)) {
            return ApiProblem.notFound("resource");
        }
        if (inPath) {
            return ApiProblem.notFound("resource");
        }
        return ApiProblem.malformed(
                "query:" + mismatch.getName(), "WRONG_TYPE", "cannot be read as asked for");
    }

    private static ApiProblem refused(ErrorResponse refused) {
        HttpStatusCode code = refused.getStatusCode();
        HttpStatus status = HttpStatus.resolve(code.value());
        HttpStatus known = status == null ? HttpStatus.BAD_REQUEST : status;
        String detail = refused.getBody().getDetail();
        String word =
                switch (known) {
                    case NOT_FOUND -> "NOT_FOUND";
                    case METHOD_NOT_ALLOWED -> "METHOD_NOT_ALLOWED";
                    case UNSUPPORTED_MEDIA_TYPE -> "MEDIA_TYPE_NOT_SUPPORTED";
                    case NOT_ACCEPTABLE -> "NOT_ACCEPTABLE";
                    default -> known.name();
                };
        return known == HttpStatus.NOT_FOUND
                ? ApiProblem.notFound("resource")
                : ApiProblem.of(known, word, detail == null ? known.getReasonPhrase() : detail);
    }

    private static ApiProblem unavailable(Exception cause, String detail) {
        LOG.atWarn().setCause(cause).log("api.database_unavailable");
        return ApiProblem.unavailable(detail);
    }

    /** What is left is our fault: logged with the request's id, shown without any inside. */
    static ApiProblem fault(Throwable thrown, HttpServletRequest request) {
        LOG.atError()
                .setCause(thrown)
                .addKeyValue("request", RequestIds.of(request))
                .addKeyValue("method", request.getMethod())
                .log("api.fault");
        return ApiProblem.of(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "INTERNAL",
                "something went wrong here; the request id finds it in the logs");
    }

    private static String sentence(Exception missing) {
        List<String> lines = String.valueOf(missing.getMessage()).lines().toList();
        return lines.isEmpty() ? "a required value is missing" : lines.getFirst();
    }
}
