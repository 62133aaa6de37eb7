/// The decisions: every command that can change an account, as a pure function from the account's state to a
/// change and an outcome, and the rules that all of them share (spendable funds, expiry of holds, threshold
/// events, the rule that a key may not be ahead of the clock). May depend on `account` and below. Does not
/// append anything: that is `ledger`.
@NullMarked
package credits.account.command;

import org.jspecify.annotations.NullMarked;
