package io.regroup.gmm.encoder;

/** Which component stands for a value. */
public enum Assignment {
    /** One drawn at random by how responsible components are for the value: as CTGAN and CTAB-GAN do. */
    SAMPLE,
    /** The one that is most responsible; of several, that which comes first in the mixture. */
    MOST_LIKELY
}
