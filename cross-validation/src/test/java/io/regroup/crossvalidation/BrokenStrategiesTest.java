package io.regroup.crossvalidation;

import io.regroup.api.Plugins;
import io.regroup.api.data.DataAccessException;
import io.regroup.api.data.RowRange;
import io.regroup.api.spi.BlockLayout;
import io.regroup.api.spi.Cohort;
import io.regroup.api.spi.FitProgram;
import io.regroup.api.spi.PlanRequest;
import io.regroup.api.spi.Proposal;
import io.regroup.api.spi.ReductionPlan;
import io.regroup.api.spi.ReductionPlan.Combining;
import io.regroup.api.spi.ReductionStrategy;
import io.regroup.crossvalidation.contract.ReductionContract;
import io.regroup.crossvalidation.contract.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Strategies that are broken on purpose fail the rule that names their fault. */
@Tag("broken")
class BrokenStrategiesTest {

    private static final ReductionStrategy COHORTS = Plugins.find().strategy("cohorts");

    /** A fault, and the rule that it breaks. */
    enum Fault {
        LOSES_A_GROUP(Rule.S04) {
            @Override
            List<Cohort> cohorts(List<Cohort> sound) {
                return changed(
                        sound,
                        0,
                        first -> new Cohort(
                                Arrays.copyOf(first.labels(), first.labels().length - 1),
                                first.blocks(),
                                first.rows()));
            }
        },
        HAS_A_GROUP_TWICE(Rule.S04) {
            @Override
            List<Cohort> cohorts(List<Cohort> sound) {
                List<Cohort> cohorts = new ArrayList<>(sound);
                cohorts.add(sound.get(0));
                return cohorts;
            }
        },
        LEAVES_OUT_THE_LAST_BLOCK(Rule.S04) {
            @Override
            List<Cohort> cohorts(List<Cohort> sound) {
                return changed(
                        sound,
                        sound.size() - 1,
                        last -> new Cohort(
                                last.labels(), Arrays.copyOf(last.blocks(), last.blocks().length - 1), List.of()));
            }
        },
        LEAVES_OUT_THE_LAST_ROWS(Rule.S02) {
            @Override
            List<Cohort> cohorts(List<Cohort> sound) {
                return changed(sound, 0, first -> {
                    List<RowRange> rows = new ArrayList<>(first.rows());
                    if (!rows.isEmpty()) {
                        RowRange last = rows.remove(rows.size() - 1);
                        rows.add(new RowRange(last.from(), last.to() - 1));
                    }
                    return new Cohort(first.labels(), first.blocks(), rows);
                });
            }
        },
        IS_OFF_BY_ONE_AT_BLOCK_BORDERS(Rule.S07) {
            @Override
            Combining combining(Combining sound) {
                return new Combining(sound.blockRows() + 1, sound.fanIn(), sound.labels(), List.of());
            }
        },
        IGNORES_THE_FAN_IN(Rule.S07) {
            @Override
            Combining combining(Combining sound) {
                return new Combining(sound.blockRows(), 4, sound.labels(), sound.cohorts());
            }
        },
        SIGNS_WITH_ANOTHER_NAME(Rule.S07) {
            @Override
            Proposal proposal(Proposal sound, BlockLayout layout) {
                return sound.plan()
                        .map(plan -> Proposal.of(
                                new ReductionPlan("cohorts", plan.arrangement(), plan.combining(), plan.reason()),
                                sound.score()))
                        .orElse(sound);
            }
        },
        COMBINES_IN_ANOTHER_ORDER_OUTSIDE_OF_MEMORY(Rule.S03) {
            @Override
            Proposal proposal(Proposal sound, BlockLayout layout) {
                if (layout.fitsMemory()) {
                    return sound;
                }
                return sound.plan()
                        .flatMap(ReductionPlan::combining)
                        .map(plan -> Proposal.of(
                                ReductionPlan.inPlace(
                                        strategyName(),
                                        new Combining(plan.blockRows() * 2, plan.fanIn(), plan.labels(), List.of()),
                                        "twice as much at a time"),
                                1))
                        .orElse(sound);
            }
        },
        COMBINES_WHOLE_GROUPS(Rule.S01) {
            @Override
            boolean serves(FitProgram.Kind kind) {
                return true;
            }
        },
        REFUSES_EVERYTHING(Rule.S05) {
            @Override
            Proposal proposal(Proposal sound, BlockLayout layout) {
                return Proposal.refuse("not today");
            }
        },
        GIVES_NO_REASON(Rule.S05) {
            @Override
            Proposal proposal(Proposal sound, BlockLayout layout) {
                return sound.plan().isPresent() ? sound : Proposal.refuse("");
            }
        },
        THINKS_TOO_MUCH_OF_ITSELF(Rule.S05) {
            @Override
            Proposal proposal(Proposal sound, BlockLayout layout) {
                return new Proposal(sound.plan(), 100, sound.refusal());
            }
        },
        SERVES_LESS_THAN_IT_SAYS(Rule.S05) {
            @Override
            boolean serves(FitProgram.Kind kind) {
                return false;
            }
        },
        REMEMBERS(Rule.S08) {
            private int asked;

            @Override
            Proposal proposal(Proposal sound, BlockLayout layout) {
                asked++;
                return sound.plan()
                        .map(plan -> Proposal.of(
                                new ReductionPlan(
                                        plan.strategy(), plan.arrangement(), plan.combining(), "plan " + asked),
                                1))
                        .orElse(sound);
            }
        },
        HAS_A_NAME_WITH_A_BLANK(Rule.F03) {
            @Override
            String strategyName() {
                return "broken strategy";
            }
        };

