package zhangfang.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.IdGenerator;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Image;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * The guide (使用指南) of {@code docs/guide.md}, read once. A comment below a heading names the pages that it explains, as in
 * {@code <!-- pages: /companies/{companyId}/wallet/** -->}: the text and the way to it stay together.
 */
@Component
class Guide {

    static final String FILE = "docs/guide.md";

    private static final String PICTURES = "guide/";
    /** Of every picture; said beforehand, so that the text does not move away when they arrive. */
    private static final Map<String, String> SIZE = Map.of("width", "1280", "height", "800");
    private static final Pattern PAGES = Pattern.compile("<!--\\s*pages:(.*?)-->", Pattern.DOTALL);
    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());

    /** A chapter or a section of it. */
    record Part(String anchor, String title, List<Part> parts) {
    }

    private record Explained(PathPattern page, String anchor) {
    }

    private final Node document = Parser.builder().extensions(EXTENSIONS).build().parse(text());
    private final Map<Node, String> anchors = new IdentityHashMap<>();
    private final List<Part> chapters = new ArrayList<>();
    private final List<Explained> pages = new ArrayList<>();

    Guide() {
        IdGenerator ids = IdGenerator.builder().build();
        document.accept(new AbstractVisitor() {
            private String anchor;

            @Override
            public void visit(Heading heading) {
                String title = title(heading);
                anchor = ids.generateId(title);
                anchors.put(heading, anchor);
                contents(heading.getLevel(), new Part(anchor, title, new ArrayList<>()));
            }

            @Override
            public void visit(HtmlBlock comment) {
                explains(comment.getLiteral(), anchor);
                comment.unlink();
            }
        });
        pages.sort(Comparator.comparing(Explained::page, PathPattern.SPECIFICITY_COMPARATOR));
    }

    List<Part> chapters() {
        return chapters;
    }

    /** Where the page with this path is explained, or {@code null}. */
    String anchorOf(String path) {
        PathContainer asked = PathContainer.parsePath(path);
        return pages.stream().filter(each -> each.page().matches(asked)).map(Explained::anchor).findFirst().orElse(null);
    }

    /** @param addresses from a picture's path below {@code assets/} to where it is served */
    String html(UnaryOperator<String> addresses) {
        return HtmlRenderer.builder().extensions(EXTENSIONS).escapeHtml(true).sanitizeUrls(true)
                .attributeProviderFactory(context -> (node, tag, attributes) -> {
                    if (anchors.containsKey(node)) {
                        attributes.put("id", anchors.get(node));
                    } else if (node instanceof TableBlock) {
                        attributes.put("class", "table table-sm");
                    } else if (node instanceof Image image && image.getDestination().startsWith(PICTURES)) {
                        attributes.put("src", addresses.apply(image.getDestination()));
                        attributes.put("loading", "lazy");
                        attributes.putAll(SIZE);
                    }
                }).build().render(document);
    }

    private void contents(int level, Part part) {
        if (level == 2) {
            chapters.add(part);
        } else if (level == 3) {
            chapters.get(chapters.size() - 1).parts().add(part);
        }
    }

    private void explains(String comment, String anchor) {
        Matcher named = PAGES.matcher(comment);
        if (named.find()) {
            for (String page : named.group(1).strip().split("\\s*,\\s*")) {
                pages.add(new Explained(PathPatternParser.defaultInstance.parse(page), anchor));
            }
        }
    }

    private static String title(Heading heading) {
        StringBuilder title = new StringBuilder();
        heading.accept(new AbstractVisitor() {
            @Override
            public void visit(Text text) {
                title.append(text.getLiteral());
            }
        });
        return title.toString();
    }

    private static String text() {
        try (InputStream file = new ClassPathResource(FILE).getInputStream()) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
