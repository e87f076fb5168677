package io.regroup.api.result;

import io.regroup.api.FitSpec;
import io.regroup.api.InvalidArgumentException;
import io.regroup.api.data.Schema;
import io.regroup.api.spi.FitProgram;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks that result columns get names of their own, before any work. */
public final class ResultNames {

    private ResultNames() {}

    /**
     * Checks the group table's names against each other and the keys.
     *
     * @param spec what is fitted
     * @param program the program that fits it
     * @throws InvalidArgumentException if two columns would have one name
     */
    public static void checkGroups(FitSpec spec, FitProgram program) {
        Set<String> names = new HashSet<>(spec.keys());
        for (String name : GroupTable.names(spec, program)) {
            if (!names.add(name)) {
                throw new InvalidArgumentException("result column " + name
                        + ": two columns of the group table would have this name; "
                        + (name.equals(GroupTable.GROUP_ROWS)
                                ? ""
                                : "choose another suffix than \"" + spec.suffix() + "\", the other naming style, or ")
                        + "rename the " + (spec.keys().contains(name) ? "key" : "target or feature"));
            }
        }
    }

    /**
     * Checks the names of several fits against each other, whose group tables are put side by side.
     *
     * @param specs what is fitted
     * @param programs the programs that fit it, in the same order; each by itself has been checked
     * @throws InvalidArgumentException if columns of two fits would have one name
     */
    public static void checkSideBySide(List<FitSpec> specs, List<? extends FitProgram> programs) {
        Map<String, Integer> owners = new HashMap<>();
        for (int i = 0; i < specs.size(); i++) {
            for (String name : GroupTable.names(specs.get(i), programs.get(i))) {
                Integer other = name.equals(GroupTable.GROUP_ROWS) ? null : owners.putIfAbsent(name, i);
                if (other != null) {
                    throw new InvalidArgumentException("result column " + name + ": fit " + (other + 1) + " and fit "
                            + (i + 1)
                            + " would both have a column of this name; give one of them another suffix than \""
                            + specs.get(i).suffix() + "\"");
                }
            }
        }
    }

    /**
     * Checks the names of predictions and residuals against each other and the input's columns.
     *
     * @param specs what is fitted, one or several fits
     * @param input the columns that the rows have already
     * @throws InvalidArgumentException if a new column would have the name of another
     */
    public static void checkRows(List<FitSpec> specs, Schema input) {
        Set<String> names = new HashSet<>(input.names());
        for (FitSpec spec : specs) {
            for (String name : rowNames(spec)) {
                if (!names.add(name)) {
                    throw new InvalidArgumentException("row column " + name + ": the input "
                            + (input.indexOf(name) >= 0 ? "has a column of this name" : "would get two of this name")
                            + "; choose another suffix than \"" + spec.suffix() + "\" or rename the column");
                }
            }
        }
    }

    private static List<String> rowNames(FitSpec spec) {
        List<String> names = new ArrayList<>();
        for (String target : spec.targets()) {
            names.add(spec.naming().prediction(target, spec.suffix()));
            names.add(spec.naming().residual(target, spec.suffix()));
        }
        return names;
    }
}
