package credits.local;

import static credits.local.TopUpCustomer.sessionIdOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.StringReader;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/// The VAT report against the sum of the XML files that buyers download: by a parser, an arithmetic and a list of
/// payments
/// that share nothing with the report.
class VatReportFromXmlTest {
    private static final XPath XPATH = XPathFactory.newInstance().newXPath();
    private static final Map<String, String> BUYERS = Map.of(
            "IT", "IT12345678903",
            "FR", "FR40303265045",
            "DE", "DE136695976");

    @Test
    void the_report_is_the_sum_over_the_xml_files() throws Exception {
        try (var system = RunningSystem.start()) {
            var buyers = new ArrayList<TopUpCustomer>();
            for (var country : List.of("IT", "FR", "DE", "IT")) buyers.add(givenBuyer(system, country, buyers.size()));
            var sums = new TreeMap<String, List<BigDecimal>>();
            for (var buyer : buyers) addDocuments(buyer, sums);

            var report = report(system, buyers.getFirst());

            assertThat(sums).hasSize(3);
            assertThat(rows(report)).isEqualTo(sums);
        }
    }

    // Three payments, of which one is refunded in two odd parts.
    private static TopUpCustomer givenBuyer(RunningSystem system, String country, int number) {
        var buyer = new TopUpCustomer(system.newOrganisation());
        var profile = TopUpCustomer.PROFILE
                .replace("IT12345678903", BUYERS.get(country))
                .replace("\"country\":\"IT\"", "\"country\":\"" + country + "\"")
                .replace("\"region\":\"MI\"", "\"region\":null");
        var payments = new ArrayList<JsonNode>();
        for (int i = 1; i <= 3; i++) payments.add(buyer.payTopUp(profile, 7 * i + number + ".00"));
        system.await("the invoices", () -> buyer.documentCount() == 3);
        for (int cents : new int[] {333, 101}) {
            long documents = buyer.documentCount();
            var _ = buyer.stripe().refund(sessionIdOf(payments.getFirst()), cents);
            buyer.stripe().tick();
            system.await("the credit note", () -> buyer.documentCount() == documents + 1);
        }
        return buyer;
    }

    private static void addDocuments(TopUpCustomer buyer, Map<String, List<BigDecimal>> sums) throws Exception {
        for (var payment : buyer.customer().read("/v1/payments").path("data")) {
            var path = "/v1/payments/" + payment.path("id").asText();
            add(xml(buyer, path + "/invoice"), sums);
            for (var note : payment.path("credit_notes"))
                add(xml(buyer, path + "/credit_notes/" + note.path("number").asText()), sums);
        }
    }

    private static void add(Document xml, Map<String, List<BigDecimal>> sums) throws Exception {
        var category = text(xml, "//*[local-name()='ApplicableHeaderTradeSettlement']//*[local-name()='CategoryCode']");
        var rate = text(
                xml, "//*[local-name()='ApplicableHeaderTradeSettlement']//*[local-name()='RateApplicablePercent']");
        var party = category.equals("S") ? "SellerTradeParty" : "BuyerTradeParty";
        var country = text(xml, "//*[local-name()='" + party + "']//*[local-name()='CountryID']");
        boolean isNote = text(xml, "//*[local-name()='ExchangedDocument']/*[local-name()='TypeCode']")
                .equals("381");
        var sign = isNote ? BigDecimal.ONE.negate() : BigDecimal.ONE;
        var amounts = List.of(
                isNote ? BigDecimal.ZERO : BigDecimal.ONE,
                isNote ? BigDecimal.ONE : BigDecimal.ZERO,
                sign.multiply(new BigDecimal(text(xml, "//*[local-name()='TaxBasisTotalAmount']"))),
                sign.multiply(new BigDecimal(text(xml, "//*[local-name()='TaxTotalAmount']"))),
                sign.multiply(new BigDecimal(text(xml, "//*[local-name()='GrandTotalAmount']"))));
        sums.merge(category + " " + country + " " + rate, amounts, VatReportFromXmlTest::plus);
    }

    private static List<BigDecimal> plus(List<BigDecimal> one, List<BigDecimal> other) {
        var sum = new ArrayList<BigDecimal>();
        for (int i = 0; i < one.size(); i++) sum.add(one.get(i).add(other.get(i)));
        return sum;
    }

    private static Map<String, List<BigDecimal>> rows(JsonNode report) {
        var categories = Map.of("standard", "S", "reverse_charge", "AE", "outside_scope", "O");
        var rows = new TreeMap<String, List<BigDecimal>>();
        for (var row : report.path("data")) {
            var group = categories.get(row.path("treatment").asText()) + " "
                    + row.path("country").asText() + " " + row.path("rate").asText();
            var amounts = new ArrayList<BigDecimal>();
            for (var name : List.of("invoices", "credit_notes", "net", "vat", "total"))
                amounts.add(new BigDecimal(row.path(name).asText()));
            rows.put(group, amounts);
        }
        return rows;
    }

    private static JsonNode report(RunningSystem system, TopUpCustomer buyer) {
        var month = buyer.customer().overview().path("month").asText();
        var token = system.issueToken("platform", "usr_operator", "operator");
        return RunningSystem.parseJson(
                system.http().get("/v1/vat_report?period=" + month, token).body());
    }

    private static Document xml(TopUpCustomer buyer, String path) throws Exception {
        var customer = buyer.customer();
        var request = HttpRequest.newBuilder(
                        URI.create(customer.system().localSystem().address() + path))
                .header("authorization", "Bearer " + customer.token("owner"))
                .header("accept", "application/xml");
        try (var client = HttpClient.newHttpClient()) {
            var response = client.send(request.build(), BodyHandlers.ofString());
            assertThat(response.statusCode()).as(path).isEqualTo(200);
            var factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            return factory.newDocumentBuilder().parse(new InputSource(new StringReader(response.body())));
        }
    }

    private static String text(Document xml, String path) throws Exception {
        return XPATH.evaluate(path, xml);
    }
}
