package io.carillon.api.lead;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.activities.database.Transactions;
import io.carillon.activities.organization.ApiKeyStore;
import io.carillon.activities.organization.Secrets;
import io.carillon.activities.testing.Rows;
import io.carillon.api.testing.ApiClient;
import io.carillon.api.testing.ApiClient.Answer;
import io.carillon.api.testing.ApiServer;
import io.carillon.workflows.campaign.CampaignStart;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Uploads that are no table are refused with what they seem to be, and nothing of them is kept. */
class NotATableOverHttpTest {
    private static final ApiServer SERVER = ApiServer.start();
    private static final String BOUNDARY = "----carillon";

    private static final String KEPT =
            """
            SELECT (SELECT count(*) FROM imports WHERE organization_id = :id)
                + (SELECT count(*) FROM leads WHERE organization_id = :id)
                + (SELECT count(*) FROM blobs WHERE organization_id = :id)
            """;

    private final Rows rows = Rows.in(SERVER.database());
    private final CampaignStart campaign = rows.campaign("draft", Rows.settings());
    private final ApiClient client = client(rows);

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @ParameterizedTest
    @CsvSource({
        "picture.png, a PNG image",
        "photo.jpg, a JPEG image",
        "document.pdf, a PDF",
        "data.json, JSON",
        "lines.jsonl, JSON",
        "excel.xlsx, an Excel file",
        "excel-renamed.csv, an Excel file",
        "old-excel.xls, an old Excel or Word file",
        "table-as.xls, a web page",
        "libreoffice.ods, an OpenDocument spreadsheet",
        "letter.docx, an office document",
        "csv-in.zip, a ZIP archive",
        "archive.tar.gz, a tar archive",
        "twice.csv.gz, a gzip file inside a gzip file",
        "people.sqlite, an SQLite database",
        "page.html, a web page",
        "feed.xml, XML",
        "letter.rtf, an RTF document",
        "contacts.vcf, a vCard file",
        "program.exe, no text",
    })
    void refusesWhatIsNoTableAndSaysWhatItSeemsToBe(String name, String kind) throws IOException {
        byte[] file = file(name);

        Answer taken = upload("/campaigns/" + campaign.campaign() + "/leads", name, file);
        Answer shown = upload("/imports/preview", name, file);

        for (Answer answer : List.of(taken, shown)) {
            assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
            assertThat(answer.at("/code")).isEqualTo("FILE_NOT_A_TABLE");
            assertThat(answer.at("/detail")).contains("this seems to be " + kind + ", not a table");
        }
        assertThat(rows.value(Long.class, KEPT, rows.organizationId().value())).isZero();
    }

    private static byte[] file(String name) throws IOException {
        return switch (name) {
            case "people.sqlite" ->
                    Arrays.copyOf("SQLite format 3\0".getBytes(StandardCharsets.US_ASCII), 4096);
            case "letter.docx" -> zip("[Content_Types].xml", "word/document.xml");
            default -> {
                try (InputStream in = Rows.class.getResourceAsStream("/leadfile/bad/" + name)) {
                    assertThat(in).as(name).isNotNull();
                    yield in.readAllBytes();
                }
            }
        };
    }

    private static byte[] zip(String... entries) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (String entry : entries) {
                zip.putNextEntry(new ZipEntry(entry));
                zip.write("<x/>".getBytes(StandardCharsets.US_ASCII));
            }
        }
        return bytes.toByteArray();
    }

    private Answer upload(String path, String name, byte[] file) {
        var body = new ByteArrayOutputStream();
        body.writeBytes(
                ascii(
                        "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n\r\n"
                                .formatted(BOUNDARY, name)));
        body.writeBytes(file);
        body.writeBytes(ascii("\r\n--" + BOUNDARY + "--\r\n"));
        return client.send(
                "POST",
                path,
                BodyPublishers.ofByteArray(body.toByteArray()),
                "multipart/form-data; boundary=" + BOUNDARY);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static ApiClient client(Rows rows) {
        String key = Secrets.newKey();
        SERVER.bean(Transactions.class)
                .system(
                        () ->
                                SERVER.bean(ApiKeyStore.class)
                                        .insert(
                                                rows.organizationId(),
                                                "test",
                                                key,
                                                List.of("leads:write"),
                                                null));
        return SERVER.as(key);
    }
}
