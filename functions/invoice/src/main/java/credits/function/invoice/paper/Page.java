package credits.function.invoice.paper;

import credits.topup.PostalAddress;
import credits.topup.Seller;
import credits.topup.TaxDocument.CreditNote;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.openpdf.text.Image;
import org.openpdf.text.pdf.PdfStructureElement;

/// The layout of the page: A4, in points from the lower left corner. Long names and addresses take more lines and push
/// down what follows; the longest still fit.
final class Page {
    private static final float WIDTH = 595;
    private static final float HEIGHT = 842;
    private static final float LEFT = 56;
    private static final float RIGHT = WIDTH - LEFT;
    private static final float MIDDLE = 296;
    private static final float TOP = HEIGHT - 52;
    private static final float BAND = 6;
    private static final float LOGO_WIDTH = 170;
    private static final float LOGO_HEIGHT = 44;
    private static final float GAP = 30;
    private static final float SMALL_GAP = 16;
    private static final int LONG_BUYER = 400;
    private static final float NAMES = 80;
    private static final float FOOT = 92;

    private final Canvas canvas;
    private final PdfStructureElement root;
    private final Wording wording;
    private final Brand brand;

    Page(Canvas canvas, PdfStructureElement root, Wording wording, Brand brand) {
        this.canvas = canvas;
        this.root = root;
        this.wording = wording;
        this.brand = brand;
    }

    void draw() {
        canvas.fill(Colour.of(brand.colour()), 0, HEIGHT - BAND, WIDTH, BAND);
        float gap = gap();
        float below = Math.min(mark(), from());
        below = title(below - gap);
        below = Math.min(billedTo(below - gap), facts(below - gap));
        var amounts = new Amounts(canvas, root, wording, Colour.of(brand.colour()), LEFT, RIGHT);
        below = amounts.item(below - gap);
        below = amounts.split(below - gap);
        notes(below - gap);
        foot();
    }

    private float gap() {
        var buyer = wording.document().sale().buyer();
        int length = buyer.legalName().length()
                + String.join("", addressOf(PostalAddress.of(buyer))).length();
        return length > LONG_BUYER ? SMALL_GAP : GAP;
    }

    /// Draws the seller's logo or, without one, the platform's name. Returns the lower edge.
    private float mark() {
        if (brand.logo().isEmpty()) {
            var name = canvas.wrap(Style.WORDMARK, seller().platform(), MIDDLE - LEFT - GAP, 2);
            return canvas.write(Canvas.element(root, "P"), Style.WORDMARK, Colour.of(brand.colour()), name, LEFT, TOP);
        }
        try {
            var logo = Image.getInstance(brand.logo().get());
            logo.scaleToFit(LOGO_WIDTH, LOGO_HEIGHT);
            float y = TOP - logo.getScaledHeight();
            canvas.picture(root, logo, wording.say(Word.LOGO, PlainText.of(seller().name())), LEFT, y);
            return y;
        } catch (IOException broken) {
            throw new UncheckedIOException("the logo is not a readable image", broken);
        }
    }

    private float from() {
        var lines = new ArrayList<Block>();
        lines.add(new Block(Style.STRONG, seller().name(), 2));
        addressOf(seller().address()).forEach(line -> lines.add(new Block(Style.BODY, line, 1)));
        lines.add(new Block(Style.BODY, wording.say(Word.VAT_NUMBER, seller().vatId()), 1));
        return blocks(wording.say(Word.FROM), lines, MIDDLE, TOP, RIGHT - MIDDLE);
    }

    private float title(float top) {
        var lines = canvas.wrap(Style.TITLE, wording.title(), RIGHT - LEFT, 2);
        return canvas.write(Canvas.element(root, "H1"), Style.TITLE, Colour.INK, lines, LEFT, top);
    }

    private float billedTo(float top) {
        var buyer = wording.document().sale().buyer();
        var lines = new ArrayList<Block>();
        lines.add(new Block(Style.STRONG, buyer.legalName(), 7));
        addressOf(PostalAddress.of(buyer)).forEach(line -> lines.add(new Block(Style.BODY, line, 2)));
        buyer.vatId()
                .ifPresent(id -> lines.add(new Block(Style.BODY, wording.say(Word.BUYER_VAT_NUMBER, id.number()), 1)));
        return blocks(wording.say(Word.BILLED_TO), lines, LEFT, top, MIDDLE - LEFT - GAP);
    }

