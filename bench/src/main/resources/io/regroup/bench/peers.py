"""Fits groups one by one, as one would with Python, and says how long that took. `regroup bench` starts it.

    peers.py versions TASK
    peers.py serve TASK GROUPS ROWS FILE

FILE holds, for each group, ROWS numbers x and ROWS numbers y (for mixtures, y alone), as doubles of this machine. What it is then told to do stands
in lines of its input: "run" fits all groups and answers with the seconds, "answers" writes the coefficients of the last run,
a line per group.
"""

import importlib.metadata
import sys
import time

MODULES = {"huber": "statsmodels", "exponential": "scipy", "mixture": "scikit-learn"}

# components by rows: a column has ten, a group three
MANY_ROWS = 10000


def huber():
    import numpy
    import statsmodels.api

    norm = statsmodels.api.robust.norms.HuberT(1.345)

    def fit(x, y):
        design = numpy.column_stack((numpy.ones(len(x)), x))
        return statsmodels.api.RLM(y, design, M=norm).fit().params

    return fit


def exponential():
    import numpy
    from scipy.optimize import curve_fit

    def model(x, amplitude, tau, offset):
        return amplitude * numpy.exp(-x / tau) + offset

    def fit(x, y):
        least = y.min()
        start = (y.max() - least, (x.max() - x.min()) / 3, least)
        return curve_fit(model, x, y, p0=start)[0]

    return fit


def mixture():
    import numpy
    from sklearn.mixture import GaussianMixture

    def fit(y):
        components = 10 if len(y) >= MANY_ROWS else 3
        fitted = GaussianMixture(components, random_state=0).fit(y[:, None])
        deviations = numpy.sqrt(fitted.covariances_[:, 0, 0])
        return numpy.column_stack((fitted.weights_, fitted.means_[:, 0], deviations)).ravel()

    return fit


def serve(task, groups, rows, file):
    import numpy

    data = numpy.fromfile(file).reshape(groups, -1, rows)
    fit = {"huber": huber, "exponential": exponential, "mixture": mixture}[task]()
    fitted = []
    print("ready", flush=True)
    for line in sys.stdin:
        if line.strip() == "run":
            begin = time.perf_counter()
            fitted = [fit(*columns) for columns in data]
            print(repr(time.perf_counter() - begin), flush=True)
        else:
            for coefficients in fitted:
                print(" ".join(repr(float(value)) for value in coefficients))
            sys.stdout.flush()


if sys.argv[1] == "versions":
    names = (MODULES[sys.argv[2]], "numpy")
    print(", ".join(name + " " + importlib.metadata.version(name) for name in names))
else:
    serve(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), sys.argv[5])
