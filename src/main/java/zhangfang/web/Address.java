package zhangfang.web;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.web.util.UriComponentsBuilder;

/** The address of a page with what was asked of it. */
final class Address {

    private Address() {
    }

    /** @param asked names and values; what has no value is left out, every other is encoded whatever stands in it */
    static String of(String path, Map<String, String> asked) {
        Map<String, String> written = new LinkedHashMap<>(asked);
        written.values().removeIf(value -> value == null || value.isBlank());
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(path);
        written.keySet().forEach(name -> address.queryParam(name, "{" + name + "}"));
        return address.encode().buildAndExpand(written).toUriString();
    }
}
