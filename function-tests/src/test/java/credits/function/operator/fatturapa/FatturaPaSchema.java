package credits.function.operator.fatturapa;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.Source;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.Document;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/// The Revenue Agency's schema of FatturaPA 1.2.2, as published with ph-fatturapa.
final class FatturaPaSchema {
    private static final Schema SCHEMA = load(
            "/schemas/xmldsig-core-schema.xsd", "/external/schemas/fatturapa/Schema_del_file_xml_FatturaPA_v1.2.2.xsd");

    private FatturaPaSchema() {}

    private static Schema load(String... resources) {
        var sources = new ArrayList<Source>();
        for (var resource : resources) {
            var url = Objects.requireNonNull(FatturaPaSchema.class.getResource(resource), resource);
            sources.add(new StreamSource(url.toExternalForm()));
        }
        try {
            return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                    .newSchema(sources.toArray(new Source[0]));
        } catch (SAXException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Returns what the schema finds wrong with `xml`.
    static List<String> errors(String xml) throws IOException, SAXException {
        var errors = new ArrayList<String>();
        var validator = SCHEMA.newValidator();
        validator.setErrorHandler(new ErrorHandler() {
            @Override
            public void warning(SAXParseException e) {
                errors.add(e.getMessage());
            }

            @Override
            public void error(SAXParseException e) {
                errors.add(e.getMessage());
            }

            @Override
            public void fatalError(SAXParseException e) {
                errors.add(e.getMessage());
            }
        });
        validator.validate(new DOMSource(parse(xml)));
        return errors;
    }

    /// Returns the text of the only element `name`; empty if there is none.
    static String text(String xml, String name) throws SAXException {
        var elements = parse(xml).getElementsByTagName(name);
        if (elements.getLength() > 1) throw new IllegalStateException("more than one " + name);
        return elements.getLength() == 0 ? "" : elements.item(0).getTextContent();
    }

    /// Returns the texts of the elements that `parent` has, joined with spaces.
    static String texts(String xml, String parent) throws SAXException {
        var children = parse(xml).getElementsByTagName(parent).item(0).getChildNodes();
        var texts = new ArrayList<String>();
        for (int i = 0; i < children.getLength(); i++)
            texts.add(children.item(i).getTextContent());
        return String.join(" ", texts);
    }

    private static Document parse(String xml) throws SAXException {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml.getBytes(UTF_8)));
        } catch (ParserConfigurationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
