package io.regroup.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** A pom.xml as it is written, without what it inherits. */
record Pom(Element project) {

    static Pom read(Path folder) {
        Path file = folder.resolve("pom.xml");
        try {
            return new Pom(DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(file.toFile())
                    .getDocumentElement());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalArgumentException(file + " cannot be read", e);
        }
    }

    /** The text of the only element at a path such as {@code properties/java.release}. */
    String text(String path) {
        List<String> texts = texts(path);
        if (texts.size() != 1) {
            throw new IllegalArgumentException(path + ": expected once, found " + texts.size() + " times");
        }
        return texts.getFirst();
    }

    /** The texts of all elements at a path. */
    List<String> texts(String path) {
        return elements(path).stream()
                .map(element -> element.getTextContent().strip())
                .toList();
    }

    /** What the dependency management names, as {@code group:artifact}, in the order of their names. */
    List<String> managed() {
        return elements("dependencyManagement/dependencies/dependency").stream()
                .map(Pom::new)
                .map(dependency -> dependency.text("groupId") + ":" + dependency.text("artifactId"))
                .sorted()
                .toList();
    }

    private List<Element> elements(String path) {
        List<Element> found = List.of(project);
        for (String name : path.split("/")) {
            List<Element> next = new ArrayList<>();
            for (Element element : found) {
                for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
                    if (node instanceof Element child && child.getTagName().equals(name)) {
                        next.add(child);
                    }
                }
            }
            found = next;
        }
        return found;
    }
}