        private final Rule rule;

        Fault(Rule rule) {
            this.rule = rule;
        }

        String strategyName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        boolean serves(FitProgram.Kind kind) {
            return COHORTS.serves(kind);
        }

        List<Cohort> cohorts(List<Cohort> sound) {
            return sound;
        }

        Combining combining(Combining sound) {
            return new Combining(
                    sound.blockRows(),
                    sound.fanIn(),
                    sound.labels(),
                    sound.cohorts().isEmpty() ? List.of() : cohorts(sound.cohorts()));
        }

        Proposal proposal(Proposal sound, BlockLayout layout) {
            return sound;
        }
    }

    private static List<Cohort> changed(List<Cohort> sound, int place, UnaryOperator<Cohort> change) {
        return IntStream.range(0, sound.size())
                .mapToObj(i -> i == place ? change.apply(sound.get(i)) : sound.get(i))
                .toList();
    }

    /** The strategy with the fault. */
    private record Broken(Fault fault) implements ReductionStrategy {

        @Override
        public String name() {
            return fault.strategyName();
        }

        @Override
        public String summary() {
            return "broken on purpose";
        }

        @Override
        public boolean serves(FitProgram.Kind kind) {
            return fault.serves(kind);
        }

        @Override
        public Proposal propose(PlanRequest request, BlockLayout layout) {
            Proposal sound = COHORTS.propose(request, layout);
            Proposal signed = sound.plan()
                    .map(plan -> Proposal.of(
                            new ReductionPlan(
                                    name(), plan.arrangement(), plan.combining().map(fault::combining), plan.reason()),
                            sound.score()))
                    .orElse(sound);
            return fault.proposal(signed, layout);
        }
    }

    /** The contract, on the strategy with the fault of the day. */
    static final class BrokenContract extends ReductionContract {

        private static Fault fault = Fault.LOSES_A_GROUP;

        @Override
        protected ReductionStrategy strategy() {
            return new Broken(fault);
        }

        @Override
        protected Set<FitProgram.Kind> kinds() {
            return fault == Fault.COMBINES_WHOLE_GROUPS ? super.kinds() : Set.of(FitProgram.Kind.MERGEABLE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachFailsTheRuleThatNamesItsFault(Fault fault) {
        BrokenContract.fault = fault;
        // rows that no cohort reads are missed by the run itself
        boolean missed = fault == Fault.LEAVES_OUT_THE_LAST_ROWS;
        ContractRun.assertBroken(
                BrokenContract.class, fault.rule, missed ? DataAccessException.class : AssertionError.class);
    }
}
