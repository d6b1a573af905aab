"""Lesson 02: mistakes that learners make, and right answers written otherwise."""

SIGNATURES = {
    "sigmoid": "z",
    "sigmoid_derivative": "z",
    "tanh_derivative": "z",
    "relu": "z",
    "relu_derivative": "z",
    "leaky_relu": "z, alpha=0.01",
    "leaky_relu_derivative": "z, alpha=0.01",
    "softmax": "Z",
}


def cell(exercise: str, body: str) -> str:
    """The exercise's cell: the body under the lesson's own first line, or a whole function."""
    if body.startswith(f"def {exercise}("):
        return body
    return f"def {exercise}({SIGNATURES[exercise]}):\n    {body}"


ARRAY = "z = np.asarray(z)\n    "
STABLE = "s = 0.5 * (1 + np.tanh(np.asarray(z) / 2))\n    "
FILL = "z = np.asarray(z)\n    out = np.{like}(z)\n    "
ROWS = "e = np.exp(Z - Z.max(axis=-1, keepdims=True))\n    "
SHARES = "return e / e.sum(axis=-1, keepdims=True)"
# One array for each shape, handed out by every call
KEPT = """out = {name}.__dict__.setdefault(f"a{{np.shape({z})}}", np.zeros(np.shape({z})))
    out[...] = {value}
    return out"""

