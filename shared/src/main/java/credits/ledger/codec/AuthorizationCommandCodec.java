package credits.ledger.codec;

import credits.account.command.AuthorizationCommand;
import credits.account.command.AuthorizeUsage;
import credits.account.command.CaptureHold;
import credits.account.command.RefuseOverpricedUsage;
import credits.account.command.ReleaseHold;
import credits.identity.AuthorizationId;
import credits.identity.UniqueId;
import credits.money.Quantity;
import credits.usage.BookedLine;
import credits.usage.BookedLine.LineStatus;
import credits.usage.BookedReport;
import credits.usage.PricedLine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Packs an authorization call that waits to be decided. Version 1. It is read by workers of the next minutes alone.
public final class AuthorizationCommandCodec {
    private static final int AUTHORIZE = 0;
    private static final int CAPTURE = 1;
    private static final int RELEASE = 2;
    private static final int OVERPRICED = 3;

    private AuthorizationCommandCodec() {}

    public static byte[] pack(AuthorizationCommand command) {
        var out = new BinaryWriter();
        out.writeFixed64(command.key().high());
        out.writeFixed64(command.key().low());
        out.writeFixed64(command.contentHash());
        out.writeString(command.source());
        out.writeInstant(command.now());
        switch (command) {
            case AuthorizeUsage authorize -> writeAuthorize(authorize, out);
            case CaptureHold capture -> {
                out.writeVarint(CAPTURE);
                out.writeString(capture.authorizationId().value());
                out.writeVarint(capture.quantity().micros());
            }
            case ReleaseHold release -> {
                out.writeVarint(RELEASE);
                out.writeString(release.authorizationId().value());
            }
            case RefuseOverpricedUsage _ -> out.writeVarint(OVERPRICED);
        }
        return out.toByteArray();
    }

    private static void writeAuthorize(AuthorizeUsage command, BinaryWriter out) {
        out.writeVarint(AUTHORIZE);
        out.writeVarint(command.expiresIn().map(Duration::toMillis).orElse(-1L) + 1);
        out.writeBoolean(command.line().isPresent());
        command.line().ifPresent(line -> out.writeBytes(packLine(line, command)));
    }

    // The line alone, as entries have it.
    private static byte[] packLine(PricedLine line, AuthorizeUsage command) {
        var entry =
                new BookedReport(command.key(), command.source(), List.of(new BookedLine(line, LineStatus.DEBITED)));
        return EntriesCodec.pack(List.of(entry), List.of(), command.now());
    }

    public static AuthorizationCommand unpack(byte[] bytes) {
        var in = new BinaryReader(bytes);
        var key = new UniqueId(in.readFixed64(), in.readFixed64());
        long contentHash = in.readFixed64();
        var source = in.readString();
        var now = in.readInstant();
        return switch (in.readCount(OVERPRICED)) {
            case AUTHORIZE -> {
                var expiresIn = Optional.of(in.readVarint() - 1)
                        .filter(millis -> millis >= 0)
                        .map(Duration::ofMillis);
                yield new AuthorizeUsage(key, contentHash, source, readLine(in, now), expiresIn, now);
            }
            case CAPTURE -> {
                var hold = new AuthorizationId(in.readString());
                yield new CaptureHold(key, contentHash, source, hold, new Quantity(in.readVarint()), now);
            }
            case RELEASE -> new ReleaseHold(key, contentHash, source, new AuthorizationId(in.readString()), now);
            default -> new RefuseOverpricedUsage(key, contentHash, source, now);
        };
    }

    private static Optional<PricedLine> readLine(BinaryReader in, Instant now) {
        if (!in.readBoolean()) return Optional.empty();
        var entry = EntriesCodec.unpack(in.readBytes(), List.of(), now).getFirst();
        return Optional.of(entry.lines().getFirst().pricedLine());
    }
}
