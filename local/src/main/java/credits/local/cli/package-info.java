/// The command line: the options of `./run`, the console output, and the commands `token`, `send-usage`, `key` and
/// `env` with the endpoints of the running system that answer them, and `inspect`, which calls the API alone.
/// `LocalCli` uses nothing but the JDK, so that a command starts at once. It does not start the system and knows none
/// of the AWS services.
@NullMarked
package credits.local.cli;

import org.jspecify.annotations.NullMarked;
