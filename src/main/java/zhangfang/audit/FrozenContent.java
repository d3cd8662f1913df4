package zhangfang.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Something that was shown to a customer, kept as it was: JSON with sorted names, so that equal content has equal text,
 * and its SHA-256.
 *
 * @param hash SHA-256 of {@code json} in UTF-8, in hexadecimal
 */
public record FrozenContent(String json, String hash) {

    private static final JsonMapper CANONICAL = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    public static FrozenContent of(Object content) {
        try {
            String json = CANONICAL.writeValueAsString(content);
            return new FrozenContent(json, sha256(json));
        } catch (JsonProcessingException unwritable) {
            throw new IllegalArgumentException(unwritable);
        }
    }

    /** Whether the content still is what the hash was made of. */
    public boolean isIntact() {
        return sha256(json).equals(hash);
    }

    /** @throws IllegalStateException if the text is no JSON, so that it was not written here */
    public static JsonNode read(String json) {
        try {
            return CANONICAL.readTree(json);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    /** As what it was written from. @throws IllegalStateException if it was not written from that */
    public static <T> T read(String json, Class<T> type) {
        try {
            return CANONICAL.readValue(json, type);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