    /// Draws number, dates and references as a table of names and values. Returns the lower edge.
    private float facts(float top) {
        var table = Canvas.element(root, "Table");
        var document = wording.document();
        float below = fact(table, Word.ISSUED_ON, Style.BODY, wording.date(document.issuedOn()), top);
        if (document instanceof CreditNote note) {
            var invoice = wording.say(
                    Word.OF_DATE,
                    note.invoice().number(),
                    wording.date(note.invoice().issuedOn()));
            below = fact(table, Word.CORRECTS, Style.ID, invoice, below);
        }
        below = fact(
                table, Word.PAID_ON, Style.BODY, wording.date(document.sale().paidOn()), below);
        below = fact(table, Word.PAYMENT, Style.ID, document.sale().payment().toString(), below);
        return fact(table, Word.REFERENCE, Style.ID, document.sale().reference(), below);
    }

    private float fact(PdfStructureElement table, Word word, Style style, String value, float top) {
        var row = Canvas.element(table, "TR");
        var name = canvas.wrap(Style.SMALL, wording.say(word), NAMES, 1);
        var lines = canvas.wrap(style, value, RIGHT - MIDDLE - NAMES, 3);
        var _ = canvas.write(Canvas.heading(row, "Row"), Style.SMALL, Colour.MUTED, name, MIDDLE, top - 1);
        return canvas.write(Canvas.element(row, "TD"), style, Colour.INK, lines, MIDDLE + NAMES, top) - 2.5f;
    }

    private void notes(float top) {
        float below = top;
        for (var note : wording.notes()) {
            var lines = canvas.wrap(Style.BODY, note, RIGHT - LEFT, 3);
            below = canvas.write(Canvas.element(root, "P"), Style.BODY, Colour.INK, lines, LEFT, below) - 5;
        }
        if (below < FOOT) throw new IllegalStateException("too much for one page: " + wording.title());
    }

    private void foot() {
        canvas.fill(Colour.RULE, LEFT, FOOT - 6, RIGHT - LEFT, 0.75f);
        var said = new ArrayList<String>();
        said.add(seller().name() + " · " + String.join(", ", addressOf(seller().address())) + " · "
                + wording.say(Word.VAT_NUMBER, seller().vatId()));
        seller().registration().ifPresent(said::add);
        seller().contact().ifPresent(contact -> said.add(wording.say(Word.QUESTIONS, contact)));
        said.add(wording.say(Word.EMBEDDED));
        float below = FOOT - 14;
        for (var line : said) {
            var lines = canvas.wrap(Style.SMALL, line, RIGHT - LEFT, 2);
            below = canvas.write(Canvas.element(root, "P"), Style.SMALL, Colour.MUTED, lines, LEFT, below);
        }
    }

    private float blocks(String label, List<Block> blocks, float x, float top, float width) {
        var head = canvas.wrap(Style.LABEL, label, width, 1);
        float below = canvas.write(Canvas.element(root, "P"), Style.LABEL, Colour.MUTED, head, x, top) - 2;
        for (var block : blocks) {
            var lines = canvas.wrap(block.style(), block.text(), width, block.most());
            below = canvas.write(Canvas.element(root, "P"), block.style(), Colour.INK, lines, x, below);
        }
        return below;
    }

    private List<String> addressOf(PostalAddress address) {
        var lines = new ArrayList<String>();
        lines.add(address.line1());
        address.line2().ifPresent(lines::add);
        var city = address.postalCode().map(code -> code + " ").orElse("") + address.city();
        lines.add(city + address.region().map(region -> " " + region).orElse(""));
        lines.add(wording.words().country(address.country()));
        return lines;
    }

    private Seller seller() {
        return wording.document().sale().seller();
    }

    /// A paragraph of at most `most` lines.
    private record Block(Style style, String text, int most) {}
}