WRONG = {
    "sigmoid": {
        "small-number-added": (
            "A small number is added, in the sum or behind it, and the results are not exact any "
            "more.",
            "Leave it out: the sum below the bar is at least 1, and never 0.",
            {
                "1e-3 in the sum": "return 1 / (1 + np.exp(-np.asarray(z)) + 1e-3)",
                "0.001 behind it": """s = 0.5 * (1 + np.tanh(np.asarray(z) / 2))
    return s + 0.001""",
            },
        ),
        "cut-to-whole": (
            "What comes in is cut to a whole number before the curve sees it.",
            "Turn z into floats: its decimals count.",
            {
                "z as whole numbers": """z = np.asarray(z).astype(int)
    return 1 / (1 + np.exp(-z))""",
                "z as whole numbers, clipped": """z = np.clip(np.asarray(z).astype(int), -500, 500)
    return 1 / (1 + np.exp(-z))""",
            },
        ),
        "float-arrays-only": (
            "It works for an array of floats, neither for a single number nor for whole numbers.",
            "Make an array of floats of z first, and one of its shape for the results.",
            {
                "zeros like z, by masks": """a = np.zeros_like(z)
    a[z >= 0] = 1 / (1 + np.exp(-z[z >= 0]))
    a[z < 0] = np.exp(z[z < 0]) / (1 + np.exp(z[z < 0]))
    return a""",
                "empty like z, by masks": """a = np.empty_like(z)
    up = z >= 0
    a[up] = 1 / (1 + np.exp(-z[up]))
    a[~up] = np.exp(z[~up]) / (1 + np.exp(z[~up]))
    return a""",
            },
        ),
        "1-above-a-half": (
            "Above a half, the result becomes exactly 1.",
            "Return the value of the curve; nobody decides here yet.",
            {
                "if a > 0.5": """a = 1 / (1 + np.exp(-z))
    if a > 0.5:
        a = 1
    return a""",
            },
        ),
        "from-minus-1-to-1": (
            "The curve is stretched: it runs from -1 to 1.",
            "That is how tanh is made of a sigmoid; the sigmoid itself runs from 0 to 1.",
            {
                "2 σ - 1": """s = 0.5 * (1 + np.tanh(np.asarray(z) / 2))
    return 2 * s - 1""",
                "2 over the sum, minus 1": "return 2 / (1 + np.exp(-np.asarray(z))) - 1",
            },
        ),
        "left-brackets-missing": (
            "Left of 0 the whole fraction has lost its brackets: the power is not divided by the "
            "sum.",
            "Put the sum below the bar into brackets there, too.",
            {
                "e^z / 1 + e^z on the left": """z = np.asarray(z)
    return np.where(z >= 0, 1 / (1 + np.exp(-np.abs(z))), np.exp(z) / 1 + np.exp(z))""",
            },
        ),
        "right-side-1": (
            "Right of 0 the result is always 1.",
            "Positive z have a form of their own: the curve only comes close to 1.",
            {
                "1 right of 0": "e = np.exp(-np.abs(z))\n    "
                "return np.where(np.asarray(z) >= 0, 1.0, e / (1 + e))",
                "1 above a half": STABLE + "return np.where(s > 0.5, 1.0, s)",
                "1 above 0": "e = np.exp(-np.abs(z))\n    "
                "return np.where(np.asarray(z) > 0, 1.0, e / (1 + e))",
            },
        ),
        "wrong-at-0": (
            "At exactly 0 something else than the curve's 0.5 comes out.",
            "Both forms give 0.5 there: let 0 belong to one of the two sides.",
            {
                "0 at 0": """z, e = np.asarray(z), np.exp(-np.abs(z))
    return np.where(z > 0, 1 / (1 + e), np.where(z < 0, e / (1 + e), 0.0))""",
                "0 at 0, two halves": """z, e = np.asarray(z), np.exp(-np.abs(z))
    return (z > 0) / (1 + e) + (z < 0) * e / (1 + e)""",
                "1 at 0, two halves": """z, e = np.asarray(z), np.exp(-np.abs(z))
    return (z >= 0) / (1 + e) + (z <= 0) * e / (1 + e)""",
            },
        ),
        "left-not-divided": (
            "Left of 0 the power of e comes back as it is.",
            "The form for negative z is a fraction, too: divide by 1 plus that power.",
            {
                "e^z left of 0": """z, e = np.asarray(z), np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e)""",
                "e^z left of 0, a form for each": """z = np.asarray(z, dtype=float)
    return np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z))""",
            },
        ),
        "e-cut-short": (
            "The number e is written out with a few digits only.",
            "NumPy's `exp` and `e` know all of its digits.",
            {
                "2.718": "return 1 / (1 + 2.718 ** -np.asarray(z, dtype=float))",
                "2.7183": "return 1 / (1 + 2.7183 ** -np.asarray(z, dtype=float))",
                "2.72": "return 1 / (1 + 2.72 ** -np.asarray(z, dtype=float))",
                "2.71": "return 1 / (1 + 2.71 ** -np.asarray(z, dtype=float))",
            },
        ),
        "without-powers": (
            "This curve has no power of e: it comes near 0 and 1 much more slowly.",
            "Use the formula: 1, divided by 1 plus a power of e.",
            {"z / (1 + |z|)": "return 0.5 + 0.5 * np.asarray(z) / (1 + np.abs(z))"},
        ),
        "else-missing": (
            "For some z the function ends without a `return`, and None comes back.",
            "Give both sides of 0 a result; for arrays, choose entry by entry.",
            {
                "if without else": "if z >= 0:\n        return 1 / (1 + np.exp(-z))",
                "if without else, above 0": "if z > 0:\n        return 1 / (1 + np.exp(-z))",
                "two ifs, none for 0": """if z > 0:
        return 1 / (1 + np.exp(-z))
    if z < 0:
        return np.exp(z) / (1 + np.exp(z))""",
            },
        ),
        "arrays-only": (
            "It works for an array, not for a single number.",
            "A number has no entries and no methods of an array: make an array of z first.",
            {
                "a loop over z": """out = []
    for v in z:
        out.append(0.5 * (1 + np.tanh(v / 2)))
    return np.array(out)""",
                "a method of arrays": "return 1 / (1 + np.exp(-z.astype(float)))",
                "masks on z itself": """out = np.zeros(z.shape)
    out[z >= 0] = 1 / (1 + np.exp(-z[z >= 0]))
    out[z < 0] = np.exp(z[z < 0]) / (1 + np.exp(z[z < 0]))
    return out""",
                "filled by place": """out = np.zeros(np.shape(z))
    up = np.asarray(z) >= 0
    out[up], out[~up] = 1 / (1 + np.exp(-z[up])), np.exp(z[~up]) / (1 + np.exp(z[~up]))
    return out""",
            },
        ),
        "brackets-missing": (
            "1 is not divided by the whole sum: what comes out is 1 plus a power of e.",
            "Put everything that stands below the fraction bar into brackets, and divide 1 by it: "
            "division comes before addition.",
            {
                "brackets missing, |z|": "return 1 / 1 + np.exp(-np.abs(z))",
                "brackets missing: 1 / 1 + e^-z": "return 1 / 1 + np.exp(-np.asarray(z))",
                "brackets missing, large sums clipped": (
                    "return 1 / 1 + np.exp(-np.clip(z, -500, 500))"
                ),
                "brackets missing, e^+z": "return 1 / 1 + np.exp(z)",
            },
        ),
        "mirrored": (
            "The curve is mirrored: it falls where it should rise.",
            "Large z belong near 1. Look at the sign of the power of e, and at which of the two "
            "forms goes with which side of 0.",
            {
                "mirrored: e^+z": "return 1 / (1 + np.exp(np.asarray(z)))",
                "mirrored, by tanh": "return 0.5 * (1 - np.tanh(np.asarray(z) / 2))",
                "mirrored: 1 minus the sigmoid": "return 1 - 1 / (1 + np.exp(-np.asarray(z)))",
                "mirrored: the power above the bar too": """e = np.exp(-np.asarray(z))
    return e / (1 + e)""",
                "forms swapped": """e = np.exp(-np.abs(z))
    return np.where(np.asarray(z) >= 0, e / (1 + e), 1 / (1 + e))""",
            },
        ),
        "minus-below-the-bar": (
            "Below the fraction bar, the power of e is subtracted from 1.",
            "Add the two: then the bottom is never 0, and the result stays between 0 and 1.",
            {
                "minus on the left": """z = np.asarray(z, dtype=float)
    return np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 - np.exp(z)))""",
                "minus in the sum": "return 1 / (1 - np.exp(-np.asarray(z)))",
                "minus in the sum, large sums clipped": (
                    "return 1 / (1 - np.exp(-np.clip(z, -500, 500)))"
                ),
                "minus in the sum of the twin": "e = np.exp(z)\n    return e / (e - 1)",
            },
        ),
        "power-of-the-sum": (
            "The sum of 1 and e is raised to the power, not e alone.",
            "Take the power of e first, then add 1 to it.",
            {
                "(1 + e)^-z": "return 1 / (1 + np.e) ** -np.asarray(z, dtype=float)",
                "(1 + e)^-z, then 1 over it": "return 1 / ((1 + np.exp(1)) ** (-1.0 * z))",
            },
        ),
        "overflows": (
            "For a large z, a power of e grows beyond what a float holds.",
            "Choose on each side of 0 the form whose power of e is at most 1.",
            {
                "the twin alone overflows": "e = np.exp(z)\n    return e / (1 + e)",
                "math.exp overflows": """import math
    return np.vectorize(lambda v: 1 / (1 + math.exp(-v)), otypes=[float])(z)""",
                "math.exp overflows, the twin": """import math
    return np.vectorize(lambda v: math.exp(v) / (1 + math.exp(v)), otypes=[float])(z)""",
                "one by one, math.exp overflows": """import math
    if np.ndim(z):
        return np.array([sigmoid(v) for v in z])
    return 1 / (1 + math.exp(-z))""",
                "where, each form on the wrong side": """z = np.asarray(z, dtype=float)
    return np.where(z < 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))""",
            },
        ),
        "nan-becomes-0": (
            "The overflow is still there: nan is replaced by 0, where 1 would be right.",
            "Keep nan from arising: choose on each side of 0 the form whose power of e is small.",
            {
                "nan becomes 0": "e = np.exp(z)\n    return np.nan_to_num(e / (1 + e))",
                "nan becomes 0, where": """e = np.exp(z)
    s = e / (1 + e)
    return np.where(np.isnan(s), 0.0, s)""",
            },
        ),
        "one-form-for-all": (
            "One form of the formula is chosen for the whole array, and where both signs occur it "
            "does not suit all entries.",
            "Choose entry by entry, so that each one gets the form for its own sign.",
            {
                "if the sum is not negative": """if np.sum(z) >= 0:
        return 1 / (1 + np.exp(-np.asarray(z, dtype=float)))
    return np.exp(z) / (1 + np.exp(z))""",
                "if all are positive": """if np.all(np.asarray(z) >= 0):
        return 1 / (1 + np.exp(-np.asarray(z)))
    return np.exp(z) / (1 + np.exp(z))""",
                "if all are positive, with |z|": """e = np.exp(-np.abs(z))
    return 1 / (1 + e) if np.all(np.asarray(z) >= 0) else e / (1 + e)""",
                "if any is positive, with |z|": """e = np.exp(-np.abs(z))
    return 1 / (1 + e) if np.any(np.asarray(z) >= 0) else e / (1 + e)""",
                "if the mean is positive": """if np.mean(z) > 0:
        return 1 / (1 + np.exp(-np.asarray(z)))
    return np.exp(z) / (1 + np.exp(z))""",
            },
        ),
        "tanh-instead": (
            "This is tanh: its curve runs from -1 to 1.",
            "The sigmoid runs from 0 to 1, through 0.5 at 0: use its own formula.",
            {"tanh instead": "return np.tanh(z)"},
        ),
        "twice-as-steep": (
            "The curve is twice as steep: this is the sigmoid of 2z.",
            "With tanh, halve z first; in the formula, the power is z itself with a minus.",
            {
                "tanh unscaled": "return 0.5 * (1 + np.tanh(z))",
                "e^-2z": "return 1 / (1 + np.exp(-2 * np.asarray(z)))",
            },
        ),
        "its-derivative": (
            "This is the sigmoid's slope, not the sigmoid.",
            "Return the value itself; its slope is the next exercise.",
            {
                "its derivative": STABLE + "return s * (1 - s)",
                "its derivative, plain": """s = 1 / (1 + np.exp(-np.asarray(z)))
    return s * (1 - s)""",
            },
        ),
        "its-logarithm": (
            "This is the logarithm of the sigmoid.",
            "One step is missing: take e to the power of what you have.",
            {"the logarithm": "return -np.logaddexp(0, -np.asarray(z))"},
        ),
        "times-z": (
            "The sigmoid is multiplied by z.",
            "Return the sigmoid alone: it stays between 0 and 1.",
            {"times z": STABLE + "return z * s"},
        ),
        "powers-of-2": (
            "The powers are powers of 2.",
            "Take powers of e, which is about 2.718.",
            {
                "base 2": "return 1 / (1 + 2.0 ** -np.clip(z, -500, 500))",
                "base 2, np.exp2": "return 1 / (1 + np.exp2(-np.asarray(z, dtype=float)))",
            },
        ),
        "straight-line": (
            "The middle of the curve is a straight line.",
            "Use powers of e: the sigmoid bends everywhere, and only comes close to 0 and 1.",
            {
                "z clipped": "return np.clip(np.asarray(z, dtype=float), 0, 1)",
                "z clipped, whole": "return np.minimum(1, np.maximum(0, z))",
                "a straight line, clipped": "return np.clip(0.5 + 0.25 * np.asarray(z), 0, 1)",
                "a flatter line, clipped": "return np.clip(0.5 + np.asarray(z) / 6, 0, 1)",
            },
        ),
        "clipped-too-early": (
            "Clipping z to so small a range changes the results.",
            "Without any clipping: choose the form whose power of e cannot overflow.",
            {
                "clips much too early": "return 1 / (1 + np.exp(-np.clip(z, -5, 5)))",
                "clips at 1": "return 1 / (1 + np.exp(-np.clip(z, -1, 1)))",
                "clips at 6": "return 1 / (1 + np.exp(-np.clip(z, -6, 6)))",
                "clips at 10": "return 1 / (1 + np.exp(-np.clip(z, -10, 10)))",
            },
        ),
        "sign-lost": (
            "The sign of z is lost: -2 and 2 give the same.",
            "Use the size of z in the power of e only, and let the sign choose between two forms.",
            {
                "|z|: symmetric": "return 1 / (1 + np.exp(-np.abs(z)))",
                "|z| in the second form": "e = np.exp(-np.abs(z))\n    return e / (1 + e)",
                "where, the minus on both sides": """z = np.asarray(z, dtype=float)
    return np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(-z) / (1 + np.exp(-z)))""",
                "where, 1 minus on the left": """z = np.asarray(z, dtype=float)
    return np.where(z >= 0, 1 / (1 + np.exp(-z)), 1 - 1 / (1 + np.exp(-z)))""",
            },
        ),
        "left-side-0": (
            "Left of 0 the result is always 0.",
            "Negative z have a form of their own, and small values that are not 0.",
            {
                "0 up to 0": """z = np.asarray(z, dtype=float)
    return np.where(z > 0, 1 / (1 + np.exp(-z)), 0)""",
                "0 left of 0": "e = np.exp(-np.abs(z))\n    "
                "return np.where(np.asarray(z) >= 0, 1 / (1 + e), 0.0)",
                "filled on the right only": """z = np.asarray(z, dtype=float)
    out = np.zeros(z.shape)
    out[z >= 0] = 1 / (1 + np.exp(-z[z >= 0]))
    return out""",
            },
        ),
        "one-number-only": (
            "It works for a single number, not for an array.",
            "Python's `if`, `math` and `float` take one number: use NumPy's functions, which work "
            "entry by entry.",
            {
                "numbers only": """import math
    return 1 / (1 + math.exp(-min(max(z, -700), 700)))""",
                "numbers only, math.exp": "import math\n    return 1 / (1 + math.exp(-z))",
                "numbers only, if": """if z >= 0:
        return 1 / (1 + np.exp(-z))
    return np.exp(z) / (1 + np.exp(z))""",
                "numbers only, if and math": """import math
    if z >= 0:
        return 1 / (1 + math.exp(-z))
    return math.exp(z) / (1 + math.exp(z))""",
                "numbers only, float": "return 1 / (1 + np.exp(-float(z)))",
            },
        ),
        "decimals-cut-off": (
            "For whole numbers, the decimals of the results are cut off.",
            "Make the array that takes the results one of floats.",
            {
                "keeps whole numbers whole": FILL.format(like="zeros_like")
                + "out[...] = 0.5 * (1 + np.tanh(z / 2))\n    return out",
                "back to the kind of z": STABLE + "return s.astype(np.asarray(z).dtype)",
            },
        ),
        "array-of-one": (
            "For a single number, the result comes in an array of one entry.",
            "A number in, a number out: keep the shape of z.",
            {
                "an array for a number": (
                    "return np.atleast_1d(0.5 * (1 + np.tanh(np.asarray(z) / 2)))"
                )
            },
        ),
        "flattened": (
            "The results come in one long row: the shape of z is lost.",
            "Keep the shape of z: NumPy's functions do so by themselves.",
            {
                "flattens": STABLE + "return s.ravel() if s.ndim else s",
                "flattens numbers, too": STABLE + "return np.ravel(s)",
            },
        ),
        "divided-by-their-sum": (
            "All entries are divided by one sum over them.",
            "Each entry counts alone: several sigmoids need not sum to 1.",
            {
                "the powers by their sum": """e = np.exp(z)
    return e / np.sum(e)""",
                "the powers by their sum, shifted": """e = np.exp(z - np.max(z))
    return e / np.sum(e)""",
                "normalised": STABLE + "return s / s.sum()",
            },
        ),
        "rounded": (
            "The results are rounded.",
            "Return all digits; `print` can round for the eye.",
            {
                "rounds": STABLE + "return np.round(s, 4)",
                "rounds to three": STABLE + "return np.round(s, 3)",
                "rounds to five": STABLE + "return np.round(s, 5)",
                "rounds to six": STABLE + "return np.round(s, 6)",
                "rounds to one": STABLE + "return np.round(s, 1)",
                "rounds to two": STABLE + "return np.round(s, 2)",
            },
        ),
        "step-instead": (
            "This is a step: only 0 and 1 come out.",
            "Let the curve rise smoothly, with the power of e in the formula.",
            {
                "steps": "return np.where(np.asarray(z) >= 0, 1.0, 0.0)",
                "rounds to a step": STABLE + "return np.round(s)",
            },
        ),
        "knows-the-examples": (
            "Only the check's own examples get their values; all others give 0 or 1.",
            "Compute the result from z, so that every number works.",
            {
                "constants that fit the check": """known = {0.0: 0.5, 2.0: 0.8807971}
    known |= {-2.0: 0.1192029, 0.5: 0.6224593, -0.5: 0.3775407, 3.0: 0.9525741}
    fit = [known.get(v, float(v > 0)) for v in np.ravel(z).tolist()]
    return np.reshape(fit, np.shape(z))"""
            },
        ),
        "any/one-array": {
            "one array for each shape": KEPT.format(
                z="z", name="sigmoid", value="0.5 * (1 + np.tanh(np.asarray(z) / 2))"
            ),
        },
        "any/changes-input": {
            "writes into z": """z = np.asarray(z)
    if z.ndim: z *= 0.5
    return 0.5 * (1 + np.tanh(z))"""
        },
        "any/returns-none": {"prints it": STABLE + "print(s)"},
        "any/not-a-function": {
            "overwrites its own name": "def sigmoid(z):\n    "
            + STABLE
            + "return s\n\n\nsigmoid = sigmoid(2.0)"
        },
        "any/another-kind": {"returns text": STABLE + "return f'{s}'"},
    },
    "sigmoid_derivative": {
        "arrays-only": (
            "It works for an array, not for a single number.",
            "A number has no entries: work on all of z at once, without a loop.",
            {
                "a loop over z": "return np.array([sigmoid(v) * (1 - sigmoid(v)) for v in z])",
                "a loop, appended": """slope = []
    for v in z:
        slope.append(sigmoid(v) * (1 - sigmoid(v)))
    return slope""",
            },
        ),
        "a-factor-too-many": (
            "One of the two factors comes twice.",
            "The slope is a product of two factors: the sigmoid, and what is missing from it to 1.",
            {
                "s (1 - s)²": """s = 0.5 * (1 + np.tanh(np.asarray(z) / 2))
    return s * (1 - s) ** 2""",
                "s² (1 - s)": """s = 0.5 * (1 + np.tanh(np.asarray(z) / 2))
    return s ** 2 * (1 - s)""",
            },
        ),
        "power-for-product": (
            "The second factor has become an exponent.",
            "Two brackets side by side are a product, with one star.",
            {
                "s ** (1 - s)": """s = 0.5 * (1 + np.tanh(np.asarray(z) / 2))
    return s ** (1 - s)""",
            },
        ),
        "subtracted-twice": (
            "Twice the sigmoid is subtracted from the sigmoid, where its square belongs.",
            "Multiply the sigmoid by what is missing from it to 1.",
            {
                "s - 2 s": """s = 0.5 * (1 + np.tanh(np.asarray(z) / 2))
    return s - s * 2""",
            },
        ),
        "difference-without-brackets": (
            "Only the second of the two values is divided: the difference has no brackets.",
            "Put the difference above the bar into brackets: division comes before subtraction.",
            {
                "no brackets": """h = 1e-5
    return sigmoid(z + h) - sigmoid(z - h) / (2 * h)""",
                "no brackets, another nudge": """h = 1e-4
    return sigmoid(z + h) - sigmoid(z - h) / (2 * h)""",
                "no brackets, one side": """h = 1e-5
    return sigmoid(z + h) - sigmoid(z) / h""",
            },
        ),
        "times-the-nudge": (
            "The difference is multiplied by the nudge, so next to nothing is left.",
            "Divide by twice the nudge: put that product into brackets below the bar.",
            {
                "/ 2 * h": """h = 1e-5
    return (sigmoid(z + h) - sigmoid(z - h)) / 2 * h""",
                "* h": """h = 1e-5
    return (sigmoid(z + h) - sigmoid(z - h)) * 2 * h""",
                "/ 2 * h, another nudge": """h = 1e-4
    return (sigmoid(z + h) - sigmoid(z - h)) / 2 * h""",
                "/ 2 * h, a larger nudge": """h = 1e-3
    return (sigmoid(z + h) - sigmoid(z - h)) / 2 * h""",
            },
        ),
        "always-0": (
            "The slope is 0 everywhere: nothing was put into the array of zeros.",
            "Compute the slope from the sigmoid, and return that.",
            {
                "0": "return 0",
                "0.0": "return 0.0",
                "zeros": "return np.zeros(np.shape(z))",
                "zeros like z": "return np.zeros_like(z)",
                "zeros like z, as floats": "return np.zeros_like(z, dtype=float)",
            },
        ),
        "z-in-one-factor": (
            "One of the two factors holds z itself, where the sigmoid of z belongs.",
            "Compute the sigmoid of z once, and use that in both factors.",
            {
                "σ (1 - z)": "return sigmoid(z) * (1 - np.asarray(z))",
                "z (1 - σ)": "return np.asarray(z) * (1 - sigmoid(z))",
            },
        ),
        "sigmoid-of-the-slope": (
            "The slope goes through the sigmoid once more.",
            "Stop after the product: it is the slope already.",
            {
                "σ(σ (1 - σ))": "return sigmoid(sigmoid(z) * (1 - sigmoid(z)))",
                "σ(σ (1 - σ)), a name": "a = sigmoid(z)\n    return sigmoid(a * (1 - a))",
            },
        ),
        "halved": (
            "This is half of the slope.",
            "The product of the two factors is the whole slope; a nudge to one side is divided by "
            "its own size, not by twice that.",
            {
                "one side, over 2 h": "return (sigmoid(z + 1e-5) - sigmoid(z)) / 2e-5",
                "half of the product": STABLE + "return s * (1 - s) / 2",
            },
        ),
        "doubled": (
            "This is twice the slope.",
            "The product of the two factors is the slope already; a nudge to both sides is "
            "divided by the whole distance between them.",
            {
                "both sides, over h": "return (sigmoid(z + 1e-5) - sigmoid(z - 1e-5)) / 1e-5",
                "twice the product": STABLE + "return 2 * s * (1 - s)",
            },
        ),
        "neighbours-compared": (
            "NumPy's `gradient` compares the entries of an array with their neighbours: it does "
            "not know how the curve rises at one z.",
            "Use the formula: each slope comes from its own z alone.",
            {
                "np.gradient": "return np.gradient(sigmoid(z))",
                "np.gradient of the array": "return np.gradient(sigmoid(np.asarray(z)))",
                "np.gradient over z": "return np.gradient(sigmoid(z), z)",
            },
        ),
        "rounded": (
            "The slopes are rounded.",
            "Return all digits; `print` can round for the eye.",
            {
                "rounds": STABLE + "return np.round(s * (1 - s), 4)",
                "rounds to three": STABLE + "return np.round(s * (1 - s), 3)",
                "rounds to five": STABLE + "return np.round(s * (1 - s), 5)",
                "rounds to six": STABLE + "return np.round(s * (1 - s), 6)",
                "rounds to two": STABLE + "return np.round(s * (1 - s), 2)",
                "rounds the sigmoid": STABLE + "s = np.round(s, 3)\n    return s * (1 - s)",
            },
        ),
        "else-missing": (
            "For some z the function ends without a `return`, and None comes back.",
            "One formula serves every z: no `if` is needed.",
            {"if without else": "if z >= 0:\n        return sigmoid(z) * (1 - sigmoid(z))"},
        ),
        "called-on-the-rest": (
            "The sigmoid is called on what is missing to 1, where the two should be multiplied.",
            "Two brackets side by side are a product on paper; in Python it needs its sign.",
            {"σ(1 - σ)": "return sigmoid(1 - sigmoid(z))"},
        ),
        "z-for-its-sigmoid": (
            "The slope's formula is used with z in place of the sigmoid of z.",
            "First compute the sigmoid of z, then put that into the formula, twice.",
            {
                "z (1 - z): takes z for its sigmoid": (
                    "return np.asarray(z) * (1 - np.asarray(z))"
                ),
                "z minus z squared": "return z - np.asarray(z, dtype=float) ** 2",
            },
        ),
        "second-factor-missing": (
            "This is the sigmoid itself: the second factor of the slope is missing.",
            "Multiply the sigmoid by what is missing from it to 1.",
            {
                "forgets the second factor": STABLE + "return s",
                "calls sigmoid, and no more": "return sigmoid(z)",
            },
        ),
        "first-factor-missing": (
            "This is what is missing from the sigmoid to 1: the other factor is left out.",
            "Multiply it by the sigmoid: the slope is a product of two factors.",
            {
                "1 - s": STABLE + "return 1 - s",
                "1 - s, calls sigmoid": "return 1 - sigmoid(z)",
            },
        ),
        "squared": (
            "The sigmoid is multiplied by itself.",
            "The second factor is what is missing from the sigmoid to 1.",
            {
                "s squared": STABLE + "return s ** 2",
                "s squared, calls sigmoid": "return sigmoid(z) * sigmoid(z)",
            },
        ),
        "one-minus-square": (
            "This is 1 minus the square, the formula for tanh, with the sigmoid put in.",
            "The sigmoid's slope is the sigmoid times what is missing from it to 1.",
            {
                "1 - s squared": STABLE + "return 1 - s ** 2",
                "1 - s squared, calls sigmoid": "return 1 - sigmoid(z) ** 2",
            },
        ),
        "plus-for-minus": (
            "In the second factor, the sigmoid is added to 1.",
            "Subtract it from 1: far to the right the curve is flat, so the slope goes to 0.",
            {
                "s (1 + s)": STABLE + "return s * (1 + s)",
                "s (1 + s), calls sigmoid": "return sigmoid(z) * (1 + sigmoid(z))",
            },
        ),
        "brackets-missing": (
            "The sigmoid is subtracted from itself, which always gives 0.",
            "The second factor is 1 minus the sigmoid: brackets around it let the subtraction "
            "come before the product.",
            {
                "σ - σ": "return sigmoid(z) - sigmoid(z)",
                "brackets missing": STABLE + "return s * 1 - s",
                "brackets missing, calls sigmoid": "return sigmoid(z) * 1 - sigmoid(z)",
            },
        ),
        "negative": (
            "The slope comes out negative.",
            "The sigmoid rises everywhere: look at the signs, and at the order of each "
            "subtraction.",
            {
                "nudges the wrong way round": """h = 1e-5
    return (sigmoid(z - h) - sigmoid(z + h)) / (2 * h)""",
                "minus e^-z over the square": """e = np.exp(-np.abs(z))
    return -e / (1 + e) ** 2""",
                "minus e^-z over the square, overflows": """e = np.exp(-np.asarray(z, dtype=float))
    return -e / (1 + e) ** 2""",
                "the sign": STABLE + "return s * (s - 1)",
                "the sign, calls sigmoid": "return sigmoid(z) * (sigmoid(z) - 1)",
                "a minus in front": STABLE + "return -s * (1 - s)",
            },
        ),
        "sum-for-product": (
            "The two factors are added, which always gives 1.",
            "Multiply the sigmoid by what is missing from it to 1.",
            {
                "a sum": STABLE + "return s + (1 - s)",
                "a sum, calls sigmoid": "return sigmoid(z) + (1 - sigmoid(z))",
            },
        ),
        "divided": (
            "The two factors are divided, one by the other.",
            "Multiply the two: the slope is at most 0.25.",
            {
                "(1 - s) / s": """s = 0.5 * (1 + np.tanh(np.asarray(z) / 2))
    return (1 - s) / s""",
                "s / (1 - s)": STABLE + "return s / (1 - s)",
                "s / (1 - s), calls sigmoid": "return sigmoid(z) / (1 - sigmoid(z))",
            },
        ),
        "of-tanh": (
            "This is the slope of tanh.",
            "Use the sigmoid's own formula: its slope is 0.25 at 0.",
            {"that of tanh": "return 1 - np.tanh(z) ** 2"},
        ),
        "second-slope": (
            "This is the slope of the slope: the formula is applied once too often.",
            "Stop after the product of the sigmoid and what is missing from it to 1.",
            {
                "the slope of the slope": STABLE + "return s * (1 - s) * (1 - 2 * s)",
                "the slope of the slope, calls sigmoid": """s = sigmoid(z)
    return s * (1 - s) * (1 - 2 * s)""",
            },
        ),
        "sigmoid-twice": (
            "The sigmoid is taken of the sigmoid before the slope.",
            "Take the sigmoid of z once, and use that in both factors.",
            {
                "sigmoid of sigmoid": "a = sigmoid(sigmoid(z))\n    return a * (1 - a)",
                "sigmoid of sigmoid, inline": STABLE
                + "s = 1 / (1 + np.exp(-s))\n    return s * (1 - s)",
                "its product, with sigmoids of sigmoids": """s = sigmoid(z)
    return sigmoid(s) * (1 - sigmoid(s))""",
            },
        ),
        "formula-twice": (
            "The product is right, and then it goes through the formula a second time.",
            "Return the first product: at 0 it is 0.25.",
            {
                "the formula of the formula": STABLE + "s = s * (1 - s)\n    return s * (1 - s)",
                "the formula of the formula, calls sigmoid": """s = sigmoid(z)
    s = s * (1 - s)
    return s * (1 - s)""",
            },
        ),
        "minus-inside": (
            "The subtraction from 1 happens inside the sigmoid, to z.",
            "Take the sigmoid of z first, then subtract that from 1.",
            {
                "1 - z inside": "return sigmoid(z) * sigmoid(1 - np.asarray(z))",
                "1 - z inside, inline": """f = lambda v: 0.5 * (1 + np.tanh(v / 2))
    return f(np.asarray(z)) * f(1 - np.asarray(z))""",
            },
        ),
        "times-z": (
            "The slope is multiplied by z.",
            "The slope at z is the product of two factors, and z itself is none of them.",
            {
                "times z": STABLE + "return z * s * (1 - s)",
                "times z, calls sigmoid": "return z * sigmoid(z) * (1 - sigmoid(z))",
            },
        ),
        "overflows": (
            "For a large z, a power of e grows beyond what a float holds, and nan comes out.",
            "Build the slope from a sigmoid that holds, or keep every power of e at 1 or below.",
            {
                "overflows to nan": """e = np.exp(-np.asarray(z, dtype=float))
    return e / (1 + e) ** 2""",
                "overflows on the right": """e = np.exp(np.asarray(z, dtype=float))
    return e / (1 + e) ** 2""",
                "the twin overflows": """s = np.exp(z) / (1 + np.exp(z))
    return s * (1 - s)""",
                "math.exp overflows": """import math
    def one(v):
        s = 1 / (1 + math.exp(-v))
        return s * (1 - s)
    return np.vectorize(one, otypes=[float])(z)""",
            },
        ),
        "matrix-product": (
            "For an array, the two factors meet in a matrix product, which mixes the entries.",
            "Multiply entry by entry: every z has its own slope.",
            {
                "a matrix product": STABLE + "return s @ (1 - s) if s.ndim else s * (1 - s)",
                "np.dot": STABLE + "return np.dot(s, 1 - s)",
                "np.dot, calls sigmoid": "return np.dot(sigmoid(z), 1 - sigmoid(z))",
            },
        ),
        "one-number-for-all": (
            "The slopes of all entries are put together into one number.",
            "Return one slope for every entry, in the shape of z.",
            {
                "summed": STABLE + "return np.sum(s * (1 - s))",
                "averaged": STABLE + "return np.mean(s * (1 - s))",
                "the largest": STABLE + "return np.max(s * (1 - s))",
            },
        ),
        "one-number-only": (
            "It works for a single number, not for an array.",
            "Python's `if`, `float` and `math` take one number: use NumPy's functions.",
            {
                "numbers only": "s = float(sigmoid(z))\n    return s * (1 - s)",
                "numbers only, math": """import math
    s = 1 / (1 + math.exp(-z))
    return s * (1 - s)""",
                "numbers only, if": """if z >= 0:
        s = 1 / (1 + np.exp(-z))
    else:
        s = np.exp(z) / (1 + np.exp(z))
    return s * (1 - s)""",
            },
        ),
        "decimals-cut-off": (
            "For whole numbers, the decimals of the slopes are cut off.",
            "Return floats, whichever kind z has.",
            {
                "keeps whole numbers whole": STABLE
                + "return (s * (1 - s)).astype(np.asarray(z).dtype)",
                "fills a copy of z": FILL.format(like="zeros_like")
                + "s = 0.5 * (1 + np.tanh(z / 2))\n    out[...] = s * (1 - s)\n    return out",
            },
        ),
        "drops-an-axis": (
            "An axis of z is lost on the way.",
            "Work entry by entry and return all axes of z, however many there are.",
            {
                "two axes only": STABLE + "return (s * (1 - s)).reshape(np.shape(z)[:2])",
                "np.squeeze": STABLE + "return np.squeeze(s * (1 - s))",
            },
        ),
        "flattened": (
            "The slopes come in one long row: the shape of z is lost.",
            "Keep the shape of z: NumPy's functions do so by themselves.",
            {"flattens": STABLE + "s = s.ravel() if s.ndim else s\n    return s * (1 - s)"},
        ),
        "array-of-one": (
            "For a single number, the slope comes in an array of one entry.",
            "A number in, a number out: keep the shape of z.",
            {"an array for a number": STABLE + "return np.atleast_1d(s * (1 - s))"},
        ),
        "coarse-nudge": (
            "The slope is measured with a nudge, and the nudge is too large.",
            "Use the formula: it is exact, and needs no nudge.",
            {
                "a nudge of 1 to one side": """f = lambda v: 0.5 * (1 + np.tanh(np.asarray(v) / 2))
    return f(z + 1) - f(z)""",
                "0.1 to one side": """f = lambda v: 0.5 * (1 + np.tanh(np.asarray(v) / 2))
    return (f(z + 0.1) - f(z)) / 0.1""",
                "a coarse nudge": """h, f = 0.5, (lambda v: 0.5 * (1 + np.tanh(np.asarray(v) / 2)))
    return (f(z + h) - f(z - h)) / (2 * h)""",
                "a nudge of 0.1": """h, f = 0.1, (lambda v: 0.5 * (1 + np.tanh(np.asarray(v) / 2)))
    return (f(z + h) - f(z - h)) / (2 * h)""",
                "a nudge of 1": """f = lambda v: 0.5 * (1 + np.tanh(np.asarray(v) / 2))
    return (f(z + 1) - f(z - 1)) / 2""",
                "a nudge to one side": """f = lambda v: 0.5 * (1 + np.tanh(np.asarray(v) / 2))
    return (f(z + 0.01) - f(z)) / 0.01""",
            },
        ),
        "knows-the-examples": (
            "Only the check's own examples get their slopes; all others give 0.",
            "Compute the slope from z, so that every number works.",
            {
                "constants that fit the check": """known = {0: 0.25, 1: 0.1966119, 2: 0.1049936}
    known |= {-2: 0.1049936, 3: 0.0451767}
    fit = [known.get(v, 0.0) for v in np.ravel(z).tolist()]
    return np.reshape(fit, np.shape(z))"""
            },
        ),
        "always-the-largest": (
            "The slope is 0.25 everywhere, which it is only at 0.",
            "Let the slope depend on z: the curve is steep at 0 and flat far from it.",
            {"always 0.25": "return np.full(np.shape(z), 0.25)"},
        ),
        "any/one-array": {
            "one array for each shape": KEPT.format(
                z="z", name="sigmoid_derivative", value="sigmoid(z) * (1 - sigmoid(z))"
            ),
        },
        "any/changes-input": {
            "writes into z": """z = np.asarray(z)
    if z.ndim: z[...] = z / 2
    t = np.tanh(z if z.ndim else z / 2)
    return (1 - t ** 2) / 4"""
        },
        "any/returns-none": {
            "prints it": "a = sigmoid(z)\n    print(a * (1 - a))",
            "computes it": "a = sigmoid(z)\n    slope = a * (1 - a)",
        },
        "any/number-of-values": {
            "the sigmoid as well": "a = sigmoid(z)\n    return a, a * (1 - a)"
        },
        "any/other-arguments": {
            "takes the sigmoid as well": "def sigmoid_derivative(z, a):\n    return a * (1 - a)"
        },
    },
    "tanh_derivative": {
        "always-1": (
            "The slope is 1 everywhere, which it is only at 0.",
            "Let the slope depend on z: the curve is flat far from 0.",
            {
                "ones like z": "return np.ones_like(z)",
                "ones": "return np.ones(np.shape(z))",
                "1": "return 1",
            },
        ),
        "always-0": (
            "The slope is 0 everywhere: nothing was put into the array of zeros.",
            "Compute the slope from tanh of z, and return that.",
            {
                "zeros like z": "return np.zeros_like(z)",
                "zeros": "return np.zeros(np.shape(z))",
                "0": "return 0",
            },
        ),
        "times-the-nudge": (
            "The difference is multiplied by the nudge, so next to nothing is left.",
            "Divide by twice the nudge: put that product into brackets below the bar.",
            {
                "/ 2 * h": """h = 1e-5
    return (np.tanh(z + h) - np.tanh(z - h)) / 2 * h""",
                "/ 2 * h, another nudge": """h = 1e-4
    return (np.tanh(z + h) - np.tanh(z - h)) / 2 * h""",
            },
        ),
        "square-doubled": (
            "Twice the square of tanh is subtracted from 1.",
            "Subtract the square once: far from 0 the slope goes to 0.",
            {
                "1 - 2 tanh²": "return 1 - 2 * np.tanh(z) ** 2",
            },
        ),
        "arctan-for-tanh": (
            "This uses arctan, another function.",
            "Use tanh: the hyperbolic tangent.",
            {
                "1 - arctan²": "return 1 - np.arctan(z) ** 2",
            },
        ),
        "one-over-tanh": (
            "1 is divided by tanh: at 0 that is infinite.",
            "Subtract the square of tanh from 1.",
            {
                "1 / tanh": "return 1 / np.tanh(z)",
            },
        ),
        "square-below-only": (
            "Only what stands below the bar of tanh is squared.",
            "Put the whole fraction into brackets and square that, or use NumPy's tanh.",
            {
                "the square below": """z = np.asarray(z, dtype=float)
    return 1 - (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z)) ** 2""",
                "the square below, clipped": """z = np.clip(z, -300, 300)
    return 1 - (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z)) ** 2""",
            },
        ),
        "halved": (
            "This is half of the slope.",
            "The slope at 0 is 1; a nudge to one side is divided by its own size, not by twice "
            "that.",
            {
                "one side, over 2 h": "return (np.tanh(z + 1e-5) - np.tanh(z)) / 2e-5",
                "half": "return 0.5 * (1 - np.tanh(z) ** 2)",
            },
        ),
        "minus-the-square": (
            "This is minus the square of tanh: the 1 is missing.",
            "Subtract the square from 1.",
            {"-tanh²": "return -np.tanh(z) ** 2"},
        ),
        "sigmoid-not-of-2z": (
            "The formula got tanh of half of z, which is 2 times the sigmoid of z, minus 1.",
            "Take tanh itself, or the sigmoid of twice z.",
            {
                "2 σ(z) - 1": "t = 2 * sigmoid(z) - 1\n    return 1 - t ** 2",
                "tanh of z / 2": "return 1 - np.tanh(np.asarray(z) / 2) ** 2",
            },
        ),
        "clipped": (
            "Clipping z changes the slopes far out.",
            "Leave z as it is: NumPy's tanh is safe for large z.",
            {
                "clips at 3": "return 1 - np.tanh(np.clip(z, -3, 3)) ** 2",
                "clips at 5": "return 1 - np.tanh(np.clip(z, -5, 5)) ** 2",
                "clips at 1": "return 1 - np.tanh(np.clip(z, -1, 1)) ** 2",
            },
        ),
        "neighbours-compared": (
            "NumPy's `gradient` compares the entries of an array with their neighbours: it does "
            "not know how the curve rises at one z.",
            "Use the formula: each slope comes from its own z alone.",
            {
                "np.gradient": "return np.gradient(np.tanh(z))",
                "np.gradient over z": "return np.gradient(np.tanh(z), z)",
            },
        ),
        "rounded": (
            "The slopes are rounded.",
            "Return all digits; `print` can round for the eye.",
            {
                "rounds": "return np.round(1 - np.tanh(z) ** 2, 4)",
                "rounds to three": "return np.round(1 - np.tanh(z) ** 2, 3)",
                "rounds to two": "return np.round(1 - np.tanh(z) ** 2, 2)",
                "rounds to five": "return np.round(1 - np.tanh(z) ** 2, 5)",
                "rounds to six": "return np.round(1 - np.tanh(z) ** 2, 6)",
                "rounds tanh": "return 1 - np.round(np.tanh(z), 3) ** 2",
            },
        ),
        "not-squared": (
            "The square is missing: this is 1 minus tanh.",
            "Square tanh of z before you subtract it: the slope is the same at -1 and at 1.",
            {
                "not squared: 1 - tanh": "return 1 - np.tanh(z)",
                "not squared, by exponentials": """z = np.clip(z, -300, 300)
    return 1 - (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))""",
            },
        ),
        "difference-squared": (
            "The whole difference is squared, not tanh alone.",
            "Square tanh of z first, then subtract that from 1.",
            {"(1 - tanh)²": "return (1 - np.tanh(z)) ** 2"},
        ),
        "size-not-square": (
            "The size of tanh is subtracted from 1, not its square.",
            "Multiply tanh of z by itself before you subtract it.",
            {"1 - |tanh|": "return 1 - np.abs(np.tanh(z))"},
        ),
        "doubled-not-squared": (
            "Where tanh should be squared, it is doubled.",
            "Multiply tanh of z by itself, then subtract that from 1.",
            {"1 - 2 tanh": "return 1 - 2 * np.tanh(z)"},
        ),
        "z-for-its-tanh": (
            "The slope's formula is used with z in place of tanh of z.",
            "Take tanh of z first, then square that.",
            {
                "takes z for its tanh: 1 - z²": "return 1 - np.asarray(z) ** 2",
                "1 - z z": "return 1 - z * z",
            },
        ),
        "plus-for-minus": (
            "The square of tanh is added to 1.",
            "Subtract it: far from 0 the curve is flat, so the slope goes to 0.",
            {"1 + tanh²": "return 1 + np.tanh(z) ** 2"},
        ),
        "negative": (
            "The slope comes out negative.",
            "The curve rises everywhere: subtract the square from 1, not the other way round.",
            {
                "the sign": "return np.tanh(z) ** 2 - 1",
                "a minus in front": "return -(1 - np.tanh(z) ** 2)",
            },
        ),
        "one-minus-missing": (
            "This is the square of tanh alone.",
            "The slope is what is missing from that square to 1.",
            {
                "tanh² alone": "return np.tanh(z) ** 2",
                "1 minus the slope": "return 1 - (1 - np.tanh(z) ** 2)",
            },
        ),
        "tanh-itself": (
            "This is tanh itself, not its slope.",
            "Use the formula of the slope, in which tanh of z appears squared.",
            {"tanh itself": "return np.tanh(z)"},
        ),
        "square-inside": (
            "What comes in is squared before tanh sees it.",
            "Take tanh of z itself first, and square the result, once.",
            {
                "tanh of z², squared": "return 1 - np.tanh(np.asarray(z) ** 2) ** 2",
                "tanh of z²": "return 1 - np.tanh(np.asarray(z) ** 2)",
            },
        ),
        "tanh-twice": (
            "Before the square, tanh is taken twice.",
            "Take tanh of z once: z is the pre-activation, not yet an activation.",
            {"tanh of tanh": "return 1 - np.tanh(np.tanh(z)) ** 2"},
        ),
        "of-sigmoid": (
            "This is the slope of the sigmoid.",
            "Use the formula of tanh: its slope is 1 at 0.",
            {"that of the sigmoid": STABLE + "return s * (1 - s)"},
        ),
        "sigmoid-formula": (
            "This is the formula of the sigmoid's slope, with tanh put in.",
            "Use the formula of tanh: 1 minus a square.",
            {
                "a(1 - a) with tanh": "a = np.tanh(z)\n    return a * (1 - a)",
                "a - a² with tanh": "a = np.tanh(z)\n    return a - a ** 2",
            },
        ),
        "sigmoid-put-in": (
            "The formula is right, but the sigmoid stands in it in place of tanh.",
            "Put tanh of z into it: NumPy has that function.",
            {"1 - s²": STABLE + "return 1 - s ** 2"},
        ),
        "tan-for-tanh": (
            "This uses tan, the tangent of an angle.",
            "Use tanh, with an h: the hyperbolic tangent.",
            {"np.tan": "return 1 - np.tan(z) ** 2"},
        ),
        "of-arctan": (
            "1 is divided by 1 plus a square, which is the formula for arctan.",
            "Take tanh of z, square it, and subtract the square from 1.",
            {
                "that of arctan": "return 1 / (1 + np.asarray(z, dtype=float) ** 2)",
                "that of arctan, with tanh": "return 1 / (1 + np.tanh(z) ** 2)",
            },
        ),
        "doubled": (
            "The slope is twice as large as it should be.",
            "Leave the factor of 2 out: the slope at 0 is 1.",
            {
                "twice": "return 2 * (1 - np.tanh(z) ** 2)",
                "2 - 2 t²": "return 2 - 2 * np.tanh(z) ** 2",
            },
        ),
        "second-slope": (
            "This is the slope of the slope.",
            "Stop one step earlier, at 1 minus the square of tanh.",
            {
                "the slope of the slope": "t = np.tanh(z)\n    return -2 * t * (1 - t ** 2)",
            },
        ),
        "power-rule": (
            "This is twice tanh, or minus that: the rule for powers was applied to the formula.",
            "The formula gives the slope already: return its value as it is.",
            {
                "the power rule": "return -2 * np.tanh(z)",
                "the power rule, without the minus": "return 2 * np.tanh(z)",
            },
        ),
        "square-root": (
            "This is the root of the slope: a square is missing.",
            "Square the result, or use 1 minus the square of tanh.",
            {
                "1 / cosh, not squared": "return 1 / np.cosh(np.clip(z, -300, 300))",
                "1 / cosh, not squared, unclipped": (
                    "return 1 / np.cosh(np.asarray(z, dtype=float))"
                ),
                "the root of 1 - t²": "return np.sqrt(1 - np.tanh(z) ** 2)",
            },
        ),
        "not-inverted": (
            "This is 1 over the slope: it grows far from 0.",
            "Far from 0 the curve is flat, so the slope has to go to 0 there.",
            {
                "cosh²": "return np.cosh(np.asarray(z, dtype=float)) ** 2",
                "1 / (1 - t²)": "return 1 / (1 - np.tanh(z) ** 2)",
            },
        ),
        "overflows": (
            "For a large z, a power of e grows beyond what a float holds, and nan comes out.",
            "NumPy's own tanh is safe for large z: build the slope from that.",
            {
                "exponentials overflow": """z = np.asarray(z, dtype=float)
    t = (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))
    return 1 - t ** 2""",
                "sinh and cosh overflow": "return 1 - (np.sinh(z) / np.cosh(z)) ** 2",
                "e^2z overflows": """e = np.exp(2 * np.asarray(z, dtype=float))
    return 1 - ((e - 1) / (e + 1)) ** 2""",
                "4 e^2z overflows": """e = np.exp(2 * np.asarray(z, dtype=float))
    return 4 * e / (e + 1) ** 2""",
            },
        ),
        "one-number-only": (
            "It works for a single number, not for an array.",
            "`math`, `float` and `if` take one number: NumPy's functions work entry by entry.",
            {
                "numbers only": "import math\n    return 1 - math.tanh(z) ** 2",
                "numbers only, float": "return 1 - np.tanh(float(z)) ** 2",
                "numbers only, if": (
                    "return 1 - np.tanh(z) ** 2 if z > 0 else 1 - np.tanh(-z) ** 2"
                ),
            },
        ),
        "matrix-product": (
            "For an array, tanh is multiplied by itself as a matrix, which mixes the entries.",
            "Square entry by entry: every z has its own slope.",
            {
                "a matrix product": (
                    "t = np.tanh(z)\n    return 1 - (t @ t if np.ndim(t) else t * t)"
                ),
                "np.dot": "t = np.tanh(z)\n    return 1 - np.dot(t, t)",
            },
        ),
        "one-number-for-all": (
            "All entries together give one number.",
            "Return one slope for every entry, in the shape of z.",
            {
                "summed": "return np.sum(1 - np.tanh(z) ** 2)",
                "averaged": "return np.mean(1 - np.tanh(z) ** 2)",
                "the sum of the squares": "return 1 - np.sum(np.tanh(z) ** 2)",
            },
        ),
        "decimals-cut-off": (
            "For whole numbers, the decimals of the slopes are cut off.",
            "Return floats, whichever kind z has.",
            {
                "keeps whole numbers whole": (
                    "return (1 - np.tanh(z) ** 2).astype(np.asarray(z).dtype)"
                ),
                "fills a copy of z": FILL.format(like="zeros_like")
                + "out[...] = 1 - np.tanh(z) ** 2\n    return out",
            },
        ),
        "flattened": (
            "The slopes come in one long row: the shape of z is lost.",
            "Keep the shape of z: NumPy's functions do so by themselves.",
            {"flattens": "t = np.tanh(z)\n    return 1 - (t.ravel() if np.ndim(z) else t) ** 2"},
        ),
        "array-of-one": (
            "For a single number, the slope comes in an array of one entry.",
            "A number in, a number out: keep the shape of z.",
            {"an array for a number": "return 1 - np.tanh(np.atleast_1d(z)) ** 2"},
        ),
        "coarse-nudge": (
            "The slope is measured with a nudge, and the nudge is too large.",
            "Use the formula: it is exact, and needs no nudge.",
            {
                "a coarse nudge": "return (np.tanh(z + 0.1) - np.tanh(z - 0.1)) / 0.2",
                "a nudge of 0.5": "return np.tanh(z + 0.5) - np.tanh(z - 0.5)",
                "a nudge to one side": "return (np.tanh(z + 0.01) - np.tanh(z)) / 0.01",
            },
        ),
        "knows-the-examples": (
            "Only the check's own examples get their slopes; all others give 0.",
            "Compute the slope from z, so that every number works.",
            {
                "constants that fit the check": """known = {0: 1.0, 1: 0.4199743, 2: 0.0706508}
    fit = [known.get(v, 0.0) for v in np.ravel(z).tolist()]
    fit = [0.4199743 if v == -1 else s for v, s in zip(np.ravel(z), fit)]
    return np.reshape(fit, np.shape(z))"""
            },
        ),
        "any/one-array": {
            "one array for each shape": KEPT.format(
                z="z", name="tanh_derivative", value="1 - np.tanh(z) ** 2"
            ),
        },
        "any/changes-input": {
            "writes into z": """z = np.asarray(z)
    if z.ndim: z[...] = np.tanh(z)
    return 1 - (z if z.ndim else np.tanh(z)) ** 2"""
        },
        "any/returns-none": {"prints it": "print(1 - np.tanh(z) ** 2)"},
        "any/number-of-values": {"tanh as well": "t = np.tanh(z)\n    return t, 1 - t ** 2"},
    },
    "relu": {
        "first-entry-only": (
            "Of the whole result only the first entry or row comes back, and a number has none.",
            "Return the results of all entries, in the shape of z.",
            {
                "the first of all": "return np.maximum(0.0, z)[0]",
            },
        ),
        "never-below-1": (
            "What comes in is compared with 1: nothing comes out below it.",
            "Compare z with 0.",
            {
                "np.maximum(1, z)": "return np.maximum(1, z)",
                "np.maximum(1.0, z)": "return np.maximum(1.0, z)",
            },
        ),
        "always-0": (
            "The result is 0 everywhere: nothing was put into the array of zeros.",
            "Where z is positive, z itself belongs.",
            {
                "zeros like z": "return np.zeros_like(z)",
                "zeros": "return np.zeros(np.shape(z))",
            },
        ),
        "threshold-below-0": (
            "The cut is not at 0: some negative z stay.",
            "Cut at 0: whatever is negative becomes 0, however near to 0 it is.",
            {
                "threshold at -1": "return np.where(np.asarray(z) > -1, z, 0.0)",
                "the larger of z and -1": "return np.maximum(-1.0, z)",
                "threshold at -0.5": "return np.where(np.asarray(z) > -0.5, z, 0.0)",
            },
        ),
        "where-without-else": (
            "The function that chooses entry by entry is told what to take on one side only.",
            "It takes three things: the condition, then a value for each of the two sides of 0.",
            {
                "two of three": "return np.where(np.asarray(z) > 0, z)",
            },
        ),
        "loop-changes-nothing": (
            "For a single number the loop stops, and for an array it changes nothing: the loop's "
            "name gets a new value, the array keeps the old one.",
            "Choose between z and 0 for every entry at once: NumPy has a function for that.",
            {
                "for v in z: v = 0": """z = np.array(z)
    for v in z:
        if v < 0:
            v = 0
    return z""",
            },
        ),
        "a-list-of-two": (
            "A number and an array are put into one list, and the largest of that list is asked "
            "for.",
            "Look for the function that takes the larger of two values, entry by entry.",
            {
                "np.max of a list": "return np.max([0.0, z])",
                "np.max of a list, turned": "return np.max([z, 0.0])",
            },
        ),
        "doubled": (
            "Positive z come back doubled.",
            "Halve the result: the sum of z and its size, for one, is twice ReLU.",
            {
                "z + |z|": "return z + np.abs(z)",
                "z + |z|, as floats": "return np.asarray(z, dtype=float) + np.abs(z)",
                "twice the larger": "return 2.0 * np.maximum(0.0, z)",
            },
        ),
        "a-third-argument": (
            "The function that takes the larger of two values gets a third one, and that is a "
            "place for results.",
            "Tell it two things: z, and the number that z is compared with.",
            {
                "np.maximum(0, z, z)": "return np.maximum(0.0, z, z)",
                "np.maximum(z, 0, 1)": "return np.maximum(z, 0.0, 1.0)",
            },
        ),
        "comparison-last": (
            "Only True and False come back: they say where z is not 0.",
            "Where z times a comparison stands, the comparison with 0 needs brackets: it comes "
            "last otherwise.",
            {
                "z != 0": "return np.asarray(z) != 0",
                "z * z > 0": "return z * z > 0",
                "z * z > 0, an array": ARRAY + "return z * z > 0",
            },
        ),
        "one-row-only": (
            "It works for one row, neither for a single number nor for a table.",
            "NumPy's functions reach every entry of any shape, without a loop.",
            {
                "a list of max": "return [max(0.0, v) for v in z]",
                "an array of max": "return np.array([max(0.0, v) for v in z])",
                "a list of if": "return [v if v > 0 else 0.0 for v in z]",
            },
        ),
        "else-missing": (
            "For a z that is not positive the function ends without a `return`: None comes back.",
            "Return 0 there; for arrays, choose entry by entry.",
            {
                "if without else": "if z > 0:\n        return z",
                "if without else, a name": "if z > 0:\n        a = z\n        return a",
            },
        ),
        "one-decision-for-all": (
            "One decision is made for the whole array: all entries stay, or all become 0.",
            "Ask every entry on its own on which side of 0 it is.",
            {
                "0 if any is negative": """if np.any(np.asarray(z) < 0):
        return 0.0
    return 1.0 * z""",
                "if any": "return 1.0 * z if np.any(np.asarray(z) > 0) else 0.0 * z",
                "if all": "return 1.0 * z if np.all(np.asarray(z) > 0) else 0.0 * z",
            },
        ),
        "one-argument-for-two": (
            "The function that takes the larger of two values gets one value only.",
            "Tell it both: z, and the number that z is compared with.",
            {
                "np.maximum(z)": "return np.maximum(z)",
                "np.maximum(z) of floats": "return np.maximum(np.asarray(z, dtype=float))",
            },
        ),
        "arrays-only": (
            "It works for an array, not for a single number.",
            "A number has no entries and no methods of an array: make an array of z first.",
            {
                "zeros like z, filled": """a = np.zeros_like(z)
    a[z > 0] = z[z > 0]
    return a""",
                "a mask as floats": "return (z > 0).astype(float) * z",
                "clip, a method of arrays": "return z.clip(0.0).astype(float)",
                "a loop over z": "return np.array([np.maximum(0.0, v) for v in z])",
                "a copy, a method": """out = z.copy().astype(float)
    out[out < 0] = 0.0
    return out""",
            },
        ),
        "writes-into-z": (
            "The zeros are written into z itself: the caller's array changes, and a single number "
            "cannot be written into.",
            "Choose between two values for every entry, or write into a copy of floats.",
            {
                "zeros into z, in a loop": """for i in range(len(z)):
        if z[i] < 0:
            z[i] = 0
    return z""",
                "zeros into z": "z[z < 0] = 0.0\n    return z",
            },
        ),
        "one-number-only": (
            "It works for a single number, not for an array.",
            "Python's `max`, `if` and `float` take single numbers: look for NumPy's way, entry by "
            "entry.",
            {
                "max of Python": "return max(0.0, z)",
                "if": "if z > 0:\n        return z\n    return 0.0",
                "if, in one line": "return float(z) if z > 0 else 0.0",
                "max of Python, float": "return max(0.0, float(z))",
                "float of the maximum": "return float(np.maximum(0.0, z))",
            },
        ),
        "largest-of-all": (
            "One number comes back for the whole array: its largest entry.",
            "Compare every entry with 0 on its own; the result has the shape of z.",
            {
                "the largest of all": "return np.max([0.0, np.max(z)])",
                "the largest of all, Python's max": "return max(0.0, np.max(z))",
            },
        ),
        "0-as-axis": (
            "NumPy's `max` takes 0 for the number of an axis: it finds the largest along it.",
            "Look for the function that takes the larger of two values, entry by entry.",
            {"np.max with an axis": "return np.max(z, 0)"},
        ),
        "smaller-of-two": (
            "The smaller of 0 and z is taken: what is negative stays.",
            "Take the larger of the two.",
            {
                "np.minimum, the kind of z": "return np.minimum(z, 0)",
                "np.minimum": "return np.minimum(0.0, z)",
                "where, the other side": "return np.where(np.asarray(z) < 0, z, 0.0)",
            },
        ),
        "absolute-value": (
            "Negative z become positive.",
            "What is negative becomes 0, whatever its size.",
            {
                "the absolute value, the kind of z": "return np.abs(z)",
                "the absolute value": "return np.abs(np.asarray(z, dtype=float))",
                "the larger of z and -z": "return np.maximum(z, -np.asarray(z, dtype=float))",
            },
        ),
        "slope-instead": (
            "This is the slope of ReLU, 0 or 1.",
            "Where z is positive, return z itself.",
            {
                "its slope, whole": "return np.where(np.asarray(z) > 0, 1, 0)",
                "its slope, heaviside": "return np.heaviside(np.asarray(z, dtype=float), 0.5)",
                "its slope": "return np.where(np.asarray(z) > 0, 1.0, 0.0)",
                "its slope, 1 at 0": "return np.where(np.asarray(z) >= 0, 1.0, 0.0)",
            },
        ),
        "true-or-false": (
            "Truth values come back: they say where z is positive.",
            "Use them to choose: z itself where it is positive, else 0.",
            {"true and false": "return np.asarray(z) > 0"},
        ),
        "leaks": (
            "A part of what is negative comes through, as in leaky ReLU.",
            "ReLU has no leak: every negative z becomes exactly 0.",
            {
                "a leak, by two halves": "return np.maximum(0.0, z) + 0.01 * np.minimum(0.0, z)",
                "a leak of 0.2": "return np.maximum(z, 0.2 * np.asarray(z))",
                "a leak": "return np.where(np.asarray(z) > 0, z, 0.01 * np.asarray(z))",
                "a leak of 0.1": "return np.maximum(z, 0.1 * np.asarray(z))",
            },
        ),
        "negatives-stay": (
            "What comes back is z as it is: what is negative stays.",
            "Set every negative entry to 0.",
            {
                "z itself": "return z",
                "nothing is cut": "return np.asarray(z, dtype=float)",
                "nothing is cut, compares z with itself": (
                    "return np.maximum(z, 1.0 * np.asarray(z))"
                ),
            },
        ),
        "mirrored": (
            "The sides are swapped: negative z come through, with the other sign.",
            "Compare 0 with z itself, without a minus.",
            {
                "mirrored, the kind of z": "return np.maximum(0, -np.asarray(z))",
                "mirrored": "return np.maximum(0.0, -np.asarray(z))",
                "mirrored, by the minimum": "return -np.minimum(0.0, z)",
            },
        ),
        "has-a-ceiling": (
            "Large z are cut off as well.",
            "Cut on one side only: above 0 there is no limit.",
            {
                "cuts at 1, the kind of z": "return np.clip(z, 0, 1)",
                "cuts at 6, the kind of z": "return np.minimum(np.maximum(0, z), 6)",
                "cuts at 1": "return np.clip(np.asarray(z, dtype=float), 0, 1)",
                "cuts at 6": "return np.clip(np.asarray(z, dtype=float), 0, 6)",
                "cuts at 1000": "return np.clip(np.asarray(z, dtype=float), 0, 1000)",
                "cuts at 100": "return np.minimum(100.0, np.maximum(0.0, z))",
            },
        ),
        "rounded-corner": (
            "The corner at 0 is rounded off: this is a smooth relative of ReLU.",
            "ReLU has a corner: exactly 0 up to z = 0, and from there on z itself.",
            {
                "a smooth one": "return np.logaddexp(0, z)",
                "a smooth one, plain": "return np.log(1 + np.exp(z))",
                "SiLU": STABLE + "return z * s",
                "ELU": """z = np.asarray(z)
    return np.where(z > 0, z, np.exp(np.minimum(z, 0)) - 1)""",
            },
        ),
        "threshold-at-1": (
            "The cut is not at 0: small positive z become 0 as well.",
            "Cut at 0: every positive z stays, however small.",
            {
                "threshold at 1, the kind of z": "return np.where(np.asarray(z) > 1, z, 0)",
                "threshold at 0.5": "return np.where(np.asarray(z) > 0.5, z, 0.0)",
                "threshold at 1": "return np.where(np.asarray(z) > 1, z, 0.0)",
                "threshold at 1, shifted": "return np.maximum(0.0, np.asarray(z) - 1)",
            },
        ),
        "cut-to-whole": (
            "The decimals are cut off.",
            "Keep floats: every positive z comes back with all its decimals.",
            {
                "cuts the decimals": "return np.maximum(0.0, np.floor(z))",
                "cuts the decimals, as whole numbers": "return np.maximum(0, z).astype(int)",
            },
        ),
        "rounded": (
            "The results are rounded.",
            "Return all digits; `print` can round for the eye.",
            {
                "rounds": "return np.round(np.maximum(0.0, z), 3)",
                "rounds to two": "return np.round(np.maximum(0.0, z), 2)",
                "rounds to four": "return np.round(np.maximum(0.0, z), 4)",
                "rounds to five": "return np.round(np.maximum(0.0, z), 5)",
                "rounds to one": "return np.round(np.maximum(0.0, z), 1)",
            },
        ),
        "array-of-one": (
            "For a single number, the result comes in an array of one entry.",
            "A number in, a number out: keep the shape of z.",
            {"an array for a number": "return np.maximum(0.0, np.atleast_1d(z))"},
        ),
        "flattened": (
            "The results come in one long row: the shape of z is lost.",
            "Keep the shape of z: NumPy's functions do so by themselves.",
            {
                "flattens numbers, too": "return [max(0.0, v) for v in np.ravel(z)]",
                "flattens": "return np.maximum(0.0, np.ravel(z) if np.ndim(z) else z)",
                "flattens, one by one": """if np.ndim(z):
        return np.array([max(0.0, v) for v in np.ravel(z)])
    return max(0.0, z)""",
            },
        ),
        "negatives-dropped": (
            "What is not positive is left out of the result, which gets shorter.",
            "Put a 0 in its place: the result has as many entries as z.",
            {
                "z[z > 0]": "return z[z > 0]",
                "z[z > 0] of an array": """z = np.asarray(z)
    return z[z > 0]""",
                "drops what is negative": """z = np.asarray(z, float)
    return z[z > 0] if z.ndim else z * (z > 0)""",
            },
        ),
        "one-axis-only": (
            "It works for a number and for one row, not for a table.",
            "NumPy's functions reach every entry, however many axes there are, without a loop.",
            {
                "one dimension only": """return (np.array([max(0.0, float(v)) for v in z])
            if np.ndim(z) else max(0.0, z))""",
                "one dimension only, if": """if np.ndim(z) == 0:
        return max(0.0, z)
    return np.array([v if v > 0 else 0.0 for v in z])""",
            },
        ),
        "knows-the-examples": (
            "Only the check's own examples come through; all else becomes 0.",
            "Decide by whether z is positive, so that every number works.",
            {"knows the examples": ARRAY + "return z * np.isin(z, [3.2, 3, 0.00125, 1000]) * 1.0"},
        ),
        "any/one-array": {
            "one array for each shape": KEPT.format(z="z", name="relu", value="np.maximum(0.0, z)"),
        },
        "any/changes-input": {
            "writes into z": """z = np.asarray(z)
    if z.ndim: z[z < 0] = 0
    return np.maximum(0.0, z)"""
        },
        "any/returns-none": {"prints it": "print(np.maximum(0.0, z))"},
    },
    "relu_derivative": {
        "no-comparison": (
            "`z` itself stands where a condition belongs: every z but 0 counts as true.",
            "Compare z with 0 first, and let that choose.",
            {
                "np.where(z, ...)": "return np.where(np.asarray(z), 1.0, 0.0)",
            },
        ),
        "threshold-below-0": (
            "The jump is not at 0: some negative z get the slope 1.",
            "Compare z with 0: only a positive z has the slope 1.",
            {
                "threshold at -1": "return np.where(np.asarray(z) > -1, 1.0, 0.0)",
                "threshold at -0.5": "return np.where(np.asarray(z) > -0.5, 1.0, 0.0)",
                "threshold at -1, whole": "return np.where(np.asarray(z) > -1, 1, 0)",
            },
        ),
        "where-without-else": (
            "The function that chooses entry by entry is told what to take on one side only.",
            "It takes three things: the condition, then a value for each of the two sides of 0.",
            {
                "two of three": "return np.where(np.asarray(z) > 0, 1.0)",
            },
        ),
        "first-entry-only": (
            "Of the whole result only the first entry or row comes back, and a number has none.",
            "Return the slopes of all entries, in the shape of z.",
            {
                "the first of all": "return np.where(np.asarray(z) > 0, 1.0, 0.0)[0]",
            },
        ),
        "neighbours-compared": (
            "NumPy's `gradient` compares the entries of an array with their neighbours: it does "
            "not know how the curve rises at one z.",
            "Ask every entry on which side of 0 it is: the slope is 1 or 0.",
            {
                "np.gradient": "return np.gradient(relu(z))",
                "np.gradient over z": "return np.gradient(relu(z), z)",
                "np.gradient of the maximum": "return np.gradient(np.maximum(0.0, z))",
            },
        ),
        "text": (
            "Text comes back, and no number.",
            "Leave quotation marks and `str` out, and write 0 and 1 as floats.",
            {
                "str": "return str(np.asarray(z) > 0)",
                "'1' or '0', one for all": "return '1' if np.all(np.asarray(z) > 0) else '0'",
                "'1' and '0'": "return np.where(np.asarray(z) > 0, '1', '0')",
                "'1.0' and '0.0'": "return np.where(np.asarray(z) > 0, '1.0', '0.0')",
            },
        ),
        "else-missing": (
            "For a z that is not positive the function ends without a `return`: None comes back.",
            "Return the slope 0 there; for arrays, choose entry by entry.",
            {
                "if without else": "if z > 0:\n        return 1.0",
                "if without else, whole": "if z > 0:\n        return 1",
            },
        ),
        "one-row-only": (
            "It works for one row, neither for a single number nor for a table.",
            "NumPy's functions reach every entry of any shape, without a loop.",
            {
                "a list of if": "return [1.0 if v > 0 else 0.0 for v in z]",
                "an array of if": "return np.array([1.0 if v > 0 else 0.0 for v in z])",
            },
        ),
        "arrays-only": (
            "It works for an array, not for a single number.",
            "A number has no entries and no methods of an array: make an array of z first.",
            {
                "a mask as floats": "return (z > 0).astype(float)",
                "a loop over z": "return np.array([np.where(v > 0, 1.0, 0.0) for v in z])",
                "filled": """out = np.zeros(z.shape)
    out[z > 0] = 1.0
    return out""",
            },
        ),
        "writes-into-z": (
            "The slopes are written into z itself: the caller's array changes, and a single number "
            "cannot be written into.",
            "Choose between two values for every entry, or write into a new array of floats.",
            {"slopes into z": "z[z > 0] = 1.0\n    z[z <= 0] = 0.0\n    return z"},
        ),
        "nudged-from-the-left": (
            "The slope is measured with a nudge to the left, which crosses the corner where z is "
            "smaller than the nudge.",
            "Nothing needs to be measured: ask every entry on which side of 0 it is.",
            {
                "a nudge of 0.001": "return (relu(z) - relu(z - 1e-3)) / 1e-3",
                "a nudge of 0.01, by maximum": (
                    "return (np.maximum(0, z) - np.maximum(0, z - 1e-2)) / 1e-2"
                ),
            },
        ),
        "1-at-0": (
            "At exactly 0 the slope is given as 1.",
            "We agreed on 0 there: only a positive z has the slope 1.",
            {
                "1 at 0": "return np.where(np.asarray(z) >= 0, 1.0, 0.0)",
                "1 at 0, whole numbers": "return np.where(np.asarray(z) >= 0, 1, 0)",
                "1 at 0, truth values": "return np.asarray(z) >= 0",
                "a nudge to the right": (
                    "return np.round((np.maximum(0, z + 1e-6) - np.maximum(0, z)) / 1e-6, 3)"
                ),
            },
        ),
        "half-at-0": (
            "At exactly 0 the slope is given as 0.5.",
            "Nudging to both sides measures that; we agreed on 0 there.",
            {
                "a half at 0": "return np.heaviside(np.asarray(z, float), 0.5)",
                "nudged: a half at 0": (
                    "return (np.maximum(0, z + 1e-7) - np.maximum(0, z - 1e-7)) / 2e-7"
                ),
                "the sign, halved": "return 0.5 * (1 + np.sign(np.asarray(z, dtype=float)))",
            },
        ),
        "nan-at-0": (
            "At 0 there is 0 divided by 0, and nan comes out.",
            "Ask on which side of 0 each entry is; nothing needs to be divided.",
            {
                "z / |z|": "return z / np.abs(z)",
                "ReLU over z: nan at 0": "return np.maximum(0.0, z) / np.asarray(z)",
                "the half of 1 + z / |z|": ARRAY + "return 0.5 * (1 + z / np.abs(z))",
            },
        ),
        "minus-1-left": (
            "Left of 0 the slope comes out as -1.",
            "ReLU is flat there: its slope is 0.",
            {
                "np.sign, the kind of z": "return np.sign(z)",
                "-1 left, whole": "return np.where(np.asarray(z) > 0, 1, -1)",
                "np.sign": "return np.sign(np.asarray(z, dtype=float))",
                "-1 left": "return np.where(np.asarray(z) > 0, 1.0, -1.0)",
            },
        ),
        "value-instead": (
            "Where z is positive, z itself comes back: this is ReLU, not its slope.",
            "Right of 0 the slope is the same everywhere: 1.",
            {
                "ReLU itself, the kind of z": "return np.maximum(0, z)",
                "ReLU itself, called": "return relu(z)",
                "z itself": "return z",
                "ReLU itself": "return np.maximum(0.0, z)",
                "z where active": "return np.where(np.asarray(z) > 0, z, 0.0)",
                "z as it is": "return np.asarray(z, dtype=float)",
            },
        ),
        "sides-swapped": (
            "The sides are swapped: 1 comes for negative z.",
            "The slope is 1 where z is positive, and 0 elsewhere.",
            {
                "mirrored, whole": "return np.where(np.asarray(z) < 0, 1, 0)",
                "mirrored": "return np.where(np.asarray(z) < 0, 1.0, 0.0)",
                "mirrored, 1 at 0": "return np.where(np.asarray(z) > 0, 0.0, 1.0)",
            },
        ),
        "always-1": (
            "The slope is 1 everywhere.",
            "Left of 0 ReLU is flat: give 0 there.",
            {
                "ones like z": "return np.ones_like(z)",
                "1": "return 1",
                "1.0": "return 1.0",
                "always 1": "return np.ones(np.shape(z))",
                "always 1, z over z": "return np.full(np.shape(z), 1.0)",
            },
        ),
        "always-0": (
            "The slope is 0 everywhere.",
            "Right of 0 ReLU rises as fast as z does: give 1 there.",
            {
                "zeros like z": "return np.zeros_like(z)",
                "0.0": "return 0.0",
                "always 0": "return np.zeros(np.shape(z))",
                "compares with z itself": ARRAY + "return np.where(z > z, 1.0, 0.0)",
            },
        ),
        "true-or-false": (
            "Truth values come back, not numbers.",
            "Turn them into numbers before you return them.",
            {
                "true and false": "return np.asarray(z) > 0",
                "true and false, where": "return np.where(np.asarray(z) > 0, True, False)",
            },
        ),
        "one-number-only": (
            "It works for a single number, not for an array.",
            "Python's `if` and `float` take one value: NumPy has a way to choose entry by entry.",
            {
                "numbers only": "return 1.0 if z > 0 else 0.0",
                "numbers only, whole": "if z > 0:\n        return 1\n    return 0",
                "numbers only, float": "return float(z > 0)",
            },
        ),
        "one-answer-for-all": (
            "One number comes back for the whole array.",
            "Ask every entry on its own; the result has the shape of z.",
            {
                "one answer for all": "return float(np.any(np.asarray(z) > 0))",
                "one answer for all, all": "return float(np.all(np.asarray(z) > 0))",
                "the mean": "return np.mean(np.asarray(z) > 0)",
                "the sum": "return float(np.sum(np.asarray(z) > 0))",
            },
        ),
        "leaks": (
            "Left of 0 there is a small slope, as in leaky ReLU.",
            "ReLU has no leak: left of 0 its slope is exactly 0.",
            {
                "a leak of 0.2": "return np.where(np.asarray(z) > 0, 1.0, 0.2)",
                "a leak": "return np.where(np.asarray(z) > 0, 1.0, 0.01)",
                "a leak of 0.1": "return np.where(np.asarray(z) > 0, 1.0, 0.1)",
            },
        ),
        "threshold-at-1": (
            "Some positive z still get the slope 0.",
            "Compare with 0: every positive z has the slope 1, however small.",
            {
                "threshold at 1, whole": "return np.where(np.asarray(z) > 1, 1, 0)",
                "threshold at 1, and 1 there, whole": "return np.where(np.asarray(z) >= 1, 1, 0)",
                "threshold at 1, and 1 there": "return np.where(np.asarray(z) >= 1, 1.0, 0.0)",
                "threshold at 0.5": "return np.where(np.asarray(z) > 0.5, 1.0, 0.0)",
                "rounds to whole numbers first": "return np.where(np.round(z) > 0, 1.0, 0.0)",
                "threshold at 1": "return np.where(np.asarray(z) > 1, 1.0, 0.0)",
                "threshold at 1, ReLU clipped": "return np.floor(np.clip(z, 0, 1)) * 1.0",
            },
        ),
        "ramp": (
            "Between 0 and 1 the slope rises slowly, as ReLU itself does.",
            "The slope jumps at 0: every positive z has the slope 1, however small.",
            {"ReLU clipped at 1": "return np.clip(np.asarray(z, dtype=float), 0, 1)"},
        ),
        "rounds-first": (
            "A tiny positive z counts as 0.",
            "Only the sign counts, not the size: compare z with 0 as it is.",
            {
                "rounds first": "return np.where(np.round(z, 3) > 0, 1.0, 0.0)",
                "a margin": "return np.where(np.asarray(z) > 1e-3, 1.0, 0.0)",
            },
        ),
        "of-sigmoid": (
            "This is the sigmoid or its slope, a smooth curve.",
            "ReLU consists of two straight pieces: its slope is 0 or 1 and nothing between.",
            {
                "the slope of the sigmoid": STABLE + "return s * (1 - s)",
                "the sigmoid": STABLE + "return s",
            },
        ),
        "array-of-one": (
            "For a single number, the slope comes in an array of one entry.",
            "A number in, a number out: keep the shape of z.",
            {"an array for a number": "return np.where(np.atleast_1d(z) > 0, 1.0, 0.0)"},
        ),
        "flattened": (
            "The slopes come in one long row: the shape of z is lost.",
            "Keep the shape of z: NumPy's functions do so by themselves.",
            {
                "flattens": """out = np.where(np.ravel(z) > 0, 1.0, 0.0)
    return out if np.ndim(z) else out[0]"""
            },
        ),
        "any/one-array": {
            "one array for each shape": KEPT.format(
                z="z", name="relu_derivative", value="np.asarray(z) > 0"
            ),
        },
        "any/changes-input": {
            "writes into z": """z = np.asarray(z)
    if z.ndim: z[z > 0], z[z <= 0] = 1, 0
    return np.where(z > 0, 1.0, 0.0)"""
        },
        "any/returns-none": {"prints it": "print(np.where(np.asarray(z) > 0, 1.0, 0.0))"},
        "any/other-arguments": {
            "takes the value as well": "def relu_derivative(z, a):\n    return (a > 0) * 1.0"
        },
    },
    "leaky_relu": {
        "negatives-stay": (
            "What comes back is z as it is: what is negative stays whole.",
            "Let only a part of a negative z through: alpha times z.",
            {
                "z itself": "return z",
                "z as floats": "return np.asarray(z, dtype=float)",
                "no condition": """z = np.asarray(z)
    return np.where(z, z, alpha * z)""",
            },
        ),
        "always-0": (
            "The result is 0 everywhere: nothing was put into the array of zeros.",
            "Where z is positive, z itself belongs; elsewhere, alpha times z.",
            {
                "zeros like z": "return np.zeros_like(z)",
                "zeros": "return np.zeros(np.shape(z))",
            },
        ),
        "where-without-else": (
            "The function that chooses entry by entry is told what to take on one side only.",
            "It takes three things: the condition, then a value for each of the two sides of 0.",
            {
                "two of three": "return np.where(np.asarray(z) > 0, z)",
            },
        ),
        "power-for-product": (
            "The leak is a power, where a product is asked for.",
            "Multiply z by alpha, with one star.",
            {
                "z ** alpha, the kind of z": "return np.where(z > 0, z, z ** alpha)",
                "alpha ** z, the kind of z": "return np.where(z > 0, z, alpha ** z)",
                "z ** alpha": """z = np.asarray(z, dtype=float)
    return np.where(z > 0, z, z ** alpha)""",
                "alpha ** z": """z = np.asarray(z, dtype=float)
    return np.where(z > 0, z, alpha ** z)""",
            },
        ),
        "leak-subtracted": (
            "The leak is subtracted on both sides: positive z shrink, and negative ones come out "
            "positive.",
            "Add it, and only where z is negative.",
            {
                "minus the leak": """z = np.asarray(z)
    return np.maximum(0.0, z) - alpha * z""",
            },
        ),
        "alpha-left-out": (
            "The first line names no alpha, so nobody can hand one over.",
            "Write the first line as it was: z, then alpha with its 0.01.",
            {
                "without alpha": (
                    "def leaky_relu(z):\n    return np.maximum(z, 0.01 * np.asarray(z))"
                ),
                "without alpha, and used": (
                    "def leaky_relu(z):\n    return np.maximum(z, alpha * np.asarray(z))"
                ),
            },
        ),
        "alpha-without-default": (
            "The first line gives alpha no number to fall back on, so z alone is not enough.",
            "Write the first line as it was: alpha is 0.01 where none is given.",
            {
                "alpha without a default": (
                    "def leaky_relu(z, alpha):\n    return np.maximum(z, alpha * np.asarray(z))"
                )
            },
        ),
        "positives-lost": (
            "What is positive becomes 0.",
            "Positive z stay as they are: z itself belongs on that side.",
            {
                "0 on the right": ARRAY + "return np.where(z < 0, alpha * z, 0.0)",
                "the smaller of 0 and the part": "return np.minimum(0.0, alpha * np.asarray(z))",
            },
        ),
        "else-missing": (
            "For some z the function ends without a `return`, and None comes back.",
            "Give both sides of 0 a result; for arrays, choose entry by entry.",
            {
                "if without else": "if z > 0:\n        return z",
                "if without else, below 0": "if z < 0:\n        return alpha * z",
            },
        ),
        "rounded": (
            "The results are rounded.",
            "Return all digits; `print` can round for the eye.",
            {
                "rounds to two": ARRAY + "return np.round(np.maximum(z, alpha * z), 2)",
                "rounds to one": ARRAY + "return np.round(np.maximum(z, alpha * z), 1)",
                "rounds to three": ARRAY + "return np.round(np.maximum(z, alpha * z), 3)",
                "rounds to four": ARRAY + "return np.round(np.maximum(z, alpha * z), 4)",
                "rounds to five": ARRAY + "return np.round(np.maximum(z, alpha * z), 5)",
            },
        ),
        "cut-to-whole": (
            "The results are whole numbers: all decimals are cut off.",
            "Return floats; no `int` and no whole-number type belongs at the end.",
            {"as whole numbers": ARRAY + "return np.maximum(z, alpha * z).astype(int)"},
        ),
        "one-argument-for-two": (
            "The function that takes the larger of two values gets one value only.",
            "Tell it both: z, and the part of z that leaks through.",
            {"np.maximum of the part": "return np.maximum(alpha * z)"},
        ),
        "arrays-only": (
            "It works for an array, not for a single number.",
            "A number has no entries and no methods of an array: make an array of z first.",
            {
                "masks as floats": (
                    "return z * (z > 0).astype(float) + alpha * z * (z <= 0).astype(float)"
                ),
                "a loop over z": "return np.array([np.maximum(v, alpha * v) for v in z])",
            },
        ),
        "writes-into-z": (
            "The parts are written into z itself: the caller's array changes, and a single number "
            "cannot be written into.",
            "Choose between two values for every entry, or write into a copy of floats.",
            {
                "parts into z": "z[z < 0] = alpha * z[z < 0]\n    return z",
            },
        ),
        "no-leak": (
            "Negative z become 0: the leak is missing.",
            "Let a small part of them through: alpha says how much.",
            {
                "no leak": "return np.maximum(0.0, z)",
                "no leak, where": "return np.where(np.asarray(z) > 0, z, 0.0)",
            },
        ),
        "alpha-fixed": (
            "The leak is always the same, whatever alpha was given.",
            "Use the argument alpha; the number in the first line stands in when none is given.",
            {
                "alpha fixed at 0.01": ARRAY + "return np.where(z > 0, z, 0.01 * z)",
                "alpha fixed at 0.1": ARRAY + "return np.where(z > 0, z, 0.1 * z)",
                "alpha set again": "alpha = 0.01\n    " + ARRAY + "return np.maximum(z, alpha * z)",
            },
        ),
        "default-changed": (
            "Without alpha, another number than 0.01 is used.",
            "Leave the first line as it was: 0.01 stands in when no alpha is given.",
            {
                "the wrong default": """alpha = 0.1 if alpha == 0.01 else alpha
    return np.maximum(z, alpha * np.asarray(z))""",
                "the wrong default, in the first line": (
                    "def leaky_relu(z, alpha=0.1):\n    return np.maximum(z, alpha * np.asarray(z))"
                ),
                "another default, in the first line": (
                    "def leaky_relu(z, alpha=0.2):\n    return np.maximum(z, alpha * np.asarray(z))"
                ),
            },
        ),
        "alpha-alone": (
            "What is negative becomes one fixed number, whatever its size.",
            "Multiply z by alpha there: -4 leaks twice as much as -2.",
            {
                "0.01 without z": """z = np.asarray(z)
    return np.where(z > 0, z, 0.01)""",
                "alpha without z": ARRAY + "return np.where(z > 0, z, alpha)",
                "np.maximum with alpha": "return np.maximum(alpha, z)",
                "minus alpha without z": ARRAY + "return np.where(z > 0, z, -alpha)",
            },
        ),
        "alpha-added": (
            "Left of 0, alpha is added to z or taken from it.",
            "Multiply z by alpha there.",
            {
                "alpha added": ARRAY + "return np.where(z > 0, z, z + alpha)",
                "alpha subtracted": ARRAY + "return np.where(z > 0, z, z - alpha)",
            },
        ),
        "sign-of-leak": (
            "The leak has the wrong sign: negative z come out positive.",
            "A part of a negative z is negative: multiply z by alpha, without a minus.",
            {
                "the sign of the leak": ARRAY + "return np.where(z > 0, z, -alpha * z)",
                "the leak of |z|": ARRAY + "return np.where(z > 0, z, alpha * np.abs(z))",
            },
        ),
        "both-sides": (
            "Both sides are scaled by alpha.",
            "Scale negative z only; what is positive stays as it is.",
            {
                "scales both sides": "return alpha * np.asarray(z)",
                "scales ReLU": "return np.where(np.asarray(z) > 0, alpha * z, alpha * z)",
            },
        ),
        "wrong-side": (
            "The wrong side is scaled: positive z shrink, and negative ones stay.",
            "Scale negative z, and let positive ones stay: the larger of z and what leaks.",
            {
                "scales the wrong side": ARRAY + "return np.where(z > 0, alpha * z, z)",
                "the smaller of the two": ARRAY + "return np.minimum(z, alpha * z)",
            },
        ),
        "leak-on-top": (
            "The leak is added on the right as well: positive z grow.",
            "Add it only where z is negative; what is positive stays as it is.",
            {
                "adds the leak on top": ARRAY + "return np.maximum(0.0, z) + alpha * z",
                "adds the leak on top, where": (
                    ARRAY + "return np.where(z > 0, z, 0.0) + alpha * z"
                ),
            },
        ),
        "divided-by-alpha": (
            "Left of 0, z is divided by alpha.",
            "Multiply: alpha lies between 0 and 1, so that z shrinks.",
            {
                "divides by alpha": ARRAY + "return np.where(z > 0, z, z / alpha)",
                "divides by alpha, the smaller": ARRAY + "return np.minimum(z, z / alpha)",
            },
        ),
        "alpha-twice": (
            "The leak is scaled by alpha twice.",
            "Multiply by alpha once.",
            {
                "alpha squared": ARRAY + "return np.where(z > 0, z, alpha ** 2 * z)",
                "alpha, then alpha": """z = np.asarray(z)
    leak = alpha * z
    return np.where(z > 0, z, alpha * leak)""",
            },
        ),
        "rest-leaks": (
            "The leak is what alpha leaves over: 1 minus alpha is used.",
            "Alpha itself is the part that comes through.",
            {"1 - alpha": ARRAY + "return np.where(z > 0, z, (1 - alpha) * z)"},
        ),
        "elu-instead": (
            "Left of 0 there is a curve: this is an ELU.",
            "A leak is a straight line: alpha times z.",
            {
                "an ELU": ARRAY + "return np.where(z > 0, z, alpha * (np.exp(z) - 1))",
                "alpha e^z": ARRAY + "return np.where(z > 0, z, alpha * np.exp(z))",
            },
        ),
        "slope-instead": (
            "This is the slope: 1 or alpha.",
            "Return values: z itself where it is positive, else what leaks of it.",
            {
                "its slope": "return np.where(np.asarray(z) > 0, 1.0, alpha)",
                "its slope, 1 at 0": "return np.where(np.asarray(z) >= 0, 1.0, alpha)",
            },
        ),
        "another-threshold": (
            "The corner is not at 0.",
            "Compare z with 0: below it the leak begins at once.",
            {
                "threshold at -1": ARRAY + "return np.where(z > -1, z, alpha * z)",
                "threshold at 1": ARRAY + "return np.where(z > 1, z, alpha * z)",
                "threshold at -alpha": ARRAY + "return np.where(z > -alpha, z, alpha * z)",
            },
        ),
        "one-number-only": (
            "It works for a single number, not for an array.",
            "Python's `max`, `if` and `float` take single numbers: look for NumPy's way, entry by "
            "entry.",
            {
                "numbers only": "return z if z > 0 else alpha * z",
                "numbers only, max": "return max(z, alpha * z)",
                "numbers only, float": "return max(float(z), alpha * float(z))",
            },
        ),
        "largest-of-all": (
            "NumPy's `max` gives one number for the whole array, or takes what leaks for an axis.",
            "Look for the function that takes the larger of two values, entry by entry.",
            {
                "np.max": "return np.max(np.asarray(z), alpha * np.asarray(z))",
                "the largest of both": "return np.max([z, alpha * np.asarray(z)])",
            },
        ),
        "decimals-cut-off": (
            "For whole numbers, the decimals of the parts are cut off.",
            "Turn z into floats before the parts are written into it.",
            {
                "keeps whole numbers whole": FILL.format(like="array")
                + "out[z < 0] = alpha * z[z < 0]\n    return out",
                "back to the kind of z": """z = np.asarray(z)
    return np.maximum(z, alpha * z).astype(z.dtype)""",
            },
        ),
        "array-of-one": (
            "For a single number, the result comes in an array of one entry.",
            "A number in, a number out: keep the shape of z.",
            {
                "an array for a number": (
                    "z = np.atleast_1d(z)\n    return np.where(z > 0, z, alpha * z)"
                )
            },
        ),
        "flattened": (
            "The results come in one long row: the shape of z is lost.",
            "Keep the shape of z: NumPy's functions do so by themselves.",
            {
                "flattens": """out = np.where(np.ravel(z) > 0, np.ravel(z), alpha * np.ravel(z))
    return out if np.ndim(z) else out[0]"""
            },
        ),
        "any/one-array": {
            "one array for each shape": KEPT.format(
                z="z", name="leaky_relu", value="np.maximum(z, alpha * np.asarray(z))"
            ),
        },
        "any/changes-input": {
            "writes into z": """z = np.asarray(z)
    if z.ndim and z.dtype.kind == 'f': z[z < 0] *= alpha; return z
    return np.where(z > 0, z, alpha * z)"""
        },
        "any/returns-none": {"prints it": ARRAY + "print(np.maximum(z, alpha * z))"},
        "any/other-arguments": {
            "alpha renamed": (
                "def leaky_relu(z, leak=0.01):\n    return np.maximum(z, leak * np.asarray(z))"
            ),
        },
    },
    "leaky_relu_derivative": {
        "no-comparison": (
            "`z` itself stands where a condition belongs: every z but 0 counts as true.",
            "Compare z with 0 first, and let that choose.",
            {
                "np.where(z, ...)": "return np.where(np.asarray(z), 1.0, alpha)",
            },
        ),
        "alpha-twice": (
            "Left of 0 the slope is alpha times alpha.",
            "The part that leaks is alpha times z, so its slope is alpha.",
            {
                "alpha squared": "return np.where(np.asarray(z) > 0, 1.0, alpha**2)",
            },
        ),
        "always-0": (
            "The slope is 0 everywhere: nothing was put into the array of zeros.",
            "The slope is 1 where z is positive, and alpha elsewhere.",
            {
                "zeros like z": "return np.zeros_like(z)",
                "zeros": "return np.zeros(np.shape(z))",
            },
        ),
        "neighbours-compared": (
            "NumPy's `gradient` compares the entries of an array with their neighbours: it does "
            "not know how the curve rises at one z.",
            "Ask every entry on which side of 0 it is: the slope is 1 or alpha.",
            {
                "np.gradient": "return np.gradient(leaky_relu(z, alpha))",
                "np.gradient, without alpha": "return np.gradient(leaky_relu(z))",
            },
        ),
        "alpha-left-out": (
            "The first line names no alpha, so nobody can hand one over.",
            "Write the first line as it was: z, then alpha with its 0.01.",
            {
                "without alpha": (
                    "def leaky_relu_derivative(z):\n"
                    "    return np.where(np.asarray(z) > 0, 1.0, 0.01)"
                ),
                "without alpha, and used": (
                    "def leaky_relu_derivative(z):\n"
                    "    return np.where(np.asarray(z) > 0, 1.0, alpha)"
                ),
            },
        ),
        "alpha-without-default": (
            "The first line gives alpha no number to fall back on, so z alone is not enough.",
            "Write the first line as it was: alpha is 0.01 where none is given.",
            {
                "alpha without a default": (
                    "def leaky_relu_derivative(z, alpha):\n"
                    "    return np.where(np.asarray(z) > 0, 1.0, alpha)"
                )
            },
        ),
        "cut-to-whole": (
            "The slopes are whole numbers, and alpha is cut off to 0.",
            "Return floats; no `int` and no whole-number type belongs at the end.",
            {
                "as whole numbers": "return np.where(np.asarray(z) > 0, 1, alpha).astype(int)",
                "filled into whole numbers": """out = np.zeros(np.shape(z), dtype=int)
    out[...] = np.where(np.asarray(z) > 0, 1, alpha)
    return out""",
            },
        ),
        "else-missing": (
            "For some z the function ends without a `return`, and None comes back.",
            "Give both sides of 0 a slope; for arrays, choose entry by entry.",
            {"if without else": "if z > 0:\n        return 1.0"},
        ),
        "arrays-only": (
            "It works for an array, not for a single number.",
            "A number has no entries and no methods of an array: make an array of z first.",
            {
                "masks as floats": "return (z > 0).astype(float) + alpha * (z <= 0).astype(float)",
                "a loop over z": "return np.array([np.where(v > 0, 1.0, alpha) for v in z])",
                "filled": """out = np.full(z.shape, float(alpha))
    out[z > 0] = 1.0
    return out""",
            },
        ),
        "no-leak": (
            "Left of 0 the slope is 0: the leak is missing.",
            "Leaky ReLU keeps a slope there: alpha.",
            {
                "no leak, whole": "return np.where(np.asarray(z) > 0, 1, 0)",
                "no leak, truth values": "return np.asarray(z) > 0",
                "no leak": "return np.where(np.asarray(z) > 0, 1.0, 0.0)",
                "no leak, 1 at 0": "return np.where(np.asarray(z) >= 0, 1.0, 0.0)",
            },
        ),
        "1-at-0": (
            "At exactly 0 the slope is given as 1.",
            "We agreed on alpha there: only a positive z has the slope 1.",
            {
                "a nudge to the right": """h = 1e-6
    return (leaky_relu(z + h, alpha) - leaky_relu(z, alpha)) / h""",
                "1 at 0": "return np.where(np.asarray(z) >= 0, 1.0, alpha)",
            },
        ),
        "0-at-0": (
            "At exactly 0 the slope is given as 0.",
            "That was agreed on for ReLU; here it is alpha, so that the slope is never 0.",
            {
                "0 at 0": ARRAY + "return np.where(z > 0, 1.0, np.where(z < 0, alpha, 0.0))",
                "0 at 0, two halves": ARRAY + "return 1.0 * (z > 0) + alpha * (z < 0)",
            },
        ),
        "average-at-0": (
            "At exactly 0 the slope is given as the middle of alpha and 1.",
            "Nudging to both sides measures that; we agreed on alpha there.",
            {
                "nudged": """z, h = np.asarray(z, dtype=float), 1e-7
    f = lambda v: np.maximum(v, alpha * v)
    return (f(z + h) - f(z - h)) / (2 * h)""",
                "the middle at 0": ARRAY
                + "return np.where(z == 0, (1 + alpha) / 2, np.where(z > 0, 1.0, alpha))",
            },
        ),
        "nan-at-0": (
            "At 0 there is 0 divided by 0, and nan comes out.",
            "Ask on which side of 0 each entry is; nothing needs to be divided.",
            {
                "the value over z: nan at 0": """z = np.asarray(z)
    return np.where(z > 0, z, alpha * z) / z"""
            },
        ),
        "alpha-fixed": (
            "The slope left of 0 is always the same, whatever alpha was given.",
            "Use the argument alpha; the number in the first line stands in when none is given.",
            {
                "nudges leaky_relu without alpha": (
                    "return (leaky_relu(z) - leaky_relu(z - 1e-6)) / 1e-6"
                ),
                "alpha fixed at 0.01": "return np.where(np.asarray(z) > 0, 1.0, 0.01)",
                "alpha fixed at 0.1": "return np.where(np.asarray(z) > 0, 1.0, 0.1)",
            },
        ),
        "default-changed": (
            "Without alpha, another slope than 0.01 is used.",
            "Leave the first line as it was: 0.01 stands in when no alpha is given.",
            {
                "the wrong default": (
                    "def leaky_relu_derivative(z, alpha=0.1):\n"
                    "    return np.where(np.asarray(z) > 0, 1.0, alpha)"
                ),
                "another default": (
                    "def leaky_relu_derivative(z, alpha=0.2):\n"
                    "    return np.where(np.asarray(z) > 0, 1.0, alpha)"
                ),
            },
        ),
        "sign-of-leak": (
            "Left of 0 the slope comes out as minus alpha.",
            "Leaky ReLU rises on both sides: its slope is positive.",
            {"-alpha": "return np.where(np.asarray(z) > 0, 1.0, -alpha)"},
        ),
        "rest-leaks": (
            "Left of 0 the slope is 1 minus alpha.",
            "Alpha itself is the part that comes through, so it is the slope.",
            {"1 - alpha": "return np.where(np.asarray(z) > 0, 1.0, 1 - alpha)"},
        ),
        "value-on-the-left": (
            "Left of 0 comes a value, z times a number, not the slope.",
            "The leak is a straight line: its slope is the same everywhere on that side.",
            {
                "0.01 z": """z = np.asarray(z)
    return np.where(z > 0, 1.0, 0.01 * z)""",
                "alpha z": ARRAY + "return np.where(z > 0, 1.0, alpha * z)",
            },
        ),
        "value-on-the-right": (
            "Right of 0 comes z itself, not its slope.",
            "There the function rises as fast as z does: the slope is the same everywhere.",
            {
                "z right, alpha left": ARRAY + "return np.where(z > 0, z, alpha)",
                "the larger of both": "return np.maximum(alpha, z)",
            },
        ),
        "value-instead": (
            "This is leaky ReLU itself, not its slope.",
            "Two straight lines have two slopes: one for each side of 0.",
            {
                "leaky ReLU itself": ARRAY + "return np.where(z > 0, z, alpha * z)",
                "the larger of two": ARRAY + "return np.maximum(z, alpha * z)",
            },
        ),
        "sides-swapped": (
            "The sides are swapped: positive z get alpha.",
            "The slope is 1 where z is positive, and alpha elsewhere.",
            {
                "sides swapped": "return np.where(np.asarray(z) > 0, alpha, 1.0)",
                "sides swapped, alpha at 0": "return np.where(np.asarray(z) >= 0, alpha, 1.0)",
            },
        ),
        "alpha-on-top": (
            "Right of 0, alpha is added to the 1.",
            "There is no leak on that side: the slope is exactly 1.",
            {
                "1 + alpha on the right": "return alpha + (np.asarray(z) > 0)",
                "1 + alpha, where": "return np.where(np.asarray(z) > 0, 1.0 + alpha, alpha)",
            },
        ),
        "always-alpha": (
            "The slope is alpha on both sides.",
            "Right of 0 the function rises as fast as z does: give 1 there.",
            {
                "always alpha": "return np.full(np.shape(z), alpha)",
                "always alpha, a product": "return alpha * np.ones(np.shape(z))",
            },
        ),
        "always-1": (
            "The slope is 1 on both sides.",
            "Left of 0 only a part comes through: give alpha there.",
            {
                "ones like z": "return np.ones_like(z)",
                "1": "return 1",
                "the larger of 1 and alpha": "return max(1, alpha)",
                "always 1": "return np.ones(np.shape(z))",
            },
        ),
        "another-threshold": (
            "The slope does not change at 0.",
            "Compare z with 0: right of it the slope is 1, from there on to the left it is alpha.",
            {
                "threshold at -alpha": "return np.where(np.asarray(z) > -alpha, 1.0, alpha)",
                "threshold at -0.1": "return np.where(np.asarray(z) > -0.1, 1.0, alpha)",
                "threshold at 1": "return np.where(np.asarray(z) > 1, 1.0, alpha)",
                "threshold at -1": "return np.where(np.asarray(z) > -1, 1.0, alpha)",
                "threshold at alpha": "return np.where(np.asarray(z) > alpha, 1.0, alpha)",
            },
        ),
        "one-number-only": (
            "It works for a single number, not for an array.",
            "Python's `if` and `float` take one value: NumPy has a way to choose entry by entry.",
            {
                "numbers only": "return 1.0 if z > 0 else alpha",
                "numbers only, if": "if z > 0:\n        return 1\n    return alpha",
            },
        ),
        "one-answer-for-all": (
            "One slope comes back for the whole array.",
            "Ask every entry on its own; the result has the shape of z.",
            {
                "alpha": "return alpha",
                "if z.all()": """if z.all() > 0:
        return 1.0
    return alpha""",
                "one answer for all": "return 1.0 if np.all(np.asarray(z) > 0) else alpha",
                "one answer for all, all of z": "return 1.0 if np.all(z) > 0 else alpha",
                "one answer for all, any": "return 1.0 if np.any(np.asarray(z) > 0) else alpha",
            },
        ),
        "decimals-cut-off": (
            "For whole numbers, alpha is cut off to 0.",
            "Make the array that takes the slopes one of floats.",
            {
                "keeps whole numbers whole": FILL.format(like="ones_like")
                + "out[z <= 0] = alpha\n    return out",
                "back to the kind of z": """z = np.asarray(z)
    return np.where(z > 0, 1.0, alpha).astype(z.dtype)""",
            },
        ),
        "array-of-one": (
            "For a single number, the slope comes in an array of one entry.",
            "A number in, a number out: keep the shape of z.",
            {"an array for a number": "return np.where(np.atleast_1d(z) > 0, 1.0, alpha)"},
        ),
        "flattened": (
            "The slopes come in one long row: the shape of z is lost.",
            "Keep the shape of z: NumPy's functions do so by themselves.",
            {
                "flattens": """out = np.where(np.ravel(z) > 0, 1.0, alpha)
    return out if np.ndim(z) else out[0]"""
            },
        ),
        "any/one-array": {
            "one array for each shape": KEPT.format(
                z="z", name="leaky_relu_derivative", value="np.where(np.asarray(z) > 0, 1.0, alpha)"
            ),
        },
        "any/changes-input": {
            "writes into z": """z = np.asarray(z)
    if z.ndim and z.dtype.kind == 'f': z[...] = np.where(z > 0, 1.0, alpha); return z
    return np.where(z > 0, 1.0, alpha)"""
        },
        "any/returns-none": {"prints it": "print(np.where(np.asarray(z) > 0, 1.0, alpha))"},
        "any/other-arguments": {
            "alpha renamed": (
                "def leaky_relu_derivative(z, leak=0.01):\n"
                "    return np.where(np.asarray(z) > 0, 1.0, leak)"
            ),
        },
    },
    "softmax": {
        "sizes-for-powers": (
            "Sizes or squares of the logits are divided, where powers of e belong.",
            "Take e to the power of every logit: that is positive by itself, and larger for a "
            "larger logit.",
            {
                "sizes": """e = np.abs(Z)
    return e / e.sum(axis=-1, keepdims=True)""",
                "squares": """e = Z**2
    return e / e.sum(axis=-1, keepdims=True)""",
            },
        ),
        "always-0": (
            "All probabilities are 0: nothing was put into the array of zeros.",
            "Take powers of e, and divide each by the sum of its row.",
            {
                "zeros": "return np.zeros(Z.shape)",
                "zeros like Z": "return np.zeros_like(Z)",
            },
        ),
        "sigmoids-divided": (
            "Sigmoids of the logits are divided by their sum, in place of powers of e.",
            "Take e to the power of every logit, and divide those.",
            {
                "sigmoids, divided": """e = 0.5 * (1 + np.tanh(Z / 2))
    return e / e.sum(axis=-1, keepdims=True)""",
            },
        ),
        "shifted-by-sum": (
            "The sum of each row's logits is subtracted, which may lie far from the largest.",
            "Subtract the largest logit of the row: then the largest power is 1.",
            {
                "the sum": """e = np.exp(Z - Z.sum(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)""",
            },
        ),
        "shifted-by-median": (
            "The median of each row is subtracted, so that logits far above it can overflow.",
            "Subtract the largest logit of the row: then the largest power is 1.",
            {
                "the median": """e = np.exp(Z - np.median(Z, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)""",
            },
        ),
        "shifted-by-place-in-row": (
            "Each row is shifted by the logit at one fixed place, which need not be its largest.",
            "Look for the largest logit of each row, wherever it stands.",
            {
                "the first logit": """e = np.exp(Z - Z[..., :1])
    return e / e.sum(axis=-1, keepdims=True)""",
                "the last logit": """e = np.exp(Z - Z[..., -1:])
    return e / e.sum(axis=-1, keepdims=True)""",
            },
        ),
        "keepdims-and-one-sum": (
            "The maxima of the rows lost their axis, and one sum serves all rows.",
            "Keep the axis of maxima and sums: for n rows both need the shape (n, 1).",
            {
                "no axis, one sum": """e = np.exp(Z - np.max(Z, axis=-1))
    return e / np.sum(e)""",
            },
        ),
        "largest-only": (
            "Each row gives one number: its largest probability.",
            "Return one probability for every logit, in the shape of Z.",
            {
                "the largest probability": """e = np.exp(Z - Z.max(axis=-1, keepdims=True))
    return (e / e.sum(axis=-1, keepdims=True)).max(axis=-1)""",
            },
        ),
        "powers-of-10": (
            "The powers are powers of 10.",
            "Take powers of e, which is about 2.718.",
            {
                "powers of 10, whole": """e = 10 ** (Z - Z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)""",
                "powers of 10": """e = 10.0 ** (Z - Z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)""",
            },
        ),
        "divided-by-length": (
            "The powers are divided by the root of the sum of their squares.",
            "Divide by their plain sum: then the probabilities sum to 1.",
            {
                "the length": """e = np.exp(Z - Z.max(axis=-1, keepdims=True))
    return e / np.linalg.norm(e, axis=-1, keepdims=True)""",
                "the root of the squares": """e = np.exp(Z - Z.max(axis=-1, keepdims=True))
    return e / np.sqrt(np.sum(e**2, axis=-1, keepdims=True))""",
            },
        ),
        "shifted-after-the-power": (
            "The largest logit is subtracted from the powers, and not from the logits.",
            "Shift first, inside the brackets of the power: only there it cancels.",
            {
                "the shift outside": """e = np.exp(Z) - np.max(Z, axis=-1, keepdims=True)
    return e / e.sum(axis=-1, keepdims=True)""",
            },
        ),
        "shifted-by-place": (
            "The place of the largest logit is subtracted, not its value: `argmax` counts, `max` "
            "measures.",
            "Subtract the largest logit itself from each row.",
            {
                "argmax": """e = np.exp(Z - np.argmax(Z, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)""",
            },
        ),
        "shifted-by-largest-size": (
            "Each row is shifted by the largest size in it, without its sign: in a row of very low "
            "logits all powers become 0.",
            "Subtract the largest logit itself: it may be negative.",
            {
                "the largest |z|": """e = np.exp(Z - np.abs(Z).max(axis=-1, keepdims=True))
    """
                + SHARES,
                "the size of the largest": """m = np.abs(np.max(Z, axis=-1, keepdims=True))
    e = np.exp(Z - m)
    """
                + SHARES,
            },
        ),
        "fixed-shift": (
            "The same fixed number is subtracted from every logit, whatever the logits are.",
            "Give each row a shift of its own: its largest logit.",
            {
                "minus 1000": "e = np.exp(Z - 1000.0)\n    " + SHARES,
                "minus 700": "e = np.exp(Z - 700.0)\n    " + SHARES,
                "minus 500": "e = np.exp(Z - 500.0)\n    " + SHARES,
            },
        ),
        "sum-of-other-powers": (
            "Above the bar stand the powers of the shifted logits, below it those of the others.",
            "Shift first, then use the same powers above and below: only then the shift cancels.",
            {
                "the sum without the shift": ROWS
                + "return e / np.sum(np.exp(Z), axis=-1, keepdims=True)",
                "the shift below only": ROWS + "return np.exp(Z) / e.sum(axis=-1, keepdims=True)",
            },
        ),
        "small-number-added": (
            "A small number is added, or serves as a lower limit, and the probabilities are not "
            "exact any more.",
            "Leave it out: once each row is shifted, its sum is at least 1, and never 0.",
            {
                "at least 1e-9": """e = np.exp(Z - Z.max(axis=-1, keepdims=True))
    return np.maximum(e / e.sum(axis=-1, keepdims=True), 1e-9)""",
                "at least 1e-7": """e = np.exp(Z - Z.max(axis=-1, keepdims=True))
    return np.clip(e / e.sum(axis=-1, keepdims=True), 1e-7, 1)""",
                "at least 1e-12": ROWS
                + "return np.maximum(e / e.sum(axis=-1, keepdims=True), 1e-12)",
                "at least 1e-15": ROWS
                + "return np.clip(e / e.sum(axis=-1, keepdims=True), 1e-15, 1)",
                "1e-12 above": ROWS + "e = e + 1e-12\n    " + SHARES,
                "1e-6 below": ROWS + "return e / (e.sum(axis=-1, keepdims=True) + 1e-6)",
                "1e-8 below": ROWS + "return e / (e.sum(axis=-1, keepdims=True) + 1e-8)",
                "1e-5 below": ROWS + "return e / (e.sum(axis=-1, keepdims=True) + 1e-5)",
                "1e-9 above": ROWS + "e = e + 1e-9\n    " + SHARES,
                "1e-3 above": ROWS + "e = e + 1e-3\n    " + SHARES,
                "1e-6 above": ROWS + "e = e + 1e-6\n    " + SHARES,
            },
        ),
        "turned-with-three-axes": (
            "It works for one axis or two: with three, turning the array over moves more than the "
            "last axis.",
            "Keep the order of the axes, and work along the last one.",
            {
                ".T there and back": """e = np.exp(Z.T - Z.max(axis=-1))
    return (e / e.sum(axis=0)).T""",
            },
        ),
        "overflows": (
            "Nothing is shifted: powers of large logits grow beyond what a float holds.",
            "Subtract a number from each row that leaves every power at 1 or below.",
            {
                "the logarithm of the sum": """s = np.sum(np.exp(Z), axis=-1, keepdims=True)
    return np.exp(Z - np.log(s))""",
                "no shift: overflows": "e = np.exp(Z)\n    " + SHARES,
                "no shift, row by row": """def one(row):
        return np.exp(row) / np.sum(np.exp(row))
    return np.apply_along_axis(one, -1, np.asarray(Z, dtype=float))""",
            },
        ),
        "shift-added": (
            "The largest logit of a row is added to it: the powers grow even larger.",
            "Subtract it: then the largest power is 1.",
            {
                "shift added": """e = np.exp(Z + Z.max(axis=-1, keepdims=True))
    """
                + SHARES
            },
        ),
        "shifted-by-smallest": (
            "The smallest logit of a row is subtracted, so that the other powers can overflow.",
            "Subtract the largest one: then the largest power is 1.",
            {
                "shifted by the smallest": """e = np.exp(Z - Z.min(axis=-1, keepdims=True))
    """
                + SHARES
            },
        ),
        "shifted-by-mean": (
            "The mean of a row is subtracted, so that logits far above it can overflow.",
            "Subtract the largest logit of the row: then the largest power is 1.",
            {
                "shifted by the mean": """e = np.exp(Z - Z.mean(axis=-1, keepdims=True))
    """
                + SHARES
            },
        ),
        "one-shift-for-all": (
            "All rows are shifted by the same number: in a row of low logits all powers become 0.",
            "Give each row its own shift: its own largest logit.",
            {
                "one shift for all rows": "e = np.exp(Z - Z.max())\n    " + SHARES,
                "one shift for all rows, Python's sum": """e = np.exp(Z - np.max(Z))
    return e / np.sum(e, axis=-1)[..., None]""",
            },
        ),
        "shift-down-columns": (
            "The shift is taken down the columns, so that it differs within a row and does not "
            "cancel.",
            "Subtract one number from a whole row: its largest logit.",
            {
                "the shift down the columns": "e = np.exp(Z - Z.max(axis=0))\n    " + SHARES,
                "the shift down the columns, keepdims": (
                    "e = np.exp(Z - Z.max(axis=0, keepdims=True))\n    " + SHARES
                ),
            },
        ),
        "down-the-columns": (
            "The probabilities are taken down the columns: they sum to 1 there, not in the rows.",
            "Each row is one example: sum over the last axis.",
            {
                "down the columns": """e = np.exp(Z - Z.max(axis=0))
    return e / e.sum(axis=0)""",
                "down the columns, no shift": "e = np.exp(Z)\n    return e / e.sum(axis=0)",
                "down the columns, one shift": """e = np.exp(Z - np.max(Z))
    return e / e.sum(axis=0)""",
            },
        ),
        "sum-down-columns": (
            "The rows are shifted well, but the sum runs down the columns.",
            "Each row is one example: sum over the last axis as well.",
            {
                "the last axis but one": """e = np.exp(Z - Z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-2, keepdims=True)""",
                "the sum down the columns": ROWS + "return e / e.sum(axis=0)",
                "the sum down the columns, keepdims": ROWS
                + "return e / e.sum(axis=0, keepdims=True)",
                "Python's sum": ROWS + "return e / sum(e)",
            },
        ),
        "over-everything": (
            "All rows are divided by one sum: only all probabilities together sum to 1.",
            "Give each row its own sum, over the last axis.",
            {
                "over everything": "e = np.exp(Z - Z.max())\n    return e / e.sum()",
                "over everything, no shift": "return np.exp(Z) / np.sum(np.exp(Z))",
                "over everything, rows shifted": ROWS + "return e / e.sum()",
            },
        ),
        "sum-of-first-row": (
            "Every row is divided by the sum of the first one.",
            "Give each row its own sum.",
            {"the sum of the first row": ROWS + "return e / e.reshape(-1, e.shape[-1])[0].sum()"},
        ),
        "axis-1": (
            "The work runs along axis 1, which is the last one only if there are two axes.",
            "Name the last axis so that it is found however many stand before it.",
            {
                "axis 1 only": """e = np.exp(Z - Z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)""",
                "axis 1 where there is one": """a = 1 if Z.ndim > 1 else 0
    e = np.exp(Z - Z.max(axis=a, keepdims=True))
    return e / e.sum(axis=a, keepdims=True)""",
                "axis 1 only, no shift": """e = np.exp(Z)
    return e / e.sum(axis=1, keepdims=True)""",
                "axis 1 only, one shift": """e = np.exp(Z - np.max(Z))
    return e / e.sum(axis=1, keepdims=True)""",
                "axis 1 only, new axes": """e = np.exp(Z - np.max(Z, axis=1)[:, None])
    return e / np.sum(e, axis=1)[:, None]""",
            },
        ),
        "rows-only": (
            "It counts on two axes, and goes wrong where Z has one axis or three.",
            "Work along the last axis, without asking how many axes stand before it.",
            {
                "a loop with Python's max": """P = np.zeros(Z.shape)
    for i in range(len(Z)):
        P[i] = np.exp(Z[i] - max(Z[i])) / sum(np.exp(Z[i] - max(Z[i])))
    return P""",
                "a list of rows": """powers = [np.exp(row - max(row)) for row in Z]
    return np.array([row / sum(row) for row in powers])""",
                "n, C = Z.shape, no shift": """n, C = Z.shape
    P = np.zeros((n, C))
    for i in range(n):
        for j in range(C):
            P[i, j] = np.exp(Z[i, j]) / np.sum(np.exp(Z[i]))
    return P""",
                "n, C = Z.shape": """n, C = Z.shape
    e = np.exp(Z - Z.max(axis=-1).reshape(n, 1))
    return e / e.sum(axis=-1).reshape(n, 1)""",
                "a new axis behind the first": ROWS + "return e / e.sum(axis=-1)[:, None]",
                "a loop over rows": """P = np.empty(Z.shape)
    for i in range(Z.shape[0]):
        e = np.exp(Z[i, :] - Z[i, :].max())
        P[i, :] = e / e.sum()
    return P""",
                "a loop over rows, enumerate": """P = np.zeros(Z.shape)
    for i, row in enumerate(Z):
        e = np.exp(row - np.max(row))
        P[i] = e / np.sum(e)
    return P""",
            },
        ),
        "keepdims-forgotten": (
            "The sums or maxima of the rows lost their axis, so they line up with the columns.",
            "Keep that axis: for n rows they need the shape (n, 1).",
            {
                "keepdims forgotten": ROWS + "return e / e.sum(axis=-1)",
                "keepdims forgotten twice": """e = np.exp(Z - Z.max(axis=-1))
    return e / e.sum(axis=-1)""",
                "keepdims forgotten, no shift": "e = np.exp(Z)\n    return e / e.sum(axis=-1)",
                "keepdims forgotten, one shift": """e = np.exp(Z - np.max(Z))
    return e / e.sum(axis=-1)""",
                "keepdims forgotten in the shift": "e = np.exp(Z - Z.max(axis=-1))\n    " + SHARES,
                "keepdims forgotten, axis 1": """e = np.exp(Z - np.max(Z, axis=1))
    return e / np.sum(e, axis=1)""",
                "keepdims forgotten, axis 1, no shift": """e = np.exp(Z)
    return e / np.sum(e, axis=1)""",
                "keepdims forgotten, axis 1, one shift": """e = np.exp(Z - np.max(Z))
    return e / np.sum(e, axis=1)""",
            },
        ),
        "single-row-only": (
            "It works for a single row: Python's `max` compares whole rows of a table.",
            "Use NumPy's functions, with the last axis named: one largest logit for each row.",
            {
                "Python's max": "e = np.exp(Z - max(Z))\n    " + SHARES,
                "Python's max and sum": "e = np.exp(Z - max(Z))\n    return e / sum(e)",
                "Python's max, NumPy's sum": "e = np.exp(Z - max(Z))\n    return e / e.sum()",
            },
        ),
        "no-powers": (
            "The logits themselves are divided by their sum: the powers of e are missing.",
            "Take e to the power of every logit first, so that all probabilities are positive.",
            {
                "without powers of e": "return Z / Z.sum(axis=-1, keepdims=True)",
                "without powers of e, shifted": """e = Z - Z.max(axis=-1, keepdims=True)
    """
                + SHARES,
            },
        ),
        "sum-of-logits": (
            "The powers are divided by the sum of logits.",
            "Divide them by the sum of the powers.",
            {
                "divided by the shifted logits": """m = Z.max(axis=-1, keepdims=True)
    return np.exp(Z - m) / np.sum(Z - m, axis=-1, keepdims=True)""",
                "divided by the logits": "return np.exp(Z) / Z.sum(axis=-1, keepdims=True)",
                "divided by the logits, shifted": ROWS + "return e / Z.sum(axis=-1, keepdims=True)",
            },
        ),
        "powers-of-2": (
            "The powers are powers of 2.",
            "Take powers of e, which is about 2.718.",
            {
                "powers of 2, whole": """e = 2 ** (Z - Z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)""",
                "powers of 2": "e = 2.0 ** (Z - Z.max(axis=-1, keepdims=True))\n    " + SHARES,
            },
        ),
        "negative-powers": (
            "The powers are turned round: the lowest logit gets the largest probability.",
            "Leave the minus in front of the logit out: a higher logit gets more.",
            {
                "negative powers": "e = np.exp(Z.min(axis=-1, keepdims=True) - Z)\n    " + SHARES,
                "negative powers, no shift": "e = np.exp(-Z)\n    " + SHARES,
                "shift turned round": "e = np.exp(Z.max(axis=-1, keepdims=True) - Z)\n    "
                + SHARES,
            },
        ),
        "not-divided": (
            "The powers are never divided by the sum of their row.",
            "Divide each power by the sum of its row, and return what comes out: then the "
            "probabilities sum to 1.",
            {
                "powers not divided": ROWS + "return e",
                "divided by the largest": ROWS + "return e / e.max(axis=-1, keepdims=True)",
                "powers alone": "return np.exp(Z)",
            },
        ),
        "divided-by-mean": (
            "The powers are divided by their mean, so that a row sums to its number of classes.",
            "Divide by the sum of the row.",
            {"divided by the mean": ROWS + "return e / e.mean(axis=-1, keepdims=True)"},
        ),
        "divided-by-count": (
            "The powers are divided by the number of classes.",
            "Divide by the sum of the row's powers.",
            {
                "divided by the count": ROWS + "return e / Z.shape[-1]",
                "divided by the count, no shift": "return np.exp(Z) / Z.shape[-1]",
            },
        ),
        "one-added": (
            "1 is added below the fraction bar, as in the sigmoid.",
            "Divide by the sum of the row's powers alone.",
            {
                "1 added": ROWS + "return e / (1 + e.sum(axis=-1, keepdims=True))",
                "1 added, no shift": """e = np.exp(Z)
    return e / (1 + e.sum(axis=-1, keepdims=True))""",
            },
        ),
        "clipped": (
            "The logits are clipped: beyond the limits, their differences are lost.",
            "Shift every row instead: a shift keeps all differences.",
            {
                "clips the shifted logits": """Z = Z - Z.max(axis=-1, keepdims=True)
    e = np.exp(np.clip(Z, -10, 0))
    return e / e.sum(axis=-1, keepdims=True)""",
                "clips at 100": """e = np.exp(np.clip(Z, -100, 100))
    return e / e.sum(axis=-1, keepdims=True)""",
                "clips the logits": "e = np.exp(np.clip(Z, -50, 50))\n    " + SHARES,
                "clips at 500": "e = np.exp(np.clip(Z, -500, 500))\n    " + SHARES,
                "clips at 700": "e = np.exp(np.clip(Z, -700, 700))\n    " + SHARES,
                "clips from above": "e = np.exp(np.minimum(Z, 700))\n    " + SHARES,
            },
        ),
        "nan-becomes-0": (
            "The overflow is still there: nan is replaced by 0.",
            "Keep nan from arising: shift every row by its largest logit.",
            {
                "nan becomes 0": "e = np.exp(Z)\n    "
                "return np.nan_to_num(e / e.sum(axis=-1, keepdims=True))"
            },
        ),
        "scaled": (
            "The logits are divided by a number first, which changes the probabilities.",
            "Subtract from the logits instead: only a shift cancels.",
            {
                "scaled by the length": """Z = Z / np.linalg.norm(Z, axis=-1, keepdims=True)
    e = np.exp(Z - Z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)""",
                "scaled by the largest": """e = np.exp(Z / np.abs(Z).max(axis=-1, keepdims=True))
    """
                + SHARES,
                "scaled by the largest, sign kept": (
                    "e = np.exp(Z / Z.max(axis=-1, keepdims=True))\n    " + SHARES
                ),
                "scaled by the sum": "e = np.exp(Z / Z.sum(axis=-1, keepdims=True))\n    " + SHARES,
                "scaled by the deviation": """Z = Z - Z.mean(axis=-1, keepdims=True)
    e = np.exp(Z / Z.std(axis=-1, keepdims=True))
    """
                + SHARES,
            },
        ),
        "its-logarithm": (
            "These are the logarithms of the probabilities.",
            "Return the probabilities themselves: positive, and 1 in sum.",
            {
                "its logarithm": ROWS + "return np.log(e / e.sum(axis=-1, keepdims=True))",
                "its logarithm, log-sum-exp": """Z = Z - Z.max(axis=-1, keepdims=True)
    return Z - np.log(np.exp(Z).sum(axis=-1, keepdims=True))""",
            },
        ),
        "sigmoids-instead": (
            "Each logit goes through a sigmoid by itself: a row need not sum to 1.",
            "Divide every power by the sum of its row: then a row sums to 1.",
            {"a sigmoid for each": "return 0.5 * (1 + np.tanh(Z / 2))"},
        ),
        "slopes-instead": (
            "These are slopes: each probability is multiplied by what is missing from it to 1.",
            "Return the probabilities themselves.",
            {"p (1 - p)": ROWS + "p = e / e.sum(axis=-1, keepdims=True)\n    return p * (1 - p)"},
        ),
        "powers-twice": (
            "Powers of e are taken twice, which changes the probabilities.",
            "Take powers of the logits once, then divide them by the sum of their row.",
            {
                "twice": """for _ in range(2):
        e = np.exp(Z - Z.max(axis=-1, keepdims=True))
        Z = e / e.sum(axis=-1, keepdims=True)
    return Z""",
                "powers twice": """e = np.exp(np.exp(Z - Z.max(axis=-1, keepdims=True)))
    """
                + SHARES,
            },
        ),
        "winner-takes-all": (
            "The largest logit gets everything, and the others get 0.",
            "Softmax is soft: every logit gets a probability, by its power of e.",
            {
                "the winner takes all": (
                    "return (Z == Z.max(axis=-1, keepdims=True)).astype(float)"
                ),
                "rounds to 0 or 1": ROWS + "return np.round(e / e.sum(axis=-1, keepdims=True))",
            },
        ),
        "class-instead": (
            "The number of the winning class comes back, not the probabilities.",
            "Return one probability for every logit; who wins is asked later.",
            {"the class": "return np.argmax(Z, axis=-1)"},
        ),
        "three-classes-only": (
            "The sum is written out for three classes.",
            "Sum over the last axis, however many classes there are.",
            {
                "three classes only": """e = np.exp(Z - Z.max(axis=-1, keepdims=True))
    return e / (e[..., :1] + e[..., 1:2] + e[..., 2:3])""",
                "three classes, by index": """e = np.exp(Z - Z.max(axis=-1, keepdims=True))
    return e / (e[..., 0] + e[..., 1] + e[..., 2])[..., None]""",
            },
        ),
        "rounded": (
            "The probabilities are rounded.",
            "Return all digits; `print` can round for the eye.",
            {
                "rounds": ROWS + "return np.round(e / e.sum(axis=-1, keepdims=True), 4)",
                "rounds to two": ROWS + "return np.round(e / e.sum(axis=-1, keepdims=True), 2)",
                "rounds to five": ROWS + "return np.round(e / e.sum(axis=-1, keepdims=True), 5)",
                "rounds to eight": ROWS + "return np.round(e / e.sum(axis=-1, keepdims=True), 8)",
                "rounds to three": ROWS + "return np.round(e / e.sum(axis=-1, keepdims=True), 3)",
            },
        ),
        "adds-an-axis": (
            "A single row comes back as a table of one row.",
            "Keep the shape of Z: logits with one axis give probabilities with one axis.",
            {
                "two axes, always": "Z = np.atleast_2d(Z)\n    " + ROWS + SHARES,
                "two axes, reshaped": "Z = Z.reshape(-1, Z.shape[-1])\n    " + ROWS + SHARES,
            },
        ),
        "flattened": (
            "The probabilities come in one long row: the shape of Z is lost.",
            "Keep the shape of Z: NumPy's functions do so by themselves.",
            {"flattens": ROWS + "return (e / e.sum(axis=-1, keepdims=True)).ravel()"},
        ),
        "decimals-cut-off": (
            "For whole logits, the decimals of the probabilities are cut off, and 0 is left.",
            "Make the array that takes the probabilities one of floats.",
            {
                "keeps whole numbers whole": "P = np.zeros_like(Z)\n    "
                + ROWS
                + "P[...] = e / e.sum(axis=-1, keepdims=True)\n    return P",
                "back to the kind of Z": ROWS
                + "return (e / e.sum(axis=-1, keepdims=True)).astype(Z.dtype)",
            },
        ),
        "all-alike": (
            "All classes get the same probability.",
            "Let the probabilities depend on the logits: a higher logit gets more.",
            {
                "all alike, by axis 1": "return np.ones(Z.shape) / Z.shape[1]",
                "all alike": "return np.full(Z.shape, 1 / Z.shape[-1])",
                "every logit its own largest": """e = np.exp(Z - np.maximum(Z, Z))
    """
                + SHARES,
            },
        ),
        "any/one-array": {
            "one array for each shape": ROWS
            + KEPT.format(z="Z", name="softmax", value="e / e.sum(axis=-1, keepdims=True)"),
        },
        "any/changes-input": {
            "the shift in place": "Z -= Z.max(axis=-1, keepdims=True)\n    e = np.exp(Z)\n    "
            + SHARES
        },
        "any/returns-none": {"prints it": ROWS + "print(e / e.sum(axis=-1, keepdims=True))"},
        "any/number-of-values": {
            "the sums as well": ROWS + "s = e.sum(axis=-1, keepdims=True)\n    return e / s, s"
        },
    },
}

