package io.carillon.api.http;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 over what makes two requests the same: method, address, body. */
final class RequestDigest {
    private RequestDigest() {}

    /** Multipart bodies by their parts: the boundary between them is another in every request. */
    static byte[] of(HttpServletRequest request) {
        MessageDigest digest = sha256();
        text(digest, request.getMethod());
        text(digest, request.getRequestURI());
        text(digest, String.valueOf(request.getQueryString()));
        if (request instanceof BufferedRequest buffered) {
            digest.update(buffered.body());
        } else if (BodyFilter.isMultipart(request)) {
            parts(digest, request);
        }
        return digest.digest();
    }

    private static void parts(MessageDigest digest, HttpServletRequest request) {
        try {
            for (Part part : request.getParts()) {
                text(digest, part.getName());
                digest.update(content(part));
            }
        } catch (IOException | ServletException | IllegalStateException broken) {
            throw Uploads.problem(broken);
        }
    }

    private static byte[] content(Part part) throws IOException {
        MessageDigest digest = sha256();
        byte[] piece = new byte[64 * 1024];
        try (InputStream stream = part.getInputStream()) {
            for (int n = stream.read(piece); n >= 0; n = stream.read(piece)) {
                digest.update(piece, 0, n);
            }
        }
        return digest.digest();
    }

    private static void text(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
