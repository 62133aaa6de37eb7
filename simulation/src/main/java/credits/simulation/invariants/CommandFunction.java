package credits.simulation.invariants;

import credits.account.command.AccountCommand;
import credits.account.command.AdjustCredits;
import credits.account.command.AuthorizationCommand;
import credits.account.command.BookReports;
import credits.aws.TableKeys;
import credits.identity.OrganisationId;
import credits.ledger.Ledger;
import credits.local.aws.role.ActingFunction;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// The function that makes a command.
public final class CommandFunction {
    private CommandFunction() {}

    /// Commits `command` as its function does and in its role: an adjustment only together with the day of the
    /// operator.
    @SuppressWarnings("unchecked") // R is the reply of a call
    public static <R> R commit(Ledger ledger, OrganisationId organisation, AccountCommand<R> command) {
        return ActingFunction.call(
                of(command),
                () -> command instanceof AuthorizationCommand call
                        ? (R) ledger.commitCall(organisation, call)
                        : ledger.commit(organisation, command, alsoWrite(command))
                                .orElseThrow());
    }

    private static List<TransactWriteItem> alsoWrite(AccountCommand<?> command) {
        if (!(command instanceof AdjustCredits adjustment)) return List.of();
        var day = LocalDate.ofInstant(adjustment.now(), ZoneOffset.UTC);
        var key = Map.of(
                TableKeys.PARTITION_KEY, AttributeValue.fromS(TableKeys.OPERATOR_PARTITION),
                TableKeys.SORT_KEY, AttributeValue.fromS(TableKeys.adjustmentsSort(adjustment.adjustedBy(), day)));
        return List.of(TransactWriteItem.builder()
                .put(put -> put.tableName(SimulationEnvironment.TABLE_NAME).item(key))
                .build());
    }

    private static String of(AccountCommand<?> command) {
        return switch (command) {
            case BookReports _ -> "DebitFunction";
            case AuthorizationCommand _ -> "AuthorizationFunction";
            case AdjustCredits _ -> "OperatorFunction";
            default -> "LimitsFunction";
        };
    }
}
