package credits.simulation.invariants;

import java.util.List;

/// Bugs of the ledger, most of them in how it finds the ids that it has: each breaks a law.
final class LedgerBugs {
    private LedgerBugs() {}

    static List<Mutant> bugs() {
        return List.of(
                Mutant.of(
                        "a hole between what is new and what is known",
                        "ledger/KnownIds.java",
                        "segmentStore.recordedIds(organisation, first, last)",
                        "segmentStore.recordedIds(organisation, first + 1, last)"),
                Mutant.of(
                        "an eventually consistent look-up",
                        "ledger/SegmentStore.java",
                        ".projectionExpression(TableKeys.SORT_KEY + \", v, prev, #state, ids, earlier\")",
                        ".projectionExpression(TableKeys.SORT_KEY + \", v, prev, #state, ids, earlier\").consistentRead(false)"),
                Mutant.of(
                        "a ring of recent ids alone",
                        "ledger/codec/RecentIds.java",
                        "return id.timestampMillis() <= markMillis || hashes.contains(hashOf(id));",
                        "return hashes.contains(hashOf(id));"),
                Mutant.of(
                        "a mark one too low",
                        "ledger/codec/RecentIds.java",
                        "long mark = timestampMillis(hashes.get(count));",
                        "long mark = timestampMillis(hashes.get(count)) - 1;"),
                Mutant.of(
                        "the newest short hashes left out instead of the oldest",
                        "ledger/codec/RecentIds.java",
                        "hashes.subList(0, count)",
                        "hashes.subList(hashes.size() - count, hashes.size())"),
                Mutant.of(
                        "a hash taken for an id",
                        "ledger/BackwardSearch.java",
                        "                if (missing.remove(recordedId.id()))\n                    found.put(",
                        """
                                        var same = missing.stream().filter(id -> credits.ledger.codec.RecentIds.hashOf(id)
                                                == credits.ledger.codec.RecentIds.hashOf(recordedId.id())).findFirst();
                                        if (same.isPresent() && missing.remove(same.get()))
                                            found.put(same.get(), new RecordedIdLocation(segment.segmentNumber(), recordedId.contentHash()));
                                        if (missing.remove(recordedId.id()))
                                            found.put("""),
                Mutant.of(
                        "a refusal on a stale head",
                        "ledger/Commit.java",
                        "if (base.isFresh()) yield new Result.Done<>(outcome);",
                        "if (base.head() != null) yield new Result.Done<>(outcome);"),
                Mutant.of(
                        "no look into the ledger before booking",
                        "ledger/CommitSteps.java",
                        "if (!possiblyRecorded.isEmpty()) {",
                        "if (possiblyRecorded.isEmpty()) {"),
                Mutant.of(
                        "short hashes left out without moving the mark",
                        "ledger/codec/RecentIds.java",
                        "return new RecentIds(mark, kept);",
                        "return new RecentIds(markMillis, kept);"),
                Mutant.of(
                        "a look-up that stops where the id was made, though its maker's clock may be ahead",
                        "ledger/BackwardSearch.java",
                        "id.isAheadOf(clockTime)",
                        "id.timestampMillis() > clockTime.toEpochMilli()"),
                Mutant.of(
                        "a look-up that forgets the segments behind the last page",
                        "ledger/BackwardSearch.java",
                        "visit(knownIds.read(organisation, tailStart, head.account().segmentCount(), hashBefore), tailStart);",
                        "visit(knownIds.read(organisation, head.account().segmentCount() - 1, head.account().segmentCount(), hashBefore), tailStart);"),
                Mutant.of(
                        "an id that was not there once never looked for again",
                        "ledger/CommitSteps.java",
                        "if (head.mayContain(id)) possiblyRecorded.add(id);",
                        "if (head.mayContain(id) && !searched.containsKey(id)) possiblyRecorded.add(id);"),
                Mutant.of(
                        "a look-up that leaves out the segment that took the place",
                        "ledger/BackwardSearch.java",
                        "visit(knownIds.read(organisation, tailStart, head.account().segmentCount(), hashBefore), tailStart);",
                        "visit(knownIds.read(organisation, tailStart, head.account().segmentCount() - 1, Optional.empty()), tailStart);"),
                Mutant.of(
                        "a disturbed put taken for a stored one",
                        "ledger/SegmentStore.java",
                        "} catch (TransactionConflictException contended) {\n            return new AppendResult.PlaceTaken();",
                        "} catch (TransactionConflictException contended) {\n            return new AppendResult.Appended();"),
                Mutant.of(
                        "a taken place overwritten",
                        "ledger/SegmentStore.java",
                        ".item(SegmentRun.toItem(run)).conditionExpression(TableKeys.IF_ABSENT));",
                        ".item(SegmentRun.toItem(run)));"),
                Mutant.of(
                        "a segment without the hash of the one before",
                        "ledger/ChainHead.java",
                        "change,\n                hash,",
                        "change,\n                Segment.NO_HASH,"),
                Mutant.of(
                        "an amount of 60 bits packed without room for its exponent",
                        "ledger/codec/BinaryWriter.java",
                        "Long.SIZE - EXPONENT_BITS - 2",
                        "Long.SIZE - EXPONENT_BITS"),
                Mutant.of(
                        "the first segment before the organisation is listed",
                        "ledger/CommitSteps.java",
                        "        if (run.getFirst().number() == 0) organisations.register(run.getFirst().organisation());\n        return alsoWrite",
                        "        var result = alsoWrite",
                        "segmentStore.append(run.getFirst(), alsoWrite);",
                        """
                        segmentStore.append(run.getFirst(), alsoWrite);
                                if (run.getFirst().number() == 0 && result instanceof SegmentStore.AppendResult.Appended)
                                    organisations.register(run.getFirst().organisation());
                                return result;"""),
                Mutant.of(
                                "a page of the index believed whatever it was made from",
                                "ledger/BackwardSearch.java",
                                "page.filter(each -> isPrecededBy(each.lastHash()))",
                                "page")
                        .in(RestoreRehearsal.class),
                Mutant.of(
                                "an earlier search believed whatever segments it read",
                                "ledger/BackwardSearch.java",
                                "range.end() == position && isPrecededBy(range.lastHash())",
                                "range.end() == position")
                        .in(RestoreRehearsal.class),
                Mutant.of(
                        "what was searched for one id taken as searched for all",
                        "ledger/BackwardSearch.java",
                        "if (range.isEmpty()) return false;",
                        "if (range.isEmpty()) continue;",
                        "pageNumber = nearest.orElseThrow()",
                        "if (nearest.isEmpty()) return false;\n        pageNumber = nearest.orElseThrow()"),
                Mutant.of(
                        "a search that counts the block that it had no time for",
                        "ledger/BackwardSearch.java",
                        "new SearchedRange(position, here.end()",
                        "new SearchedRange(position - segmentsPerPage, here.end()"),
                Mutant.of(
                                "a call that fails with the page that it cannot write",
                                "ledger/IndexPageStore.java",
                                "            return false;",
                                "            throw fault;")
                        .in(RestoreRehearsal.class),
                Mutant.of(
                                "a worker that believes itself after a restore",
                                "ledger/KnownIds.java",
                                ".filter(known -> known.hash().equals(hash))",
                                ".filter(known -> known.ids().segmentNumber() == number)")
                        .in(RestoreRehearsal.class),
                Mutant.of(
                                "an old head believed",
                                "ledger/CommitSteps.java",
                                ".map(own -> new DecisionBase(own, false, Optional.empty()))",
                                ".map(own -> new DecisionBase(own, true, Optional.empty()))")
                        .in(FarBehindRehearsal.class),
                Mutant.of(
                        "a head read where it may be old",
                        "ledger/SegmentStore.java",
                        "        var newest = dynamo.query(rangeQuery(organisation, 0, number)\n",
                        "        var newest = dynamo.query(rangeQuery(organisation, 0, number).consistentRead(false)\n"));
    }
}