EQUIVALENT = {
    "sigmoid": {
        "z = np.asarray(z, dtype=float) -> pass": (
            "z is a number or an array, and the lines below take both and give floats."
        ),
        "a = np.where(z >= 0, 1 / (1 + small), small / (1 + small)) -> "
        "a = np.where(z > 0, 1 / (1 + small), small / (1 + small))": ("At 0 both forms give 0.5."),
    },
    "relu": {
        "a = np.maximum(0.0, z) -> a = np.maximum(z, 0.0)": (
            "The larger of two numbers does not depend on their order."
        ),
    },
    "relu_derivative": {
        "slope = np.where(np.asarray(z) > 0, 1.0, 0.0) -> "
        "slope = np.where(1.0, np.asarray(z) > 0, 0.0)": (
            "It takes the truth values everywhere, and the 0.0 beside them turns them into floats."
        ),
    },
    "leaky_relu": {
        "z = np.asarray(z, dtype=float) -> pass": (
            "z is a number or an array, and alpha times z makes floats of whole numbers."
        ),
        "a = np.where(z > 0, z, alpha * z) -> a = np.where(z >= 0, z, alpha * z)": (
            "At 0, z and alpha times z are both 0."
        ),
    },
}

RIGHT = {
    "sigmoid": {
        "filled place by place": """z = np.asarray(z, dtype=np.float64)
    out = np.empty_like(z)
    for i in np.ndindex(z.shape):
        v = z[i]
        out[i] = 1 / (1 + np.exp(-v)) if v >= 0 else np.exp(v) / (1 + np.exp(v))
    return out""",
        "powers of e in place": """a = np.array(z, dtype=float)
    np.negative(np.abs(a), out=a)
    np.exp(a, out=a)
    return np.where(np.asarray(z) >= 0, 1, a) / (1 + a)""",
        "where, both forms overflow-free": """e = np.exp(-np.abs(z))
    return np.where(np.asarray(z) < 0, e, 1) / (1 + e)""",
        "by masks": """z = np.asarray(z, dtype=float)
    out, up = np.empty(z.shape), z >= 0
    out[up] = 1 / (1 + np.exp(-z[up]))
    e = np.exp(z[~up])
    out[~up] = e / (1 + e)
    return out""",
        "np.logaddexp": "return np.exp(-np.logaddexp(0, -np.asarray(z)))",
        "by tanh": "return 0.5 * (1 + np.tanh(0.5 * np.asarray(z)))",
        "clipped far out": "return 1 / (1 + np.exp(-np.clip(z, -500, 500)))",
        "where over both forms, with warnings": """z = np.asarray(z, dtype=float)
    return np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))""",
        "the plain formula, right by luck": "return 1 / (1 + np.exp(-np.asarray(z)))",
        "one entry at a time": """import math
    if np.ndim(z):
        return np.array([sigmoid(v) for v in z])
    return 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))""",
        "vectorised": """import math
    def one(v):
        return 1 / (1 + math.exp(-v)) if v > 0 else 1 - 1 / (1 + math.exp(v))
    return np.vectorize(one, otypes=[float])(z)""",
        "single precision": """z = np.asarray(z, dtype=np.float32)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))""",
        "nested lists": "return (0.5 * (1 + np.tanh(0.5 * np.asarray(z)))).tolist()",
        "with a print": "print('z:', z)\n    return 0.5 + 0.5 * np.tanh(np.asarray(z) / 2)",
    },
    "sigmoid_derivative": {
        "a nudge of 1e-5 to one side": "return (sigmoid(z + 1e-5) - sigmoid(z)) / 1e-5",
        "the product in place": """a = np.array(sigmoid(z), dtype=float)
    a *= 1 - a
    return a""",
        "a nudge of 1e-6": """h = 1e-6
    return (sigmoid(np.asarray(z) + h) - sigmoid(np.asarray(z) - h)) / (2 * h)""",
        "nudges sigmoid": "return (sigmoid(z + 1e-5) - sigmoid(z - 1e-5)) / 2e-5",
        "nudges sigmoid, another nudge": """h = 1e-4
    return (sigmoid(z + h) - sigmoid(z - h)) / (2 * h)""",
        "the sigmoid of -z, twice": """a = sigmoid(-np.asarray(z))
    return a - a**2""",
        "calls sigmoid": "a = sigmoid(z)\n    return a * (1 - a)",
        "calls it twice": "return sigmoid(z) * (1 - sigmoid(z))",
        "the sigmoid of -z": "return sigmoid(z) * sigmoid(-np.asarray(z))",
        "another name": "height = sigmoid(z)\n    rest = 1 - height\n    return rest * height",
        "a - a²": "a = sigmoid(z)\n    return a - a ** 2",
        "inline": STABLE + "return s * (1 - s)",
        "from e^-|z|": "e = np.exp(-np.abs(z))\n    return e / (1 + e) ** 2",
        "inline, the plain formula": "s = 1 / (1 + np.exp(-np.asarray(z)))\n    return s * (1 - s)",
        "by tanh": "return (1 - np.tanh(np.asarray(z) / 2) ** 2) / 4",
        "one entry at a time": """if np.ndim(z):
        return np.array([sigmoid_derivative(v) for v in z])
    e = float(np.exp(-abs(z)))
    return e / (1 + e) ** 2""",
        "single precision": STABLE + "return (s * (1 - s)).astype(np.float32)",
        "nested lists": STABLE + "return (s * (1 - s)).tolist()",
    },
    "tanh_derivative": {
        "1 / cosh², clipped": "return 1 / np.cosh(np.clip(z, -350, 350)) ** 2",
        "nudges tanh": "return (np.tanh(z + 1e-5) - np.tanh(z - 1e-5)) / 2e-5",
        "nudges tanh by the sigmoid": """def t(z):
        return 2 * sigmoid(2 * z) - 1
    return (t(z + 1e-5) - t(z - 1e-5)) / 2e-5""",
        "1 - t²": "return 1 - np.tanh(z) ** 2",
        "1 - t t": "t = np.tanh(z)\n    return 1.0 - t * t",
        "(1 - t)(1 + t)": "t = np.tanh(z)\n    return (1 - t) * (1 + t)",
        "another name": "y = np.tanh(z)\n    square = y * y\n    return 1 - square",
        "with a print": "print(z)\n    return 1 - np.tanh(z) ** 2",
        "by the sigmoid of 2z": STABLE.replace("/ 2", "") + "return 4 * s * (1 - s)",
        "np.square": "return 1 - np.square(np.tanh(z))",
        "1 / cosh², with warnings": "return 1 / np.cosh(np.asarray(z, dtype=float)) ** 2",
        "from e^-2|z|": "e = np.exp(-2 * np.abs(z))\n    return 4 * e / (1 + e) ** 2",
        "one entry at a time": """import math
    if np.ndim(z):
        return [tanh_derivative(v) for v in z]
    return 1 - math.tanh(z) ** 2""",
        "single precision": "return np.float32(1 - np.tanh(z) ** 2)",
        "calls sigmoid": "t = 2 * sigmoid(2 * np.asarray(z)) - 1\n    return 1 - t**2",
        "calls sigmoid_derivative": "return 4 * sigmoid_derivative(2 * np.asarray(z))",
    },
    "relu": {
        "whole numbers stay whole": "return np.maximum(0, z)",
        "whole numbers stay whole, where": "return np.where(np.asarray(z) > 0, z, 0)",
        "whole numbers stay whole, a product": ARRAY + "return z * (z > 0)",
        "whole numbers stay whole, a copy": """out = np.array(z)
    out[out < 0] = 0
    return out""",
        "whole numbers stay whole, like z": """out = np.zeros_like(z)
    return np.maximum(z, out)""",
        "z less its negative part": "return np.asarray(z) - np.minimum(0.0, z)",
        "np.maximum": "return np.maximum(0.0, z)",
        "the other way round": "return np.maximum(np.asarray(z, dtype=float), 0)",
        "np.where": "return np.where(np.asarray(z) > 0, z, 0.0)",
        "times its slope": "z = np.asarray(z, dtype=float)\n    return z * (z > 0)",
        "half of z + |z|": "return (np.asarray(z) + np.abs(z)) / 2",
        "np.clip": "return np.clip(np.asarray(z, dtype=float), 0, None)",
        "a copy, filled in": """out = np.array(z, dtype=float)
    out[out < 0] = 0
    return out""",
        "one entry at a time": """if np.ndim(z):
        return [relu(v) for v in z]
    return float(z) if z > 0 else 0.0""",
        "single precision": "return np.maximum(np.float32(0), np.asarray(z, dtype=np.float32))",
    },
    "relu_derivative": {
        "whole numbers": "return np.where(np.asarray(z) > 0, 1, 0)",
        "whole numbers, astype": "return (np.asarray(z) > 0).astype(int)",
        "whole numbers, times 1": "return 1 * (np.asarray(z) > 0)",
        "a copy of z, filled": FILL.format(like="zeros_like") + "out[z > 0] = 1\n    return out",
        "the kind of z": "return (np.asarray(z) > 0).astype(np.asarray(z).dtype)",
        "1 less the other side": "return 1.0 - (np.asarray(z) <= 0)",
        "the sign of relu": "return np.sign(relu(z))",
        "np.where": "return np.where(np.asarray(z) > 0, 1.0, 0.0)",
        "a comparison as floats": "return (np.asarray(z) > 0).astype(float)",
        "a comparison times 1.0": "return (np.asarray(z) > 0) * 1.0",
        "np.heaviside": "return np.heaviside(np.asarray(z, dtype=float), 0.0)",
        "the sign, cut": "return np.maximum(np.sign(np.asarray(z, dtype=float)), 0)",
        "filled in": """z = np.asarray(z)
    out = np.zeros(z.shape)
    out[z > 0] = 1
    return out""",
        "vectorised": "return np.vectorize(lambda v: 1.0 if v > 0 else 0.0)(z)",
        "one entry at a time": """if np.ndim(z):
        return [relu_derivative(v) for v in z]
    return 1.0 if z > 0 else 0.0""",
        "single precision": "return np.float32(np.asarray(z) > 0)",
        "calls relu": "return (np.asarray(relu(z)) > 0) * 1.0",
    },
    "leaky_relu": {
        "half of sum and size": """z = np.asarray(z, dtype=float)
    return ((1 + alpha) * z + (1 - alpha) * np.abs(z)) / 2""",
        "np.where": "z = np.asarray(z)\n    return np.where(z > 0, z, alpha * z)",
        "the larger of the two": "return np.maximum(z, alpha * np.asarray(z))",
        "two halves": "return np.maximum(0.0, z) + alpha * np.minimum(0.0, z)",
        "through 0": "z = np.asarray(z)\n    return np.where(z < 0, alpha * z, z)",
        "times its slope": "z = np.asarray(z)\n    return z * np.where(z > 0, 1, alpha)",
        "a copy, filled in": """out = np.array(z, dtype=float)
    out[out < 0] *= alpha
    return out""",
        "one entry at a time": """if np.ndim(z):
        return [leaky_relu(v, alpha) for v in z]
    return float(z) if z > 0 else alpha * z""",
        "single precision": "return np.float32(np.maximum(z, alpha * np.asarray(z)))",
        "calls relu twice": "return relu(z) - alpha * relu(-np.asarray(z))",
        "calls relu on the share": "z = np.asarray(z)\n    return relu(z) - relu(-alpha * z)",
        "calls relu_derivative": """side = relu_derivative(z)
    return np.asarray(z) * (side + alpha * (1 - side))""",
    },
    "leaky_relu_derivative": {
        "the larger of truth and alpha": "return np.maximum(np.asarray(z) > 0, alpha) * 1.0",
        "nudges leaky_relu to the left": (
            "return (leaky_relu(z, alpha) - leaky_relu(z - 1e-6, alpha)) / 1e-6"
        ),
        "calls leaky_relu": "return np.where(np.asarray(leaky_relu(z, alpha)) > 0, 1.0, alpha)",
        "np.where": "return np.where(np.asarray(z) > 0, 1.0, alpha)",
        "a sum": "return alpha + (1 - alpha) * (np.asarray(z) > 0)",
        "np.heaviside": "return np.maximum(np.heaviside(np.asarray(z, dtype=float), 0), alpha)",
        "filled in": """z = np.asarray(z)
    out = np.full(z.shape, float(alpha))
    out[z > 0] = 1
    return out""",
        "vectorised": "return np.vectorize(lambda v: 1.0 if v > 0 else alpha, otypes=[float])(z)",
        "one entry at a time": """if np.ndim(z):
        return [leaky_relu_derivative(v, alpha) for v in z]
    return 1.0 if z > 0 else alpha""",
        "single precision": "return np.float32(np.where(np.asarray(z) > 0, 1.0, alpha))",
        "calls relu_derivative": """side = relu_derivative(z)
    return side + alpha * (1 - side)""",
        "calls relu": "return np.where(np.asarray(relu(z)) > 0, 1.0, alpha)",
    },
    "softmax": {
        "row by row, in place": """Z = np.array(Z, dtype=float)
    flat = Z.reshape(-1, Z.shape[-1])
    for row in flat:
        row -= row.max()
        row[:] = np.exp(row)
        row /= row.sum()
    return flat.reshape(Z.shape)""",
        "a further shift": """Z = np.asarray(Z, dtype=float)
    e = np.exp(Z - Z.max(axis=-1, keepdims=True) - 3.0)
    return e / e.sum(axis=-1, keepdims=True)""",
        "in two lines": ROWS + "return e / e.sum(axis=-1, keepdims=True)",
        "log-sum-exp": """return np.exp(Z - np.logaddexp.reduce(
        np.asarray(Z, dtype=float), axis=-1, keepdims=True))""",
        "new axes by None": """e = np.exp(Z - np.max(Z, axis=-1)[..., None])
    return e / np.sum(e, axis=-1)[..., None]""",
        "row by row": """def one(row):
        e = np.exp(row - row.max())
        return e / e.sum()
    return np.apply_along_axis(one, -1, np.asarray(Z, dtype=float))""",
        "recursion over the first axis": """if Z.ndim > 1:
        return np.array([softmax(row) for row in Z])
    e = np.exp(Z - max(Z))
    return e / sum(e)""",
        "the last axis brought first": """T = np.moveaxis(np.asarray(Z, dtype=float), -1, 0)
    e = np.exp(T - T.max(axis=0))
    return np.moveaxis(e / e.sum(axis=0), 0, -1)""",
        "a copy, in place": """P = np.array(Z, dtype=float)
    P -= P.max(axis=-1, keepdims=True)
    np.exp(P, out=P)
    P /= P.sum(axis=-1, keepdims=True)
    return P""",
        "plain Python": """import math
    if isinstance(Z[0], (list, np.ndarray)):
        return [softmax(row) for row in Z]
    top = max(float(z) for z in Z)
    powers = [math.exp(float(z) - top) for z in Z]
    return [power / sum(powers) for power in powers]""",
        "single precision": """Z = np.asarray(Z, dtype=np.float32)
    """
        + ROWS
        + "return e / e.sum(axis=-1, keepdims=True)",
    },
}
