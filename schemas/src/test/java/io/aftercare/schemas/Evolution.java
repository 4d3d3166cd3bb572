package io.aftercare.schemas;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;

/**
 * Whether a newer schema may follow an older one: what either writes, the other reads, without loss
 * of meaning. Only new branches of the union {@code body} are exempt, as readers skip types they do
 * not know before they decode. Beyond Avro's own rules, no symbol, field, branch or logical type
 * may go away: Avro would read on and silently lose it.
 */
final class Evolution {

    private final Schema older;
    private final Schema newer;
    private final Set<String> compared = new HashSet<>();
    private final List<String> faults = new ArrayList<>();

    private Evolution(Schema older, Schema newer) {
        this.older = older;
        this.newer = newer;
    }

    /** What is wrong with the step, empty if nothing is. */
    static List<String> faults(Schema older, Schema newer) {
        Evolution evolution = new Evolution(older, newer);
        evolution.judge();
        return evolution.faults;
    }

    private void judge() {
        unreadable("the newer reader", newer, older);
        unreadable("the older reader", older, withoutNewBodies());
        compare(older.getFullName(), older, newer);
    }

    private void unreadable(String who, Schema reader, Schema writer) {
        SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult()
                .getIncompatibilities()
                .forEach(fault -> faults.add(who + ": " + sentence(fault)));
    }

    private static String sentence(Incompatibility fault) {
        return fault.getType() + " at " + fault.getLocation() + ": " + fault.getMessage();
    }

    private Schema withoutNewBodies() {
        List<Schema.Field> fields =
                newer.getFields().stream()
                        .map(
                                field ->
                                        field.name().equals("body")
                                                ? new Schema.Field(field, knownBodies(field))
                                                : new Schema.Field(field, field.schema()))
                        .toList();
        return Schema.createRecord(newer.getName(), "", newer.getNamespace(), false, fields);
    }

    private Schema knownBodies(Schema.Field body) {
        Set<String> known =
                Stream.ofNullable(older.getField("body"))
                        .flatMap(field -> branches(field.schema()))
                        .collect(
                                HashSet::new,
                                (names, s) -> names.add(s.getFullName()),
                                Set::addAll);
        return Schema.createUnion(
                branches(body.schema()).filter(s -> known.contains(s.getFullName())).toList());
    }

    private void compare(String where, Schema before, Schema after) {
        if (before.getType() != after.getType()) {
            return; // Avro's own rules judge it
        }
        if (!Objects.equals(before.getLogicalType(), after.getLogicalType())) {
            faults.add(where + ": another logical type");
        }
        switch (before.getType()) {
            case RECORD -> compareFields(where, before, after);
            case ENUM -> compareSymbols(where, before, after);
            case UNION -> compareBranches(where, before, after);
            case ARRAY -> compare(where, before.getElementType(), after.getElementType());
            case MAP -> compare(where, before.getValueType(), after.getValueType());
            default -> {}
        }
    }

    private void compareFields(String where, Schema before, Schema after) {
        if (!compared.add(before.getFullName())) {
            return;
        }
        for (Schema.Field field : before.getFields()) {
            String path = where + "." + field.name();
            Schema.Field now = after.getField(field.name());
            if (now == null) {
                faults.add(path + ": gone");
            } else {
                compare(path, field.schema(), now.schema());
            }
        }
    }

    private void compareSymbols(String where, Schema before, Schema after) {
        if (!Objects.equals(before.getEnumDefault(), after.getEnumDefault())) {
            faults.add(where + ": another default symbol");
        }
        before.getEnumSymbols().stream()
                .filter(symbol -> !after.hasEnumSymbol(symbol))
                .forEach(symbol -> faults.add(where + ": symbol " + symbol + " gone"));
    }

    private void compareBranches(String where, Schema before, Schema after) {
        for (Schema branch : before.getTypes()) {
            branches(after)
                    .filter(now -> now.getFullName().equals(branch.getFullName()))
                    .findAny()
                    .ifPresentOrElse(
                            now -> compare(where, branch, now),
                            () -> faults.add(where + ": " + branch.getFullName() + " gone"));
        }
    }

    private static Stream<Schema> branches(Schema union) {
        return union.getTypes().stream();
    }
}
