/// Reports usage through a queue. A `UsageReporter` batches `ReportLine`s into reports, one organisation each, and
/// sends them from one background thread through a `ReportSink`. Nothing is dropped silently: a report that cannot be
/// delivered goes to the `UnsentReportHandler`. It does not check balances, limits or prices, and it does not persist
/// anything: what is pending is in memory.
@NullMarked
package credits.client.usage;

import org.jspecify.annotations.NullMarked;
