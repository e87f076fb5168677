package io.regroup.engine.vector.internal;

import io.regroup.kernels.GroupArithmetic;
import io.regroup.kernels.GroupSums;
import io.regroup.kernels.MomentKernel;
import io.regroup.kernels.ScalarGroups;

/** The arithmetic on one group, along the lanes of vectors; two lanes gain nothing and leave it to the plain form. */
final class VectorGroups implements GroupArithmetic {

    private static final boolean WIDE = VectorWidth.SPECIES.length() >= 4;

    private final GroupArithmetic plain;
    private final Selection selection = new Selection();

    VectorGroups(MomentKernel.Provider moments) {
        this.plain = new ScalarGroups(moments);
    }

    @Override
    public double median(double[] values, int from, int to) {
        return WIDE ? selection.median(values, from, to) : plain.median(values, from, to);
    }

    @Override
    public GroupSums sums(int features) {
        GroupSums sums = plain.sums(features);
        return !WIDE ? sums : features == 1 ? new OneFeatureGroup(sums) : new VectorResiduals(features, sums);
    }
}
