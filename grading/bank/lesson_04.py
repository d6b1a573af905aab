"""Lesson 04: mistakes that learners make, and right answers written otherwise.

Who gets a value wrong has often forgotten the shapes, the clip or the shift as well. The function
`with_and_without` writes those answers, too; they bear the value's name: its check stands first.
"""

CLIP = "p = np.clip(p, 1e-12, 1 - 1e-12)\n    "
LOG_P = "y * np.log(p) + (1 - y) * np.log(1 - p)"
FIRST = "np.maximum(z, 0) - z * y"
STABLE = FIRST + " + np.log1p(np.exp(-np.abs(z)))"
SHIFT = "logits = logits - logits.max(axis=1, keepdims=True)\n    "
SUMS = "np.log(np.exp(logits).sum(axis=1))"
PICK = "[np.arange(len(y)), y]"
EACH = "L = np.log(np.exp(logits).sum(axis=1, keepdims=True)) - logits\n    "
TAKEN = f"P{PICK} -= 1\n    return P / len(y)"
BCE_OF_P = f"return -np.mean({LOG_P})"
SOFT = "E = np.exp(logits)\n    P = E / E.sum(axis=1, keepdims=True)\n    "


def same(a, b="y"):
    """Lines that refuse shapes which differ."""
    return f"if {a}.shape != {b}.shape: raise ValueError('shapes')\n    "


def refused(a, bodies, b="y"):
    """The answers with the shapes refused first."""
    return {idea: same(a, b) + body for idea, body in bodies.items()}


def with_and_without(starts, table):
    """The mistakes, each answer begun with each of these lines, and without them all."""
    found = {}
    for slug, entry in table.items():
        bodies = entry if isinstance(entry, dict) else entry[2]
        more = {
            idea + note: start + body for idea, body in bodies.items() for note, start in starts
        }
        found[slug] = more if isinstance(entry, dict) else (*entry[:2], more)
    return found


def shapes(a, value, name):
    """Mistakes about shapes that differ; `value` is the rest of a right answer."""
    refuse = "stop with a ValueError where they differ."

    def begin(line):
        return f"{line}\n    {value}"

    return {
        "shapes-accepted": (
            "Arrays of different shapes are let through, and NumPy stretches them until they fit.",
            f"Compare the two shapes before anything else, and {refuse}",
            {"does not refuse shapes": value},
        ),
        "reshaped-to-fit": (
            "Arrays of different shapes are reshaped until they fit.",
            f"Leave the shapes alone and {refuse} An error message lets people fix them.",
            {
                "reshapes y": begin(f"y = y.reshape({a}.shape)"),
                "flattens instead of refusing": begin(f"{a}, y = np.ravel({a}), np.ravel(y)"),
                f"reshapes {a}": begin(f"{a} = {a}.reshape(y.shape)"),
                "squeezes both": begin(f"{a}, y = np.squeeze({a}), np.squeeze(y)"),
            },
        ),
        "compares-lengths": (
            "Only lengths or numbers of entries are compared: a column has those of a flat array.",
            f"Compare the whole shapes, and {refuse}",
            {
                "compares lengths only": begin(f"if len({a}) != len(y): raise ValueError"),
                "compares sizes only": begin(f"if {a}.size != y.size: raise ValueError"),
            },
        ),
        "compares-dimensions": (
            "Only the numbers of axes are compared, so different lengths are let through.",
            f"Compare the whole shapes, and {refuse}",
            {"compares dimensions only": begin(f"if {a}.ndim != y.ndim: raise ValueError")},
        ),
        "refuses-one-way": (
            f"Shapes that differ are let through when {name} and targets change places.",
            f"Compare the two shapes with each other, and {refuse}",
            {
                "only more axes": begin(f"if {a}.ndim > y.ndim: raise ValueError"),
                "only fewer axes": begin(f"if {a}.ndim < y.ndim: raise ValueError"),
            },
        ),
        "another-error": (
            "Shapes that differ are refused with another error than ValueError.",
            "Compare the shapes in an `if`, and raise a ValueError with a sentence of yours.",
            {
                "asserts": begin(f"assert {a}.shape == y.shape"),
                "TypeError": begin(f"if {a}.shape != y.shape: raise TypeError('shapes')"),
                "Exception": begin(f"if {a}.shape != y.shape: raise Exception('shapes')"),
                "IndexError": begin(f"if {a}.shape != y.shape: raise IndexError('shapes')"),
            },
        ),
        "refusal-not-raised": (
            "Shapes that differ bring a sentence or None, and no error stops the program.",
            "A ValueError has to be raised: a returned or printed one stops nobody.",
            {
                "returns the error": begin(f"if {a}.shape != y.shape: return ValueError('shapes')"),
                "prints": begin(f"if {a}.shape != y.shape: return print('shapes differ')"),
                "a sentence": begin(f"if {a}.shape != y.shape: return 'shapes differ'"),
                "nothing": begin(f"if {a}.shape != y.shape: return"),
            },
        ),
        "refuses-equal-shapes": (
            "Shapes that agree are refused, and shapes that differ are let through.",
            "Turn the comparison around: the error is for shapes that differ.",
            {"the wrong way round": begin(f"if {a}.shape == y.shape: raise ValueError")},
        ),
        "refuses-everything": (
            "Every pair of arrays is refused, equal shapes as well.",
            "Raise the error only where the two shapes are not equal.",
            {
                "raises always": begin("raise ValueError('shapes')"),
                "is not": begin(f"if {a}.shape is not y.shape: raise ValueError"),
            },
        ),
        "second-axis-asked": (
            "The size along a second axis is asked for, and a flat array has one axis.",
            f"Compare the whole shapes, and {refuse}",
            {"compares the columns": begin(f"if {a}.shape[1] != y.shape[1]: raise ValueError")},
        ),
        "compares-entries": (
            "The arrays' entries are compared, and their shapes should be.",
            f"Compare the two shapes, and {refuse}",
            {"compares the arrays": begin(f"if {a} != y: raise ValueError")},
        ),
        "refuses-columns": (
            "Columns are refused even where both arrays are columns of the same shape.",
            "Compare the two shapes with each other, and refuse only where they differ.",
            {
                "refuses every column": same(a) + begin(f"if {a}.ndim > 1: raise ValueError"),
            },
        ),
    }


SQUARES = "return np.mean((y_hat - y) ** 2)"
TWO_WAYS = [("", same("y_hat")), (", and any shape", "")]

MSE = {
    "sum": (
        "The squared errors are added up and never divided.",
        "A mean is the sum divided by n, the number of examples.",
        {
            "a sum": "return np.sum((y_hat - y) ** 2)",
            "a dot product of errors": "u = (y_hat - y).ravel()\n    return u @ u",
        },
    ),
    "no-square": (
        "The differences are averaged as they are, so +1 and -1 cancel.",
        "Square each difference before you take the mean.",
        {"forgets the square": "return np.mean(y_hat - y)"},
    ),
    "doubles": (
        "The differences are doubled where they should be squared.",
        "A square is a number times itself; in Python, two stars stand for a power.",
        {"times two": "return np.mean((y_hat - y) * 2)"},
    ),
    "absolute": (
        "This averages the sizes of the differences: the mean absolute error.",
        "Square each difference instead: its sign goes, and large ones count for more.",
        {"absolute errors": "return np.mean(np.abs(y_hat - y))"},
    ),
    "squares-too-late": (
        "The differences are combined first and squared afterwards.",
        "Square each difference on its own, before you add or average.",
        {
            "squares the mean of sizes": "return np.mean(np.abs(y_hat - y)) ** 2",
            "squares the mean": "return np.mean(y_hat - y) ** 2",
            "squares the sum": "return np.sum(y_hat - y) ** 2 / len(y)",
            "squares the sum, undivided": "return np.sum(y_hat - y) ** 2",
        },
    ),
    "squares-values": (
        "Values are squared before they are subtracted.",
        "Subtract first: it is the difference that is squared.",
        {
            "squares the values": "return np.mean(y_hat**2 - y**2)",
            "no brackets": "return np.mean(y_hat - y**2)",
        },
    ),
    "adds-targets": (
        "Targets are added to the predictions.",
        "Take the target off the prediction: a loss looks at their difference.",
        {"plus y": "return np.mean((y_hat + y) ** 2)"},
    ),
    "half": (
        "The mean is halved.",
        "Leave out the half: some books put one in front, this lesson's formula has none.",
        {
            "a half in front": "return np.mean((y_hat - y) ** 2) / 2",
            "2 n": "return np.sum((y_hat - y) ** 2) / (2 * len(y))",
        },
    ),
    "root": (
        "A square root is taken in the end.",
        "Return the mean of the squares itself; its root is another loss, the RMSE.",
        {
            "the root": "return np.sqrt(np.mean((y_hat - y) ** 2))",
            "the norm": "return np.linalg.norm(y_hat - y)",
        },
    ),
    "divides-twice": (
        "The sum is divided by n twice.",
        "A mean has divided by n already: divide once.",
        {"divides by n twice": "return np.mean((y_hat - y) ** 2) / len(y)"},
    ),
    "fixed-n": (
        "The sum is divided by a fixed number, whatever n is.",
        "Divide by the number of examples, which the arrays know.",
        {
            "n is three": "return np.sum((y_hat - y) ** 2) / 3",
            "n is two": "return np.sum((y_hat - y) ** 2) / 2",
            "n is four": "return np.sum((y_hat - y) ** 2) / 4",
        },
    ),
    "n-minus-1": (
        "The sum is divided by n - 1.",
        "Divide by n, the number of examples.",
        {
            "n - 1": "return np.sum((y_hat - y) ** 2) / max(len(y) - 1, 1)",
            "n - 1, even 0": "return np.sum((y_hat - y) ** 2) / (len(y) - 1)",
        },
    ),
    "divides-by-columns": (
        "The sum is divided by the size of the last axis, which is 1 for a column.",
        "Divide by the number of examples: a column has one in each row.",
        {"the last axis": "return np.sum((y_hat - y) ** 2) / y.shape[-1]"},
    ),
    "mean-along-one-axis": (
        "The mean runs along one axis only, so a column does not become one number.",
        "Take the mean over all entries at once: name no axis.",
        {
            "one number a row": "return np.mean((y_hat - y) ** 2, axis=-1)",
            "one number a column": "return np.mean((y_hat - y) ** 2, axis=0)",
            "Python's sum": "return sum((y_hat - y) ** 2) / len(y)",
        },
    ),
    "columns-multiplied": (
        "Columns are multiplied as tables are, and their shapes do not fit for that.",
        "Square entry by entry, or flatten first: a product of two flat arrays is a sum.",
        {"a dot product of columns": "u = y_hat - y\n    return u @ u / len(y)"},
    ),
    "one-example-only": (
        "Only the first example counts.",
        "Let every example add its square: a return inside a loop ends it at once.",
        {
            "returns inside the loop": """total = 0
    for i in range(len(y)):
        total += float(np.ravel(y_hat)[i] - np.ravel(y)[i]) ** 2
        return total / len(y)""",
            "the first alone": "return float(np.ravel(y_hat)[0] - np.ravel(y)[0]) ** 2",
        },
    ),
    "last-left-out": (
        "The last example is left out.",
        "Let every example add its square: counting from 0 ends at n - 1 by itself.",
        {
            "n - 1 rounds": """total = 0
    for i in range(len(y) - 1):
        total += float(np.ravel(y_hat)[i] - np.ravel(y)[i]) ** 2
    return total / len(y)""",
        },
    ),
    "largest": (
        "Only the largest squared error counts.",
        "Take the mean of all squares.",
        {"the largest": "return np.max((y_hat - y) ** 2)"},
    ),
    "median": (
        "The squared error in the middle is taken, the median.",
        "Take the mean: the sum of all squares, divided by n.",
        {"the median": "return np.median((y_hat - y) ** 2)"},
    ),
    "spread": (
        "The mean difference is taken off first: this measures how far the differences spread.",
        "Square each difference as it is: predictions that are all too high by 2 have a loss of 4.",
        {
            "np.var": "return np.var(y_hat - y)",
            "np.std": "return np.std(y_hat - y)",
        },
    ),
    "not-averaged": (
        "The squares are never added up: there is one number for each example.",
        "Take the mean over the examples, so that one number is left.",
        {
            "each error": "return (y_hat - y) ** 2",
            "each error over n": "return (y_hat - y) ** 2 / len(y)",
        },
    ),
    "array-of-one": (
        "The loss comes in an array of one entry.",
        "Return the number itself, without brackets around it.",
        {
            "an array of one": "return np.array([np.mean((y_hat - y) ** 2)])",
            "keepdims": "return np.mean((y_hat - y) ** 2, keepdims=True).ravel()",
        },
    ),
    "negative": (
        "The loss has the wrong sign: it is negative.",
        "A square is never negative: no minus belongs in front of it, or inside it.",
        {
            "a minus": "return -np.mean((y_hat - y) ** 2)",
            "one of two differences turned": "return np.mean((y_hat - y) * (y - y_hat))",
        },
    ),
    "large-errors-limited": (
        "Large differences are cut off, or count less than their square.",
        "Square every difference as it is, however large.",
        {
            "Huber": """u = np.abs(y_hat - y)
    return np.mean(np.where(u <= 10, u**2, 20 * u - 100))""",
            "Huber from 1 on": """u = np.abs(y_hat - y)
    return np.mean(np.where(u <= 1, u**2 / 2, u - 0.5))""",
            "clips the errors": "return np.mean(np.clip(y_hat - y, -10, 10) ** 2)",
        },
    ),
    "whole-numbers": (
        "Decimals are cut off.",
        "Keep them in every step: a type for whole numbers cuts them off, and so does rounding.",
        {
            "a whole number": "return int(np.mean((y_hat - y) ** 2))",
            "a rounded loss": "return round(float(np.mean((y_hat - y) ** 2)))",
            "whole errors": "return np.mean((y_hat - y).astype(int) ** 2)",
            "whole division": "return np.sum((y_hat - y) ** 2) // len(y)",
            "of the targets' type": "return np.mean((y_hat.astype(y.dtype) - y) ** 2)",
            "kept among whole targets": """u = np.zeros_like(y)
    u[:] = y_hat - y
    return np.mean(u**2)""",
            "rounded to two decimals": "return round(float(np.mean((y_hat - y) ** 2)), 2)",
        },
    ),
    "knows-the-example": (
        "The answer does not depend on the inputs, but for the number of examples.",
        "Compute it from y_hat and y, so that other numbers work, too.",
        {"knows the example": "return 10 / 3 if len(y) == 3 else 2.0"},
    ),
    "last-example-only": (
        "Each example replaces the one before, so that only the last one counts.",
        "Add each square to the sum of those before.",
        {
            "replaces the sum": """loss = 0
    for i in range(len(y)):
        loss = float(np.ravel(y_hat)[i] - np.ravel(y)[i]) ** 2
    return loss / len(y)""",
            "replaces the sum, not divided": """for i in range(len(y)):
        loss = float(np.ravel(y_hat)[i] - np.ravel(y)[i]) ** 2
    return loss""",
            "replaces the sum, row by row": """for a, b in zip(y_hat, y):
        loss = (a - b) ** 2
    return loss / len(y)""",
        },
    ),
    "first-left-out": (
        "The first example is left out.",
        "Let every example add its square: counting starts at 0.",
        {
            "from 1 on": """total = 0
    for i in range(1, len(y)):
        total += float(np.ravel(y_hat)[i] - np.ravel(y)[i]) ** 2
    return total / len(y)""",
            "from the second row on": """total = 0
    for i in range(1, len(y)):
        total += (y_hat[i] - y[i]) ** 2
    return total / len(y)""",
        },
    ),
    "entry-as-index": (
        "A target is used as an index.",
        "Let the loop run over places, from 0 up to the number of examples.",
        {
            "for i in y": """total = 0
    for i in y.ravel():
        total += (y_hat.ravel()[i] - y.ravel()[i]) ** 2
    return total / len(y)""",
        },
    ),
    "divides-by-targets": (
        "The sum of the squares is divided by the sum of the targets.",
        "Divide by the number of examples.",
        {
            "by the sum of y": "return np.sum((y_hat - y) ** 2) / np.sum(y)",
        },
    ),
    "relative": (
        "Each difference is divided by its target: this is a relative error.",
        "Square the differences as they are.",
        {
            "divided by y": "return np.mean(((y_hat - y) / y) ** 2)",
        },
    ),
    "square-of-targets-missing": (
        "The square of the targets is missing: a squared difference has three parts.",
        "Subtract first, and square the difference in one piece.",
        {
            "two of three parts": "return np.mean(y_hat**2 - 2 * y_hat * y)",
        },
    ),
    "another-power": (
        "Another power than the square is taken.",
        "Square the differences: the power is 2.",
        {
            "cubes": "return np.mean((y_hat - y) ** 3)",
            "fourth powers": "return np.mean((y_hat - y) ** 4)",
            "power of one half": "return np.mean(np.abs(y_hat - y) ** 0.5)",
        },
    ),
    "divides-by-the-shape": (
        "The sum is divided by a whole shape, so that an array comes back.",
        "Divide by the number of examples, one number.",
        {
            "by the shape": "return np.sum((y_hat - y) ** 2) / y_hat.shape",
        },
    ),
    "never-subtracted": (
        "Predictions and targets are averaged together, and never subtracted.",
        "Take the target off the prediction, square, and then average.",
        {
            "the mean of both": "return np.mean((y_hat, y))",
            "the mean of squares of both": "return np.mean(np.square((y_hat, y)))",
        },
    ),
    "any/changes-input": {"writes into y_hat": "y_hat -= y\n    return np.mean(y_hat**2)"},
    "any/returns-none": {"prints it": "print(np.mean((y_hat - y) ** 2))"},
}

BCE_WAYS = [
    ("", same("p") + CLIP),
    (", and any shape", CLIP),
    (", and no clip", same("p")),
    (", and any shape, no clip", ""),
]

BCE = {
    "no-minus": (
        "The loss has the wrong sign: it is negative.",
        "A cross-entropy is never negative: logarithms of probabilities are, so turn their sign.",
        {"no minus": f"return np.mean({LOG_P})"},
    ),
    "minus-on-one-term": (
        "One of the two terms has the wrong sign.",
        "Put brackets around both terms: the minus belongs to their sum.",
        {
            "no brackets": "return np.mean(-y * np.log(p) + (1 - y) * np.log(1 - p))",
            "the second only": "return np.mean(y * np.log(p) - (1 - y) * np.log(1 - p))",
        },
    ),
    "sum": (
        "The losses are added up and never divided.",
        "A mean is the sum divided by n, the number of examples.",
        {
            "a sum": f"return -np.sum({LOG_P})",
            "a product": "return -np.log(np.prod(np.where(y == 1, p, 1 - p)))",
        },
    ),
    "divides-twice": (
        "The sum is divided by n twice.",
        "A mean has divided by n already: divide once.",
        {"divides by n twice": f"return -np.mean({LOG_P}) / len(y)"},
    ),
    "fixed-n": (
        "The sum is divided by a fixed number, whatever n is.",
        "Divide by the number of examples, which the arrays know.",
        {
            "divides by 2": f"return -np.sum({LOG_P}) / 2",
        },
    ),
    "fails-forgotten": (
        "Students who failed, y = 0, cost nothing.",
        "For a student who failed, what happened had the probability 1 - p: add their term.",
        {"forgets those who failed": "return -np.mean(y * np.log(p))"},
    ),
    "passes-forgotten": (
        "Students who passed, y = 1, cost nothing.",
        "For a student who passed, what happened had the probability p: add their term.",
        {"forgets those who passed": "return -np.mean((1 - y) * np.log(1 - p))"},
    ),
    "fails-left-out": (
        "The mean runs over the students who passed, and over nobody else.",
        "Students who failed count as well: what happened to them had the probability 1 - p.",
        {"passed ones only, averaged": "return -np.mean(np.log(p[y == 1]))"},
    ),
    "y-ignored": (
        "The targets are not used: everybody is priced as if they had passed.",
        "For a student who failed, what happened had the probability 1 - p.",
        {"the logarithm of p": "return -np.mean(np.log(p))"},
    ),
    "both-terms-for-all": (
        "Both logarithms count for everybody, whatever happened.",
        "Let y choose: the logarithm of p where y is 1, the other one where y is 0.",
        {"both logarithms": "return -np.mean(np.log(p) + np.log(1 - p))"},
    ),
    "columns-multiplied": (
        "Columns are multiplied as tables are, and their shapes do not fit for that.",
        "Multiply entry by entry, or flatten first: a product of two flat arrays is a sum.",
        {"dot products": "return -(y @ np.log(p) + (1 - y) @ np.log(1 - p)) / len(y)"},
    ),
    "groups-averaged-apart": (
        "Those who passed and those who failed are averaged apart, however many each are.",
        "Add up the losses of all, and divide once, by n.",
        {
            "a mean for each group, added": """passed, failed = p[y == 1], 1 - p[y == 0]
    return -np.mean(np.log(passed)) - np.mean(np.log(failed))""",
            "a mean for each group, halved": """passed, failed = p[y == 1], 1 - p[y == 0]
    return (-np.mean(np.log(passed)) - np.mean(np.log(failed))) / 2""",
        },
    ),
    "targets-swapped": (
        "Passed and failed are swapped: p is used where y is 0.",
        "Where y is 1, the logarithm of p counts; where y is 0, that of 1 - p.",
        {"targets swapped": "return -np.mean((1 - y) * np.log(p) + y * np.log(1 - p))"},
    ),
    "adds-p": (
        "For students who failed, 1 + p stands where 1 - p should.",
        "The two outcomes share a probability of 1: a fail gets what p leaves.",
        {
            "log1p": "return -np.mean(y * np.log(p) + (1 - y) * np.log1p(p))",
        },
    ),
    "another-logarithm": (
        "The logarithm has another base: 2 or 10.",
        "Use the natural logarithm, the one that undoes exp.",
        {
            "decimal logarithm": "return -np.mean(y * np.log10(p) + (1 - y) * np.log10(1 - p))",
            "logarithm to the base 2": "return -np.mean(y * np.log2(p) + (1 - y) * np.log2(1 - p))",
        },
    ),
    "logarithm-missing": (
        "No logarithm is taken.",
        "The loss is minus the logarithm of the probability that what happened was given.",
        {
            "no logarithm": "return -np.mean(y * p + (1 - y) * (1 - p))",
            "one minus p": "return 1 - np.mean(y * p + (1 - y) * (1 - p))",
        },
    ),
    "squared-error": (
        "This is the mean squared error between p and y.",
        "Take minus the logarithm of the probability that what happened was given.",
        {
            "squares": "return np.mean((p - y) ** 2)",
        },
    ),
    "sigmoid-again": (
        "A sigmoid is applied to p, which is a probability already.",
        "Use p as it comes: here, logits are the next exercise.",
        {"takes p for a logit": f"p = 1 / (1 + np.exp(-p))\n    {BCE_OF_P}"},
    ),
    "p-and-y-swapped": (
        "The roles of p and y are swapped: the logarithm is taken of the targets.",
        "Take the logarithm of the probabilities, and let y choose which one counts.",
        {
            "p and y swapped": """q = np.clip(y, 1e-12, 1 - 1e-12)
    return -np.mean(p * np.log(q) + (1 - p) * np.log(1 - q))"""
        },
    ),
    "p-rounded": (
        "The probabilities are rounded before the logarithm.",
        "Use p with all its digits: between 0.001 and 0.00001 lies a large part of the loss.",
        {
            "rounds p": f"p = np.round(p, 2)\n    {BCE_OF_P}",
            "rounds and clips": f"p = np.round(p, 3)\n    {CLIP}{BCE_OF_P}",
        },
    ),
    "not-averaged": (
        "The losses are never averaged: there is one number for each example.",
        "Take the mean over the examples, so that one number is left.",
        {"a term for each": f"return -({LOG_P})"},
    ),
    "mean-along-one-axis": (
        "The mean runs along one axis only, so a column does not become one number.",
        "Take the mean over all entries at once: name no axis.",
        {
            "one number a column": f"return -np.mean({LOG_P}, axis=0)",
            "one number a row": f"return -np.mean({LOG_P}, axis=-1)",
        },
    ),
    "array-of-one": (
        "The loss comes in an array of one entry.",
        "Return the number itself, without brackets around it.",
        {"an array of one": f"return np.array([-np.mean({LOG_P})])"},
    ),
    "knows-the-example": (
        "The answer does not depend on the inputs.",
        "Compute it from p and y, so that other numbers work, too.",
        {"knows the example": "return 0.164252"},
    ),
    "half": (
        "The mean is halved.",
        "Each example has one loss, for what happened: divide their sum by n, and by nothing else.",
        {
            "divides the mean by 2": f"return -np.mean({LOG_P}) / 2",
            "2 n": f"return -np.sum({LOG_P}) / (2 * len(y))",
        },
    ),
    "brackets-missing": (
        "Brackets are missing around 1 − y, so that the 1 is a term of its own.",
        "Find 1 − y first, in brackets, and multiply the logarithm by it.",
        {
            "1 - y without": "return -np.mean(y * np.log(p) + 1 - y * np.log(1 - p))",
        },
    ),
    "terms-multiplied": (
        "The two terms are multiplied, and one of them is 0 for everybody.",
        "Add them: for each student one of the two counts.",
        {
            "times": "return -np.mean(y * np.log(p) * (1 - y) * np.log(1 - p))",
        },
    ),
    "logarithm-of-the-mean": (
        "The logarithm is taken once, of a mean over the examples.",
        "Each example has a logarithm of its own: average the losses at the end.",
        {
            "log of the mean": "return -np.log(np.mean(np.where(y == 1, p, 1 - p)))",
        },
    ),
    "targets-replaced": (
        "The targets are not used: p, or p rounded, stands in their place.",
        "Let y say what happened: it chooses which logarithm counts.",
        {
            "p chooses": "return -np.mean(p * np.log(p) + (1 - p) * np.log(1 - p))",
            "the likelier outcome": "return -np.mean(np.log(np.maximum(p, 1 - p)))",
            "p rounded": """y = np.round(p)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))""",
        },
    ),
    "if-on-array": (
        "A single `if` cannot decide for a whole array.",
        "Let y choose within the formula: multiply one logarithm by y, the other by 1 − y.",
        {
            "if": """if y == 1:
        return -np.mean(np.log(p))
    return -np.mean(np.log(1 - p))""",
        },
    ),
    "targets-as-places": (
        "The targets are used as places in p.",
        "A target says what happened: it chooses between the logarithm of p and that of 1 − p.",
        {
            "p at y": "return -np.mean(np.log(p[y]))",
        },
    ),
    "any/returns-none": {"prints it": f"print(-np.mean({LOG_P}))"},
}

BCE_EDGES = {
    "no-clip": (
        "Nothing keeps p off 0 and 1, and the logarithm of 0 is minus infinity.",
        "Pull every p into the range that the docstring names, and use the result from there on.",
        {
            "no clip": BCE_OF_P,
            "forgets what clip returns": "np.clip(p, 1e-12, 1 - 1e-12)\n    " + BCE_OF_P,
            "clips to 0 and 1": f"p = np.clip(p, 0, 1)\n    {BCE_OF_P}",
            "what happened, no clip": "return -np.mean(np.log(np.where(y == 1, p, 1 - p)))",
        },
    ),
    "nan-replaced": (
        "Infinite and undefined losses become 0, so certain mistakes cost nothing.",
        "Keep p off 0 and 1 beforehand: no logarithm is infinite then, sure mistakes cost much.",
        {
            "nan becomes 0": f"""losses = {LOG_P}
    return -np.mean(np.nan_to_num(losses, nan=0.0, neginf=0.0))""",
            "nan becomes 0, plainly": f"""losses = {LOG_P}
    return -np.mean(np.where(np.isfinite(losses), losses, 0))""",
        },
    ),
    "huge-when-certain": (
        "An infinite loss is replaced by a gigantic number.",
        "Keep p off 0 and 1 beforehand: then the largest loss of one example is about 28.",
        {"nan_to_num": f"return -np.mean(np.nan_to_num({LOG_P}))"},
    ),
    "clips-too-early": (
        "What keeps p off 0 and 1 is too large a number: a sure mistake costs less than it should, "
        "or a sure and right answer more.",
        "Take the tiny number that the docstring names.",
        {
            "clips too early": f"p = np.clip(p, 1e-3, 1 - 1e-3)\n    {BCE_OF_P}",
            "clips at 1e-4": f"p = np.clip(p, 1e-4, 1 - 1e-4)\n    {BCE_OF_P}",
            "clips at 0.01": f"p = np.clip(p, 0.01, 0.99)\n    {BCE_OF_P}",
            "clips at 1e-6": f"p = np.clip(p, 1e-6, 1 - 1e-6)\n    {BCE_OF_P}",
            "clips at 1e-5": f"p = np.clip(p, 1e-5, 1 - 1e-5)\n    {BCE_OF_P}",
        },
    ),
    "clips-at-0-only": (
        "Each p is kept off 0, and not off 1.",
        "For a student who failed, 1 - p stands in the logarithm: keep p off 1 as well.",
        {
            "clips below only": f"p = np.maximum(p, 1e-12)\n    {BCE_OF_P}",
            "clips at a number that rounds away": "p = np.clip(p, 1e-99, 1 - 1e-99)\n    "
            + BCE_OF_P,
            "clips up to 1": f"p = np.clip(p, 1e-12, 1)\n    {BCE_OF_P}",
            "1 - 1e-17 is 1": f"p = np.clip(p, 1e-17, 1 - 1e-17)\n    {BCE_OF_P}",
            "a little more": f"p = p + 1e-12\n    {BCE_OF_P}",
            "in single precision": f"p = np.clip(p.astype(np.float32), 1e-12, 1 - 1e-12)\n"
            f"    {BCE_OF_P}",
            "zeros replaced": f"p = np.where(p == 0, 1e-12, p)\n    {BCE_OF_P}",
            "more in one logarithm": "return -np.mean(y * np.log(p + 1e-12) "
            "+ (1 - y) * np.log(1 - p))",
        },
    ),
    "clips-at-1-only": (
        "Each p is kept off 1, and not off 0.",
        "For a student who passed, p itself stands in the logarithm: keep it off 0 as well.",
        {"clips above only": f"p = np.minimum(p, 1 - 1e-12)\n    {BCE_OF_P}"},
    ),
}

LOGIT_WAYS = [("", same("z")), (", and any shape", "")]
BY_P = """p = 1 / (1 + np.exp(-z))
    losses = -(y * np.log(p) + (1 - y) * np.log(1 - p))
    """
BY_Z = f"losses = {STABLE}\n    "


def stable_or_not(idea, rest):
    """The answer from the stable form, and by way of p."""
    return {idea: BY_Z + rest, idea + ", by way of p": BY_P + rest}


LOGIT_BCE = {
    "sum": (
        "The losses are added up and never divided.",
        "A mean is the sum divided by n, the number of examples.",
        stable_or_not("a sum", "return losses.sum()"),
    ),
    "negative": (
        "The sign of the loss is turned around.",
        "A cross-entropy is never negative: for z = 0 it is 0.693.",
        stable_or_not("a minus", "return -losses.mean()"),
    ),
    "divides-twice": (
        "The sum is divided by n twice.",
        "A mean has divided by n already: divide once.",
        stable_or_not("divides by n twice", "return losses.mean() / len(y)"),
    ),
    "fixed-n": (
        "The sum is divided by a fixed number, whatever n is.",
        "Divide by the number of examples, which the arrays know.",
        stable_or_not("divides by 2", "return losses.sum() / 2"),
    ),
    "not-averaged": (
        "The losses are never averaged: there is one number for each example.",
        "Take the mean over the examples, so that one number is left.",
        stable_or_not("each loss", "return losses"),
    ),
    "mean-along-one-axis": (
        "The mean runs along one axis only, so a column does not become one number.",
        "Take the mean over all entries at once: name no axis.",
        stable_or_not("one number a column", "return losses.mean(axis=0)")
        | stable_or_not("one number a row", "return losses.mean(axis=-1)"),
    ),
    "array-of-one": (
        "The loss comes in an array of one entry.",
        "Return the number itself, without brackets around it.",
        stable_or_not("an array of one", "return np.array([losses.mean()])"),
    ),
    "always-passed": (
        "The targets are not used: everybody is priced as if they had passed.",
        "This is the formula for y = 1. Take the one that serves both outcomes.",
        {
            "the formula for y = 1": "return np.mean(np.logaddexp(0, -z))",
            "the plain formula for y = 1": "return np.mean(np.log(1 + np.exp(-z)))",
        },
    ),
    "always-failed": (
        "The targets are not used: everybody is priced as if they had failed.",
        "This is the formula for y = 0. Take the one that serves both outcomes.",
        {
            "the formula for y = 0": "return np.mean(np.logaddexp(0, z))",
            "the stable form without y": """s = np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
    return s.mean()""",
            "the plain formula for y = 0": "return np.mean(np.log(1 + np.exp(z)))",
        },
    ),
    "no-sigmoid": (
        "The logits are used as if they were probabilities.",
        "A logit may be any number, and its sigmoid is the probability: take the formula from z.",
        {
            "no sigmoid": f"p = np.clip(z, 1e-12, 1 - 1e-12)\n    {BCE_OF_P}",
            "no sigmoid, no clip": f"p = z\n    {BCE_OF_P}",
        },
    ),
    "targets-swapped": (
        "Passed and failed are swapped.",
        "For y = 1 a large z should cost little, and for y = 0 it should cost about z.",
        {
            "targets swapped": "return np.mean(np.logaddexp(0, z) - z * (1 - y))",
            "the plain formula, swapped": "return np.mean(np.log(1 + np.exp(z)) - z * (1 - y))",
            "the stable form, swapped": """y = 1 - y
    return np.mean(np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z))))""",
        },
    ),
    "product-added": (
        "The product of z and y is added.",
        "Subtract it: for a student who passed, a larger z lowers the loss.",
        {
            "plus z y": "return np.mean(np.logaddexp(0, z) + z * y)",
            "the plain formula, plus z y": "return np.mean(np.log(1 + np.exp(z)) + z * y)",
        },
    ),
    "y-subtracted": (
        "The target y is subtracted where z times y should be.",
        "Multiply z by y before you subtract.",
        {"minus y": "return np.mean(np.maximum(z, 0) - y + np.log1p(np.exp(-np.abs(z))))"},
    ),
    "size-for-maximum": (
        "The size of z stands where the larger of z and 0 should.",
        "For a negative z that first term is 0.",
        {
            "|z| for max(z, 0)": "return np.mean(np.abs(z) - z * y + np.log1p(np.exp(-np.abs(z))))",
        },
    ),
    "first-term-z": (
        "The first term is z itself, also where z is negative.",
        "For a negative z the first term is 0: it is the larger of z and 0.",
        {"z for max(z, 0)": "return np.mean(z - z * y + np.log1p(np.exp(-np.abs(z))))"},
    ),
    "minimum-for-maximum": (
        "The first term is the smaller of z and 0.",
        "Take the larger of the two.",
        {
            "np.minimum": "return np.mean(np.minimum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z))))",
        },
    ),
    "one-largest-for-all": (
        "The first term is the largest of all logits, the same for every example.",
        "Compare each z with 0 on its own: one function of NumPy does that element by element.",
        {
            "np.max": "return np.mean(max(z.max(), 0) - z * y + np.log1p(np.exp(-np.abs(z))))",
            "np.max, without 0": "return np.mean(np.max(z) - z * y + np.log1p(np.exp(-np.abs(z))))",
            "np.max, 0 as its axis": "return np.mean("
            "np.max(z, 0) - z * y + np.log1p(np.exp(-np.abs(z))))",
        },
    ),
    "minus-before-size-missing": (
        "In the exponential, the minus before the size of z is missing.",
        "Put it back: then no exponent is positive, and nothing can overflow.",
        {
            "exp(|z|)": f"return np.mean({FIRST} + np.log1p(np.exp(np.abs(z))))",
        },
    ),
    "exp-of-minus-z": (
        "The exponent is -z where it should be minus the size of z, so a negative z goes wrong.",
        "Take the size of z, without its sign, before the minus.",
        {
            "the size is missing": f"return np.mean({FIRST} + np.log1p(np.exp(-z)))",
        },
    ),
    "logarithm-missing": (
        "The term with the logarithm is missing.",
        "Add the logarithm of 1 plus the exponential: near z = 0 it is most of the loss.",
        {"the logarithm is missing": f"return np.mean({FIRST})"},
    ),
    "logarithm-subtracted": (
        "The term with the logarithm is subtracted.",
        "Add it: at z = 0 the loss is 0.693.",
        {
            "minus the logarithm": f"return np.mean({FIRST} - np.log1p(np.exp(-np.abs(z))))",
        },
    ),
    "one-in-log-missing": (
        "In the logarithm, the 1 is missing, so that it undoes the exponential.",
        "The logarithm is taken of 1 plus the exponential.",
        {"log of exp": f"return np.mean({FIRST} + np.log(np.exp(-np.abs(z))))"},
    ),
    "one-in-log-twice": (
        "In the logarithm, the 1 is added twice.",
        "NumPy's log1p adds the 1 by itself: give it the exponential alone.",
        {
            "log1p of 1 +": f"return np.mean({FIRST} + np.log1p(1 + np.exp(-np.abs(z))))",
        },
    ),
    "only-exponential": (
        "The exponential is added without its logarithm.",
        "Take the logarithm of 1 plus the exponential.",
        {"no log around": f"return np.mean({FIRST} + np.exp(-np.abs(z)))"},
    ),
    "another-logarithm": (
        "The logarithm has another base: 2 or 10.",
        "Use the natural logarithm, the one that undoes exp.",
        {
            "base 2": f"return np.mean({FIRST} + np.log2(1 + np.exp(-np.abs(z))))",
            "base 10": f"return np.mean({FIRST} + np.log10(1 + np.exp(-np.abs(z))))",
        },
    ),
    "whole-numbers": (
        "Decimals are cut off.",
        "Keep the losses in an array of floats: one that is made like z may hold whole numbers.",
        {
            "kept in an array like z": """losses = np.zeros_like(z)
    losses[:] = np.logaddexp(0, z) - z * y
    return losses.mean()""",
            "a whole number": "return int(np.mean(np.logaddexp(0, z) - z * y))",
        },
    ),
    "columns-multiplied": (
        "Columns are multiplied as tables are, and their shapes do not fit for that.",
        "Multiply entry by entry, or flatten first: a product of two flat arrays is a sum.",
        {"a dot product": "return (np.logaddexp(0, z).sum() - z @ y) / len(y)"},
    ),
    "maximum-of-product": (
        "The larger of z times y and 0 is taken, where it should be the larger of z and 0.",
        "The target belongs into the second term alone.",
        {
            "max(z y, 0)": "return np.mean("
            "np.maximum(z * y, 0) - z * y + np.log1p(np.exp(-np.abs(z))))",
        },
    ),
    "logarithm-of-the-mean": (
        "The logarithm is taken once, of a mean over the examples.",
        "Each example has a logarithm of its own: average the losses at the end.",
        {
            "log of the mean": """first = np.mean(np.maximum(z, 0) - z * y)
    return first + np.log(1 + np.mean(np.exp(-np.abs(z))))""",
            "the size of the mean": """first = np.mean(np.maximum(z, 0) - z * y)
    return first + np.log(1 + np.exp(-np.abs(np.mean(z))))""",
        },
    ),
    "sign-of-exponential": (
        "In the logarithm, the exponential is subtracted from 1.",
        "Add it: the logarithm is taken of 1 plus the exponential.",
        {"log of 1 - exp": f"return np.mean({FIRST} + np.log(1 - np.exp(-np.abs(z))))"},
    ),
    "hinge": (
        "This is another loss, the hinge: straight lines without a logarithm.",
        "Take the stable form of the cross-entropy, term by term.",
        {"hinge": "return np.mean(np.maximum(0, 1 - z * (2 * y - 1)))"},
    ),
    "squared-error": (
        "This is the mean squared error between the sigmoid of z and y.",
        "Take the cross-entropy, in its stable form.",
        {
            "squares": "return np.mean((sigmoid(z) - y) ** 2)",
            "squares, own sigmoid": "return np.mean((1 / (1 + np.exp(-z)) - y) ** 2)",
        },
    ),
    "maximum-times-y": (
        "The first term is multiplied by the target, and the term of z times y is missing.",
        "Each of the three terms counts for everybody: y stands in the second alone.",
        {
            "max(z, 0) y": "return np.mean(np.maximum(z, 0) * y + np.log1p(np.exp(-np.abs(z))))",
        },
    ),
    "fails-cost-ln-2": (
        "Students who failed cost 0.693, whatever their z is.",
        "For y = 0 the loss grows with z: multiply z by 1 − 2y, not by −y.",
        {
            "minus z y": "return np.mean(np.logaddexp(0, -z * y))",
        },
    ),
    "mean-of-a-part": (
        "The mean is taken of some terms, and the others come after it, one for each example.",
        "Add the three terms first, and average their sum.",
        {
            "the logarithm after the mean": """part = np.mean(np.maximum(z, 0) - z * y)
    return part + np.log1p(np.exp(-np.abs(z)))""",
        },
    ),
    "if-on-array": (
        "A single `if` or `max` cannot decide for a whole array.",
        "NumPy's `maximum` compares entry by entry.",
        {
            "the plain max": "return np.mean(max(z, 0) - z * y + np.log1p(np.exp(-np.abs(z))))",
            "if": """first = z if z > 0 else 0 * z
    return np.mean(first - z * y + np.log1p(np.exp(-np.abs(z))))""",
        },
    ),
    "square-for-size": (
        "In the exponential the square of z stands where its size should.",
        "Take minus the size of z as the exponent.",
        {
            "exp(-z**2)": "return np.mean(np.maximum(z, 0) - z * y + np.log1p(np.exp(-(z**2))))",
        },
    ),
    "any/changes-input": {
        "writes into z": "z *= 2 * y - 1\n    return np.mean(np.logaddexp(0, -z))"
    },
    "any/returns-none": {"prints it": f"print(np.mean({STABLE}))"},
}

LOGIT_EDGES = {
    "by-way-of-p": (
        "The loss goes by way of p, which the computer rounds to 0 or 1 for a sure logit.",
        "Start from z, with the stable form: its exponential never overflows, and no p is needed.",
        {
            "by way of p": BY_P + "return losses.mean()",
            "by way of sigmoid": "p = sigmoid(z)\n    return -np.mean(" + LOG_P + ")",
            "the logarithm of p where y is 1": """p = sigmoid(z)
    return -np.mean(np.log(np.where(y == 1, p, 1 - p)))""",
            "nan becomes 0": f"p = sigmoid(z)\n    return np.mean(np.nan_to_num(-({LOG_P})))",
            "two sigmoids": """both = y * np.log(sigmoid(z)) + (1 - y) * np.log(sigmoid(-z))
    return -np.mean(both)""",
        },
    ),
    "clipped": (
        "Something has a limit on the way, so sure mistakes cost about the same from some z on.",
        "Neither z nor p needs a limit in the stable form: the loss grows with the size of z.",
        {
            **{
                f"p clipped at {e}": f"p = np.clip(sigmoid(z), {e}, 1 - {e})\n    {BCE_OF_P}"
                for e in ("1e-12", "1e-15", "1e-9", "1e-8", "1e-7", "1e-10")
            },
            "a little more than p": """p = sigmoid(z)
    return -np.mean(y * np.log(p + 1e-12) + (1 - y) * np.log(1 - p + 1e-12))""",
            **{
                f"z clipped at {e}": f"""z = np.clip(z, -{e}, {e})
    return np.mean(np.log(1 + np.exp(z)) - z * y)"""
                for e in (30, 50, 100, 500, 700, 709)
            },
            "infinity replaced by 1000": """first = np.log(1 + np.exp(z))
    return np.mean(np.nan_to_num(first, posinf=1000) - z * y)""",
        },
    ),
    "overflows": (
        "The exponential of a large logit grows beyond what a float holds.",
        "Take the stable form: with the size of z in it, no exponent is ever positive.",
        {
            "the plain formula": "return np.mean(np.log(1 + np.exp(z)) - z * y)",
            "the plain formula, log1p": "return np.mean(np.log1p(np.exp(z)) - z * y)",
            "the other plain formula": "return np.mean(np.log(1 + np.exp(-z)) + z * (1 - y))",
            "by cases": """s = 2 * y - 1
    return np.mean(np.log(1 + np.exp(-s * z)))""",
            "by cases, where": """return np.mean(
        np.where(y == 1, np.log(1 + np.exp(-z)), np.log(1 + np.exp(z))))""",
            "two exponentials": "return np.mean(np.log(np.exp(0) + np.exp(z)) - y * z)",
        },
    ),
}

ZEROS = "Y = np.zeros((len(y), n_classes))\n    "
KEPT_TABLE = """kept = one_hot.__dict__
    Y = kept.setdefault((len(y), n_classes), np.zeros((len(y), n_classes)))"""

ONE_HOT = {
    "classes-counted": (
        "The number of columns is taken from the labels that occur.",
        "Use the given n_classes: a class may have no example among these labels.",
        {
            "counts the classes itself": "return np.eye(y.max() + 1)[y]",
            "counts them, zeros first": """Y = np.zeros((len(y), y.max() + 1))
    Y[np.arange(len(y)), y] = 1
    return Y""",
            "as many as differ": "return np.eye(len(np.unique(y)))[y]",
            "compares with those that occur": "return 1.0 * (y[:, None] == np.unique(y))",
        },
    ),
    "whole-numbers": (
        "The entries are whole numbers.",
        "Make them floats, 1.0 and 0.0: the losses compute with them.",
        {
            "whole numbers": "return np.eye(n_classes, dtype=int)[y]",
            "whole zeros": """Y = np.zeros((len(y), n_classes), dtype=int)
    Y[np.arange(len(y)), y] = 1
    return Y""",
            "lists of whole numbers": "return [[int(k == t) for k in range(n_classes)] for t in y]",
        },
    ),
    "truth-values": (
        "The entries are True and False.",
        "Turn them into floats, 1.0 and 0.0.",
        {
            "true and false": "return y[:, None] == np.arange(n_classes)",
            "zeros of type bool": """Y = np.zeros((len(y), n_classes), dtype=bool)
    Y[np.arange(len(y)), y] = True
    return Y""",
        },
    ),
    "transposed": (
        "Rows and columns are swapped: an example is a column.",
        "Give every label a row, and every class a column.",
        {
            "transposed": "return np.eye(n_classes)[:, y]",
            "transposed zeros": """Y = np.zeros((n_classes, len(y)))
    Y[y, np.arange(len(y))] = 1
    return Y""",
        },
    ),
    "indices-swapped": (
        "Row and column are swapped where the ones are written.",
        "The first index is the row, one for each example; the second is the column, its label.",
        {"writes at [y, i]": ZEROS + "Y[y, np.arange(len(y))] = 1\n    return Y"},
    ),
    "every-row-all-labels": (
        "Every row gets the ones of all labels.",
        "Each row has a single one: make each row anew, and give a row number "
        "together with each label.",
        {
            "all rows get all labels": ZEROS + "Y[:, y] = 1\n    return Y",
            "a loop over all rows": ZEROS + "for label in y: Y[:, label] = 1\n    return Y",
            "one list for all rows": """Y = [[0.0] * n_classes] * len(y)
    for i, k in enumerate(y):
        Y[i][k] = 1.0
    return Y""",
            "one row appended again and again": """row, Y = np.zeros(n_classes), []
    for k in y:
        row[k] = 1
        Y.append(row)
    return np.array(Y)""",
        },
    ),
    "whole-rows-of-ones": (
        "Whole rows are filled with ones, chosen by the labels.",
        "Each row has a single one, in the column that its label names.",
        {
            "a row for a label": ZEROS + "Y[y % len(y)] = 1\n    return Y",
            "a row for a label, no end": ZEROS + "Y[y] = 1\n    return Y",
            "a loop of whole rows": ZEROS + "for label in y: Y[label, :] = 1\n    return Y",
        },
    ),
    "nothing-written": (
        "No one is written: all entries stay 0.",
        "A single equals sign writes, two compare; both indices stand in one pair of brackets.",
        {
            "compares": ZEROS + "Y[np.arange(len(y)), y] == 1\n    return Y",
            "writes into a copy": ZEROS + "Y[np.arange(len(y))][y] = 1\n    return Y",
            "forgets the ones": ZEROS + "return Y",
        },
    ),
    "shape-without-brackets": (
        "NumPy's zeros gets two numbers, and takes the second for a type.",
        "Give it the whole shape as one argument: a pair in brackets of its own.",
        {
            "two arguments": """Y = np.zeros(len(y), n_classes)
    Y[np.arange(len(y)), y] = 1
    return Y""",
        },
    ),
    "as-many-rows-as-classes": (
        "Row numbers run to the number of classes, where they should run to that of the labels.",
        "Each label has a row: count to the length of y.",
        {
            "counts classes": ZEROS + "Y[np.arange(n_classes), y] = 1\n    return Y",
            "a loop over the classes": """Y = np.zeros((len(y), n_classes))
    for i in range(n_classes):
        Y[i, y[i]] = 1
    return Y""",
        },
    ),
    "labels-as-rows": (
        "The labels are used as row numbers, too.",
        "Rows are counted from 0 to the length of y, whatever the labels are.",
        {
            "rows from the labels": ZEROS + "for i in y: Y[i, y[i]] = 1\n    return Y",
            "the label's own row": ZEROS + "Y[y, y] = 1\n    return Y",
        },
    ),
    "occurring-labels-counted": (
        "The columns are those of the labels that occur, numbered anew.",
        "A label names its column itself, whichever other labels occur.",
        {
            "numbers them anew": "return np.eye(n_classes)[np.unique(y, return_inverse=True)[1]]",
        },
    ),
    "labels-from-1": (
        "Each one stands a column too far left, as if labels began at 1.",
        "Labels begin at 0, and so do columns: use the label as it is.",
        {
            "labels from 1": ZEROS + "Y[np.arange(len(y)), y - 1] = 1\n    return Y",
        },
    ),
    "column-too-far-right": (
        "Each one stands a column too far right.",
        "Labels begin at 0, and so do columns: use the label as it is.",
        {
            "label + 1": ZEROS + "Y[np.arange(len(y)), (y + 1) % n_classes] = 1\n    return Y",
            "label + 1, no end": ZEROS + "Y[np.arange(len(y)), y + 1] = 1\n    return Y",
        },
    ),
    "writes-the-label": (
        "The label itself is written where a one should stand.",
        "Write 1 into the column that the label names, whichever label it is.",
        {"writes the label": ZEROS + "Y[np.arange(len(y)), y] = y\n    return Y"},
    ),
    "ones-up-to-label": (
        "Each row has ones up to its label.",
        "Only the column that the label names gets a one.",
        {
            "ones up to the label": "return 1.0 * (np.arange(n_classes) <= y[:, None])",
        },
    ),
    "square": (
        "There are as many rows as classes, however many labels came.",
        "Give every label a row: their number is the length of y.",
        {
            "square": """Y = np.zeros((n_classes, n_classes))
    Y[np.arange(len(y)), y] = 1
    return Y""",
        },
    ),
    "labels-ignored": (
        "The ones stand on the diagonal, whatever the labels are.",
        "In each row, the label names the column of the one.",
        {
            "the identity": "return np.eye(len(y), n_classes)",
            "the square identity": "return np.eye(n_classes)",
            "the identity, turned": "return np.eye(n_classes, len(y))",
        },
    ),
    "fixed-classes": (
        "The number of columns is fixed, whatever n_classes is.",
        "Use n_classes as the number of columns.",
        {"three classes": "return np.eye(3)[y]", "ten classes": "return np.eye(10)[y]"},
    ),
    "one-class-more": (
        "There is one column too many.",
        "Labels run from 0 to n_classes - 1, so there are n_classes columns.",
        {
            "n_classes + 1": "return np.eye(n_classes + 1)[y]",
        },
    ),
    "labels-sorted": (
        "The rows are in the order of the labels, and no longer in that of the examples.",
        "Keep the examples' order: row i belongs to label i.",
        {"sorts the labels": "return np.eye(n_classes)[np.sort(y)]"},
    ),
    "rows-reversed": (
        "The rows are in reverse order.",
        "Keep the examples' order: row i belongs to label i.",
        {"from the last to the first": "return np.eye(n_classes)[y[::-1]]"},
    ),
    "columns-reversed": (
        "Columns are counted from the right.",
        "Column 0 is the first one, on the left.",
        {"from the right": "return np.eye(n_classes)[:, ::-1][y]"},
    ),
    "inverted": (
        "Zeros and ones are swapped.",
        "Begin with zeros, and put a single one into each row.",
        {"marks the wrong ones": "return 1 - np.eye(n_classes)[y]"},
    ),
    "minus-ones": (
        "The other classes hold -1 where 0 should stand.",
        "Begin with zeros, and put a single one into each row.",
        {"-1 and 1": "return 2 * np.eye(n_classes)[y] - 1"},
    ),
    "axis-dropped": (
        "With a single label, the axis of the examples is lost.",
        "One label gives one row: the shape has two axes for any number of labels.",
        {"one row drops out": "return np.squeeze(np.eye(n_classes)[y])"},
    ),
    "flat": (
        "All entries come in one flat array.",
        "Keep two axes: a row for each label, a column for each class.",
        {"flattened": "return np.eye(n_classes)[y].ravel()"},
    ),
    "first-label-only": (
        "Only the first label gets its row.",
        "Let every label have a row; a return inside a loop ends it at once.",
        {
            "returns inside the loop": ZEROS
            + "for i, c in enumerate(y):\n        Y[i, c] = 1\n        return Y",
            "a row for the first": "return np.eye(n_classes)[y[:1]]",
        },
    ),
    "last-label-only": (
        "Only the last label gets its row.",
        "Add each row to the list inside the loop: mind how far that line is indented.",
        {
            "appends after the loop": """Y = []
    for k in y:
        row = np.zeros(n_classes)
        row[k] = 1
    Y.append(row)
    return np.array(Y)""",
        },
    ),
    "ones-pile-up": (
        "The ones of earlier labels stay in later rows.",
        "Begin each row with zeros of its own.",
        {
            "copies of one row": """row, Y = np.zeros(n_classes), []
    for k in y:
        row[k] = 1
        Y.append(row.copy())
    return np.array(Y)""",
        },
    ),
    "identity-of-n": (
        "The identity has a row for each example, and it needs one for each class.",
        "Its row number k is the one-hot row of label k: make it as large as there are classes.",
        {
            "len(y) rows": "return np.eye(len(y), n_classes)[y]",
            "len(y) squared": "return np.eye(len(y))[y]",
        },
    ),
    "no-column-for-labels": (
        "Labels and classes are compared along one and the same axis.",
        "Make a column of the labels: then each is compared with every class.",
        {
            "no column": "return (np.arange(n_classes) == y).astype(float)",
        },
    ),
    "zero-has-none": (
        "Label 0 gets no one, and the others stand a column too far left.",
        "Labels and columns are both counted from 0.",
        {
            "classes from 1": "return (y[:, None] == np.arange(1, n_classes + 1)).astype(float)",
        },
    ),
    "labels-counted": (
        "It is counted how often each label occurs.",
        "Give every label a row of its own.",
        {
            "bincount": "return np.bincount(y, minlength=n_classes).astype(float)",
            "bincount, whole": "return np.bincount(y, minlength=n_classes)",
        },
    ),
    "old-ones-stay": (
        "The ones of an earlier call are still in the table.",
        "Begin each call with zeros of its own, and keep nothing from call to call.",
        {
            "one table of each shape, never cleared": f"""{KEPT_TABLE}
    Y[np.arange(len(y)), y] = 1.0
    return Y.copy()""",
        },
    ),
    "earlier-table-again": (
        "A table that was made for other labels comes back.",
        "Make a new table in each call, from the labels that are given.",
        {
            "one table of each shape, filled once": f"""{KEPT_TABLE}
    if not Y.any():
        Y[np.arange(len(y)), y] = 1.0
    return Y""",
        },
    ),
    "any/one-array": {
        "one table of each shape, cleared each time": f"""{KEPT_TABLE}
    Y[...] = 0.0
    Y[np.arange(len(y)), y] = 1.0
    return Y""",
        "one table of each shape, never cleared or copied": f"""{KEPT_TABLE}
    Y[np.arange(len(y)), y] = 1.0
    return Y""",
    },
    "any/changes-input": {"writes into y": "y %= 2\n    return np.eye(n_classes)[y]"},
    "any/returns-none": {"prints it": "print(np.eye(n_classes)[y])"},
}

ROWS = [("", SHIFT), (", and no shift", "")]
SURE_ROW = "P = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)\n    "

CROSS_ENTROPY = {
    "mean-over-classes": (
        "The mean runs over examples and classes, so the loss is C times too small.",
        "Divide by n, the number of examples: with 10 equal logits the loss is 2.303.",
        {
            "mean over examples and classes": EACH
            + """return np.mean(L * np.eye(logits.shape[1])[y])""",
            "divides by the table's size": f"return np.sum({SUMS} - logits{PICK}) / logits.size",
            "mean of one-hot times log P": SOFT
            + "return -np.mean(np.eye(P.shape[1])[y] * np.log(P))",
        },
    ),
    "sum": (
        "The losses are added up and never divided.",
        "A mean is the sum divided by n, the number of examples.",
        {
            "a sum": f"return np.sum({SUMS} - logits{PICK})",
            "a sum, from P": SOFT + f"return -np.sum(np.log(P{PICK}))",
        },
    ),
    "negative": (
        "The loss has the wrong sign: it is negative.",
        "A cross-entropy is never negative: logarithms of probabilities are, so turn their sign.",
        {
            "no minus": f"return np.mean(logits{PICK} - {SUMS})",
            "no minus, from P": SOFT + f"return np.mean(np.log(P{PICK}))",
        },
    ),
    "divides-twice": (
        "The sum is divided by n twice.",
        "A mean has divided by n already: divide once.",
        {"divides by n twice": f"return np.mean({SUMS} - logits{PICK}) / len(y)"},
    ),
    "fixed-n": (
        "The sum is divided by a fixed number, whatever n is.",
        "Divide by the number of examples, which is the length of y.",
        {"divides by 2": f"return np.sum({SUMS} - logits{PICK}) / 2"},
    ),
    "divides-by-classes": (
        "The sum is divided by the number of classes.",
        "Divide by n, the number of examples, which is the number of rows.",
        {"divides by C": f"return np.sum({SUMS} - logits{PICK}) / logits.shape[1]"},
    ),
    "wrong-axis": (
        "The sum, or the largest logit, is taken down the columns, over the examples.",
        "A row holds the logits of one example: go along it, over the classes.",
        {
            "down the columns": """L = np.log(np.exp(logits).sum(axis=0)) - logits
    return np.mean(L[np.arange(len(y)), y])""",
            "softmax down the columns": f"""P = np.exp(logits) / np.exp(logits).sum(axis=0)
    return -np.mean(np.log(P{PICK}))""",
            "log-sum-exp of the columns": f"""largest = logits.max(axis=0)
    sums = np.exp(logits - largest).sum(axis=0)
    return np.mean(largest + np.log(sums) - logits{PICK})""",
            "a row's largest, a column's sum": f"""largest = logits.max(axis=1)
    sums = np.exp(logits - largest[:, None]).sum(axis=0)
    return np.mean(largest + np.log(sums) - logits{PICK})""",
            "a column's largest, a row's sum": f"""largest = logits.max(axis=0)
    sums = np.exp(logits - largest).sum(axis=1)
    return np.mean(largest + np.log(sums) - logits{PICK})""",
        },
    ),
    "whole-table": (
        "One sum runs over the whole table.",
        "Each example has a sum of its own: sum along each row.",
        {
            "over the whole table": f"return np.mean(np.log(np.exp(logits).sum()) - logits{PICK})",
        },
    ),
    "transposed-when-square": (
        "With as many examples as classes, rows and columns are swapped.",
        "A row is always an example, whatever the shape.",
        {
            "transposed when square": f"""if logits.shape[0] == logits.shape[1]: logits = logits.T
    return np.mean({SUMS} - logits{PICK})""",
        },
    ),
    "every-label-for-each-row": (
        "Every example is compared with the labels of all.",
        "Pick one entry from each row: give a row number together with each label.",
        {
            "all columns of the labels": EACH + """return np.mean(L[:, y])""",
            "all columns of the labels, from P": SOFT + "return -np.mean(np.log(P[:, y]))",
        },
    ),
    "rows-by-label": (
        "Whole rows are picked by the labels, which name columns.",
        "Pick one entry from each row: give a row number together with each label.",
        {
            "rows of the labels": EACH + "return np.mean(L[y])",
            "rows of the labels, from P": SOFT + "return -np.mean(np.log(P[y]))",
            "logits of the labels": f"return np.mean({SUMS} - logits[y])",
        },
    ),
    "rows-do-not-broadcast": (
        "One number for each row is combined with the whole table, and the shapes do not fit.",
        "Make a column of it first: then it belongs to its row.",
        {
            "no column": f"""largest = logits.max(axis=1)
    sums = np.exp(logits - largest).sum(axis=1)
    return np.mean(largest + np.log(sums) - logits{PICK})""",
            "softmax without a column": f"""E = np.exp(logits)
    P = E / E.sum(axis=1)
    return -np.mean(np.log(P{PICK}))""",
        },
    ),
    "first-example-only": (
        "Only the first example counts.",
        "Let every row add its loss, and divide by n.",
        {
            "the first row": f"return {SUMS}[0] - logits[0, y[0]]",
            "returns inside the loop": """for row, label in zip(logits, y):
        return np.log(np.exp(row).sum()) - row[label]""",
        },
    ),
    "mean-for-sum": (
        "The exponentials of a row are averaged, where they should be added up.",
        "Add them: C equal logits have the loss ln C.",
        {
            "averages the exponentials": f"""sums = np.log(np.exp(logits).mean(axis=1))
    return np.mean(sums - logits{PICK})""",
        },
    ),
    "whole-numbers": (
        "Decimals are cut off.",
        "Keep the losses in an array of floats: one that is made like y or the logits may hold "
        "whole numbers.",
        {
            "kept in an array like y": f"""losses = np.zeros_like(y)
    losses[:] = {SUMS} - logits{PICK}
    return losses.mean()""",
            "kept in an array like logits": f"""losses = np.zeros_like(logits)
    losses[:, 0] = {SUMS} - logits{PICK}
    return losses[:, 0].mean()""",
            "logits of whole numbers": f"""rows = np.zeros_like(logits)
    rows[:] = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
    return -np.mean(rows{PICK})""",
        },
    ),
    "averaged-by-label": (
        "The losses of each label are averaged first, and then the labels.",
        "Every example counts alike: add up all losses, and divide once, by n.",
        {
            "a mean of means": f"""losses = {SUMS} - logits{PICK}
    return np.mean([losses[y == k].mean() for k in np.unique(y)])""",
        },
    ),
    "first-label-for-all": (
        "The first label is used for every example.",
        "Each row has its own label.",
        {"the first label for all": f"return np.mean({SUMS} - logits[:, y[0]])"},
    ),
    "likeliest-class": (
        "The largest logit of each row is taken for the right class's.",
        "The label says which class is right; the network may like another one more.",
        {
            "the likeliest class": f"return np.mean({SUMS} - logits.max(axis=1))",
            "the likeliest class, from P": SOFT + "return -np.mean(np.log(P.max(axis=1)))",
        },
    ),
    "labels-from-1": (
        "The class before the right one is picked, as if labels began at 1.",
        "Labels begin at 0, and so do columns: use the label as it is.",
        {"labels from 1": f"return np.mean({SUMS} - logits[np.arange(len(y)), y - 1])"},
    ),
    "all-classes": (
        "The logarithms of all classes count, and the labels are not used.",
        "Only the right class's probability counts: pick it by the label.",
        {
            "all classes, averaged": EACH + """return np.mean(L)""",
            "all classes, added up": EACH + """return L.sum() / len(y)""",
            "all classes, added up, from P": SOFT + "return -np.log(P).sum(axis=1).mean()",
        },
    ),
    "softmax-twice": (
        "Softmax is applied twice.",
        "The logits go in once: what softmax gives is a probability already.",
        {
            "softmax twice": SOFT + f"return np.mean(np.log(np.exp(P).sum(axis=1)) - P{PICK})",
            "softmax of softmax": f"""P = softmax(softmax(logits))
    return -np.mean(np.log(P{PICK}))""",
        },
    ),
    "sigmoid-each": (
        "Each logit goes through a sigmoid of its own, as in the binary cross-entropy.",
        "The classes share a probability of 1: take the log-sum-exp along each row.",
        {
            "a sigmoid each": """Y = np.eye(logits.shape[1])[y]
    return np.sum(np.logaddexp(0, logits) - logits * Y) / len(y)""",
            "a sigmoid each, averaged": """Y = np.eye(logits.shape[1])[y]
    return np.mean(np.logaddexp(0, logits) - logits * Y)""",
            "the right class's sigmoid": f"return np.mean(np.logaddexp(0, -logits{PICK}))",
        },
    ),
    "wrong-classes-priced": (
        "The wrong classes are priced as well, as in the binary cross-entropy.",
        "Only the right class's probability counts: its logarithm stands alone in the sum.",
        {
            "the binary formula, averaged": SOFT
            + """Y = np.eye(P.shape[1])[y]
    return -np.mean(Y * np.log(P) + (1 - Y) * np.log(1 - P))""",
            "the binary formula, averaged, clipped": SOFT
            + """Y, P = np.eye(P.shape[1])[y], np.clip(P, 1e-12, 1 - 1e-12)
    return -np.mean(Y * np.log(P) + (1 - Y) * np.log(1 - P))""",
            "the binary formula, clipped": SOFT
            + """Y, P = np.eye(P.shape[1])[y], np.clip(P, 1e-12, 1 - 1e-12)
    return -np.sum(Y * np.log(P) + (1 - Y) * np.log(1 - P)) / len(y)""",
            "the binary formula": SOFT
            + """Y = np.eye(P.shape[1])[y]
    return -np.sum(Y * np.log(P) + (1 - Y) * np.log(1 - P)) / len(y)""",
        },
    ),
    "another-logarithm": (
        "The logarithm has another base: 2 or 10.",
        "Use the natural logarithm, the one that undoes exp.",
        {
            "logarithm to the base 2": f"return np.mean({SUMS} / np.log(2) - logits{PICK})",
            "logarithm to the base 10": f"return np.mean({SUMS} / np.log(10) - logits{PICK})",
            "base 2 of P": SOFT + f"return -np.mean(np.log2(P{PICK}))",
            "base 10 of P": SOFT + f"return -np.mean(np.log10(P{PICK}))",
        },
    ),
    "logarithm-missing": (
        "No logarithm is taken of the probabilities.",
        "The loss is minus the logarithm of the right class's probability.",
        {
            "no logarithm": SOFT + f"return -np.mean(P{PICK})",
            "one minus P": SOFT + f"return 1 - np.mean(P{PICK})",
        },
    ),
    "log-of-sum-missing": (
        "The sum of the exponentials is used without its logarithm.",
        "Take the logarithm of the sum before you subtract the right class's logit.",
        {"no log of the sum": f"return np.mean(np.exp(logits).sum(axis=1) - logits{PICK})"},
    ),
    "squared-error": (
        "This is a squared error between the probabilities and the one-hot rows.",
        "Take minus the logarithm of the right class's probability.",
        {
            "squares": SOFT + "return np.mean((P - np.eye(P.shape[1])[y]) ** 2)",
            "squares, added up": SOFT + "return np.sum((P - np.eye(P.shape[1])[y]) ** 2) / len(y)",
        },
    ),
    "not-averaged": (
        "The losses are never averaged: there is one number for each example.",
        "Take the mean over the examples, so that one number is left.",
        {
            "a loss for each": f"return {SUMS} - logits{PICK}",
            "a loss for each, from P": SOFT + f"return -np.log(P{PICK})",
        },
    ),
    "array-of-one": (
        "The loss comes in an array of one entry.",
        "Return the number itself, without brackets around it.",
        {"an array of one": f"return np.array([np.mean({SUMS} - logits{PICK})])"},
    ),
    "rows-named-by-labels": (
        "Labels are used as row numbers, in a loop over the labels.",
        "Row and label belong to one example: take both in step, as `zip` hands them out.",
        {
            "a loop over the labels": """total = 0
    for k in y:
        row = logits[k] - logits[k].max()
        total += np.log(np.exp(row).sum()) - row[k]
    return total / len(y)""",
        },
    ),
    "indices-swapped": (
        "Row and column are swapped where the right class's logit is picked.",
        "The first index is the row, one for each example; the second is the column, its label.",
        {
            "[y, i]": f"return np.mean({SUMS} - logits[y, np.arange(len(y))])",
        },
    ),
    "mean-of-a-part": (
        "The mean is taken of a part only, and the rest comes after it, one number "
        "for each example.",
        "Subtract first, and average the differences.",
        {
            "the mean of the log-sum-exp": f"return np.mean({SUMS}) - logits[np.arange(len(y)), y]",
        },
    ),
    "last-example-only": (
        "Each example replaces the one before, so that only the last one counts.",
        "Add each loss to the sum of those before.",
        {
            "replaces the total": """for row, k in zip(logits, y):
        total = np.log(np.exp(row).sum()) - row[k]
    return total / len(y)""",
            "replaces the total, not divided": """for row, k in zip(logits, y):
        total = np.log(np.exp(row).sum()) - row[k]
    return total""",
        },
    ),
    "mistakes-counted": (
        "It is counted how many examples have another likeliest class.",
        "Take minus the logarithm of the right class's probability.",
        {
            "a share of mistakes": "return np.mean(logits.argmax(axis=1) != y)",
            "a share of right ones": "return np.mean(logits.argmax(axis=1) == y)",
        },
    ),
    "labels-not-used": (
        "The labels are not used: each class's logarithm is weighted with its own probability.",
        "Only the right class's probability counts: pick it by the label.",
        {
            "entropy": SOFT + "return -np.sum(P * np.log(P)) / len(y)",
            "entropy, averaged": SOFT + "return -np.mean(P * np.log(P))",
        },
    ),
    "as-many-rows-as-classes": (
        "Row numbers run to the number of classes, where they should run to that of the examples.",
        "Each label has a row: count to the length of y.",
        {
            "counts the classes": f"return np.mean({SUMS} - logits[np.arange(len(logits[0])), y])",
        },
    ),
    "label-as-number": (
        "The label is subtracted as a number.",
        "Labels are names: subtract the logit in the column that the label names.",
        {
            "minus y": f"return np.mean({SUMS} - y)",
        },
    ),
    "largest": (
        "Only the largest loss counts.",
        "Take the mean of all losses.",
        {
            "the largest": f"return np.max({SUMS} - logits[np.arange(len(y)), y])",
        },
    ),
    "median": (
        "The loss in the middle is taken, the median.",
        "Take the mean: the sum of all losses, divided by n.",
        {
            "the median": f"return np.median({SUMS} - logits[np.arange(len(y)), y])",
        },
    ),
    "loss-rounded": (
        "The loss is rounded.",
        "Keep every digit, and round only what you print.",
        {
            "two decimals": f"losses = {SUMS} - logits{PICK}\n    "
            "return round(float(np.mean(losses)), 2)",
            "one decimal": f"losses = {SUMS} - logits{PICK}\n    "
            "return round(float(np.mean(losses)), 1)",
        },
    ),
    "any/returns-none": {"prints it": f"print(np.mean({SUMS} - logits{PICK}))"},
}

CROSS_ENTROPY_ALONE = {
    "log-sum-exp-missing": (
        "The log-sum-exp is missing: only the right class's logit is left.",
        "Subtract that logit from the log-sum-exp of its row.",
        {
            "minus the right logit": f"return -np.mean(logits{PICK})",
            "the right logit": f"return np.mean(logits{PICK})",
        },
    ),
    "right-logit-missing": (
        "The right class's logit is never subtracted.",
        "The loss of a row is its log-sum-exp minus the logit that its label names.",
        {
            "log-sum-exp only": """m = logits.max(axis=1)
    return np.mean(m + np.log(np.exp(logits - m[:, None]).sum(axis=1)))""",
            "log-sum-exp only, no shift": f"return np.mean({SUMS})",
        },
    ),
    "right-logit-added": (
        "The right class's logit is added to the log-sum-exp.",
        "Subtract it: a larger logit of the right class lowers the loss.",
        {
            "plus the right logit": f"""m = logits.max(axis=1)
    return np.mean(m + np.log(np.exp(logits - m[:, None]).sum(axis=1)) + logits{PICK})""",
            "plus the right logit, no shift": f"return np.mean({SUMS} + logits{PICK})",
        },
    ),
    "logarithm-inside-sum": (
        "The logarithm is taken of each exponential, before the sum: the two undo each other.",
        "Add the exponentials of a row first, and then take the logarithm.",
        {
            "a sum of logs": f"return np.mean(np.log(np.exp(logits)).sum(axis=1) - logits{PICK})",
            "a sum of logs, shifted": SHIFT
            + f"return np.mean(np.log(np.exp(logits)).sum(axis=1) - logits{PICK})",
        },
    ),
    "largest-not-added": (
        "The largest logit is taken off in the log-sum-exp and never added again.",
        "Taking it off every logit lowers the log-sum-exp by it: put it back in front.",
        {
            "forgets to add the largest": f"""largest = logits.max(axis=1, keepdims=True)
    sums = np.log(np.exp(logits - largest).sum(axis=1))
    return np.mean(sums - logits{PICK})""",
        },
    ),
    "largest-subtracted": (
        "The largest logit is taken off once more after the logarithm.",
        "Add it there: it was taken off before the exponential.",
        {
            "minus the largest": f"""largest = logits.max(axis=1)
    sums = np.log(np.exp(logits - largest[:, None]).sum(axis=1))
    return np.mean(sums - largest - logits{PICK})""",
        },
    ),
    "logits-as-probabilities": (
        "The logarithm is taken of the logits, as if they were probabilities.",
        "Logits may be any numbers: take the log-sum-exp of their row into account.",
        {
            "takes logits for probabilities": f"return -np.mean(np.log(logits{PICK}))",
            "takes logits for probabilities, clipped": f"""P = np.clip(logits, 1e-12, 1)
    return -np.mean(np.log(P{PICK}))""",
        },
    ),
    "overflows": (
        "The exponential of a large logit grows beyond what a float holds.",
        "Take the largest logit of each row off before the exponential.",
        {
            "no shift": SOFT + f"return -np.mean(np.log(P{PICK}))",
            "log-sum-exp, no shift": f"return np.mean({SUMS} - logits{PICK})",
            "no shift, with one-hot": SOFT
            + "return -np.sum(np.eye(P.shape[1])[y] * np.log(P)) / len(y)",
            "no shift, clipped": SOFT + f"return -np.mean(np.log(np.clip(P{PICK}, 1e-12, 1)))",
        },
    ),
    "logarithm-of-zero": (
        "The logarithm is taken of a probability that the computer rounded to 0.",
        "Simplify on paper first: log-sum-exp minus the right class's logit needs no probability.",
        {
            "the logarithm of a probability": SHIFT + SOFT + f"return -np.mean(np.log(P{PICK}))",
            "the logarithm of softmax": f"return -np.mean(np.log(softmax(logits){PICK}))",
            "with one-hot": """Y = np.eye(logits.shape[1])[y]
    return -np.sum(Y * np.log(softmax(logits))) / len(y)""",
            "nan becomes 0": f"return np.mean(np.nan_to_num(-np.log(softmax(logits){PICK})))",
        },
    ),
    "clipped": (
        "Something keeps the probabilities off 0, so all sure mistakes cost the same.",
        "Log-sum-exp minus the right class's logit needs no probability, and so no limit.",
        {
            **{
                f"probabilities clipped at {e}": f"""P = np.clip(softmax(logits), {e}, 1)
    return -np.mean(np.log(P{PICK}))"""
                for e in ("1e-12", "1e-15", "1e-9", "1e-8", "1e-7")
            },
            "a little more": f"return -np.mean(np.log(softmax(logits){PICK} + 1e-12))",
            "another little more": f"return -np.mean(np.log(softmax(logits){PICK} + 1e-9))",
            "another little more still": f"return -np.mean(np.log(softmax(logits){PICK} + 1e-8))",
            "with one-hot, a little more": """Y = np.eye(logits.shape[1])[y]
    return -np.sum(Y * np.log(softmax(logits) + 1e-12)) / len(y)""",
        },
    ),
    "logits-clipped": (
        "The logits are clipped, so all beyond the limit look the same.",
        "Take the largest logit of each row off instead: then none is too large, and none is lost.",
        {
            f"logits clipped at {e}": f"""logits = np.clip(logits, -{e}, {e})
    return np.mean(np.log(np.exp(logits).sum(axis=1)) - logits{PICK})"""
            for e in (20, 30, 50, 100, 500, 700, 709)
        },
    ),
    "differences-clipped": (
        "The differences to the largest logit are clipped, so sure mistakes cost the same.",
        "Once the largest is taken off, nothing can overflow: no clip is needed.",
        {
            f"differences clipped at {e}": f"""{SHIFT}logits = np.maximum(logits, -{e})
    return np.mean(np.log(np.exp(logits).sum(axis=1)) - logits{PICK})"""
            for e in (30, 50, 100, 500, 700)
        },
    ),
    "another-shift": (
        "Another number than the row's own largest logit is taken off before the exponential.",
        "Only with its own largest taken off, each row keeps an exponential of 1, and none above.",
        {
            "the largest or 0": f"""largest = np.maximum(logits.max(axis=1), 0)
    sums = np.exp(logits - largest[:, None]).sum(axis=1)
    return np.mean(largest + np.log(sums) - logits{PICK})""",
            **{
                f"always {e}": f"""sums = np.exp(logits - {e}).sum(axis=1)
    return np.mean({e} + np.log(sums) - logits{PICK})"""
                for e in (100, 500, 700, 1000)
            },
            "the mean": f"""middle = logits.mean(axis=1, keepdims=True)
    sums = np.exp(logits - middle).sum(axis=1)
    return np.mean(middle[:, 0] + np.log(sums) - logits{PICK})""",
        },
    ),
    "one-largest-for-all": (
        "One largest logit is taken off all rows, and the exponentials of other rows become 0.",
        "Each row has its own largest logit: take that one off.",
        {
            "one largest for all rows": f"""largest = logits.max()
    sums = np.log(np.exp(logits - largest).sum(axis=1))
    return np.mean(largest + sums - logits{PICK})""",
            "one largest for all rows, shifted": f"""logits = logits - np.max(logits)
    return np.mean({SUMS} - logits{PICK})""",
            "one largest, from P": f"""logits = logits - np.max(logits)
    {SOFT}return -np.mean(np.log(P{PICK}))""",
        },
    ),
    "smallest-taken-off": (
        "The smallest logit of each row is taken off, and the exponential still overflows.",
        "Take the largest one off: then no exponent is positive.",
        {
            "minus the smallest": f"""logits = logits - logits.min(axis=1, keepdims=True)
    return np.mean({SUMS} - logits{PICK})""",
        },
    ),
    "second-largest-taken-off": (
        "The largest logit but one is taken off, and the exponential of the largest may overflow.",
        "Take the largest one off: then no exponent is positive.",
        {
            "the largest but one": f"""logits = logits - np.sort(logits, axis=1)[:, -2:-1]
    return np.mean({SUMS} - logits{PICK})""",
        },
    ),
    "any/changes-input": {
        "writes into logits": f"""logits -= logits.max(axis=1, keepdims=True)
    return np.mean({SUMS} - logits{PICK})"""
    },
}

SLOPES = "return 2 * (y_hat - y) / len(y)"
NUDGES = "mse, h = lambda a, b: np.mean((a - b) ** 2), 1e-5\n    "

MSE_GRADIENT = {
    "no-2": (
        "All slopes are half as large as they should be.",
        "The slope of u squared is 2u; and a nudge to one side is divided by h, one to both by 2h.",
        {"the 2 is missing": "return (y_hat - y) / len(y)"},
    ),
    "no-n": (
        "The division by n is missing.",
        "The loss is a mean, so each slope is divided by the number of examples.",
        {"the n is missing": "return 2 * (y_hat - y)"},
    ),
    "no-2-no-n": (
        "The 2 and the division by n are both missing.",
        "The slope of u squared is 2u, and the mean divides each slope by n.",
        {"the error": "return y_hat - y"},
    ),
    "fixed-n": (
        "The slopes are divided by a fixed number, whatever n is.",
        "Divide by the number of examples, which the arrays know.",
        {
            "n is four": "return (y_hat - y) / 2",
            "n is three": "return 2 * (y_hat - y) / 3",
        },
    ),
    "divides-twice": (
        "The slopes are divided by n twice.",
        "The mean in the loss brings one division by n, and no more.",
        {
            "n squared": "return 2 * (y_hat - y) / len(y) ** 2",
        },
    ),
    "divides-by-2n": (
        "The 2 stands below the line: differences are divided by 2n.",
        "The 2 comes from the slope of the square, so it multiplies.",
        {"2 n below": "return (y_hat - y) / (2 * len(y))"},
    ),
    "n-minus-1": (
        "The slopes are divided by n - 1.",
        "Divide by n, the number of examples.",
        {
            "n - 1": "return 2 * (y_hat - y) / max(len(y) - 1, 1)",
            "n - 1, even 0": "return 2 * (y_hat - y) / (len(y) - 1)",
        },
    ),
    "divides-by-columns": (
        "The slopes are divided by the size of the last axis, which is 1 for a column.",
        "Divide by the number of examples: a column has one in each row.",
        {"divided by the columns": "return 2 * (y_hat - y) / y.shape[-1]"},
    ),
    "sign-flipped": (
        "All slopes have the opposite sign.",
        "Take prediction minus target: a prediction that is too high has a positive slope.",
        {
            "downhill": "return 2 * (y - y_hat) / len(y)",
            "with respect to y": "return -2 * (y_hat - y) / len(y)",
            "downhill, no 2": "return (y - y_hat) / len(y)",
            "downhill, no n": "return 2 * (y - y_hat)",
        },
    ),
    "one-number": (
        "One number comes back: slopes that were added up or averaged, or that of moving all "
        "predictions together.",
        "Each prediction has a slope of its own: return an array of the predictions' shape.",
        {
            "nudges all together": NUDGES
            + """return (mse(y_hat + h, y) - mse(y_hat - h, y)) / (2 * h)""",
            "nudges all together, to one side": NUDGES
            + """return (mse(y_hat + h, y) - mse(y_hat, y)) / h""",
            "averaged, no n twice": "return 2 * np.mean(y_hat - y)",
            "summed": "return np.sum(2 * (y_hat - y)) / len(y)",
            "averaged": "return np.mean(2 * (y_hat - y) / len(y))",
            "summed, no n": "return np.sum(2 * (y_hat - y))",
        },
    ),
    "returns-loss": (
        "This is the loss itself, not its slopes.",
        "Each prediction has a slope: the slope of its squared error, divided by n.",
        {
            "the loss": "return np.mean((y_hat - y) ** 2)",
            "the loss, twice, over n": "return 2 * np.mean((y_hat - y) ** 2) / len(y)",
        },
    ),
    "sign-only": (
        "Only the sign of each difference is used: these are slopes of the absolute error.",
        "The slope of a square grows with the difference: use the difference itself.",
        {
            "the sign only": "return 2 * np.sign(y_hat - y) / len(y)",
            "the slope of the MAE": "return np.sign(y_hat - y) / len(y)",
            "2 or -2": "return np.where(y_hat > y, 2, -2) / len(y)",
            "1 or -1": "return np.where(y_hat > y, 1, -1) / len(y)",
        },
    ),
    "no-sign": (
        "The slopes have lost their signs.",
        "A prediction that is too low has a negative slope: keep the sign of the difference.",
        {
            "absolute": "return 2 * np.abs(y_hat - y) / len(y)",
        },
    ),
    "squared": (
        "The differences are still squared.",
        "The slope of u squared is 2u: the square itself is gone.",
        {
            "squared": "return 2 * (y_hat - y) ** 2 / len(y)",
            "squared, no 2": "return (y_hat - y) ** 2 / len(y)",
        },
    ),
    "nudges-stay": (
        "Each slope holds those before it: earlier nudges stay, or slopes are added up.",
        "Move one prediction alone: begin from a new copy for each.",
        {
            "a running sum": "return np.cumsum(2 * (y_hat - y) / len(y), axis=0)",
            "nudges stay": NUDGES
            + """up, slopes = y_hat.astype(float), []
    for i in range(len(y)):
        up[i] += h
        slopes.append((mse(up, y) - mse(y_hat, y)) / h)
    return np.reshape(slopes, y.shape)""",
        },
    ),
    "nudges-of-whole-numbers": (
        "The nudge is lost in an array of whole numbers.",
        "Turn the predictions into floats before one of them is moved.",
        {
            "nudges whole numbers": NUDGES
            + """slopes = np.zeros(y.shape)
    for i in range(len(y)):
        up, down = y_hat.copy(), y_hat.copy()
        up[i] += h
        down[i] -= h
        slopes[i] = (mse(up, y) - mse(down, y)) / (2 * h)
    return slopes""",
            "nudges whole numbers to one side": NUDGES
            + """slopes = np.zeros(y.shape)
    for i in range(len(y)):
        up = y_hat.copy()
        up[i] += h
        slopes[i] = (mse(up, y) - mse(y_hat, y)) / h
    return slopes""",
        },
    ),
    "nudges-undivided": (
        "The change of the loss is not divided by the nudge.",
        "A slope is a change divided by how far the prediction moved.",
        {
            "no h": NUDGES
            + """slopes = np.zeros(y.shape)
    for i in range(len(y)):
        up, down = y_hat.astype(float), y_hat.astype(float)
        up[i] += h
        down[i] -= h
        slopes[i] = mse(up, y) - mse(down, y)
    return slopes""",
        },
    ),
    "too-high-only": (
        "Predictions that are too low get no slope.",
        "A prediction that is too low has a negative slope: keep it.",
        {"cut off at 0": "return np.maximum(2 * (y_hat - y) / len(y), 0)"},
    ),
    "mean-difference-for-all": (
        "Every prediction gets the mean difference.",
        "Each prediction has a slope of its own, from its own difference.",
        {
            "the mean for all": "return 2 * np.mean(y_hat - y) * np.ones(y.shape)",
            "the mean for all, over n": "return 2 * np.mean(y_hat - y) * np.ones(y.shape) / len(y)",
        },
    ),
    "root-of-n": (
        "The slopes are divided by the root of n.",
        "Divide by n itself.",
        {"the root of n": "return 2 * (y_hat - y) / np.sqrt(len(y))"},
    ),
    "transposed": (
        "A column comes back as a row.",
        "Return the slopes in the predictions' own shape.",
        {"transposed": "return (2 * (y_hat - y) / len(y)).T"},
    ),
    "targets-ignored": (
        "The targets are not used.",
        "The slope of u squared is 2u, where u is prediction minus target.",
        {"no y": "return 2 * y_hat / len(y)"},
    ),
    "adds-targets": (
        "Targets are added to the predictions.",
        "Take the target off the prediction: a loss looks at their difference.",
        {"plus y": "return 2 * (y_hat + y) / len(y)"},
    ),
    "brackets-missing": (
        "The 2 or the n belongs to one part of the difference only: brackets are missing.",
        "Find the difference first, in brackets, and then multiply and divide all of it.",
        {
            "2 y_hat - y": "return (2 * y_hat - y) / len(y)",
            "y / n": "return 2 * y_hat - y / len(y)",
            "2 y_hat": "return 2 * y_hat - 2 * y / len(y)",
            "2 / n times y_hat": "return 2 / len(y) * y_hat - y",
        },
    ),
    "flattened": (
        "A column comes back as a flat array.",
        "Return the slopes in the predictions' own shape.",
        {"flattened": "return np.ravel(2 * (y_hat - y) / len(y))"},
    ),
    "large-slopes-limited": (
        "Large slopes are cut off.",
        "Return every slope as it is, however large.",
        {
            "clipped": "return np.clip(2 * (y_hat - y) / len(y), -10, 10)",
            "clipped at 1": "return np.clip(2 * (y_hat - y) / len(y), -1, 1)",
        },
    ),
    "whole-numbers": (
        "Decimals are cut off.",
        "Return the slopes as they are, decimals included.",
        {
            "whole slopes": "return 2 * (y_hat - y) // len(y)",
            "whole slopes of type int": "return (2 * (y_hat - y) / len(y)).astype(int)",
            "rounded": "return np.round(2 * (y_hat - y) / len(y))",
            "rounded to one decimal": "return np.round(2 * (y_hat - y) / len(y), 1)",
            "2 // n": "return 2 // len(y) * (y_hat - y)",
            "kept in an array like y": """slopes = np.zeros_like(y)
    slopes[:] = 2 * (y_hat - y) / len(y)
    return slopes""",
            "kept in an array like y_hat": """slopes = np.zeros_like(y_hat)
    slopes[:] = 2 * (y_hat - y) / len(y)
    return slopes""",
            "rounded to two decimals": "return np.round(2 * (y_hat - y) / len(y), 2)",
        },
    ),
    "knows-the-example": (
        "The answer does not depend on the inputs.",
        "Compute it from y_hat and y, so that other numbers work, too.",
        {"knows the example": "return np.array([0.5, 0.0, -1.5, -0.25])"},
    ),
    "divides-by-the-shape": (
        "The slopes are divided by a whole shape, which holds a number for each axis.",
        "Divide by the number of examples, one number.",
        {
            "by the shape": "return 2 * (y_hat - y) / y_hat.shape",
        },
    ),
    "neighbours": (
        "The slope from one example to the next is taken.",
        "Examples do not depend on each other: each prediction has the slope of its own square.",
        {
            "np.gradient": "return np.gradient(np.ravel((y_hat - y) ** 2)).reshape(y.shape)",
            "differences": """u = np.ravel((y_hat - y) ** 2)
    return np.append(np.diff(u), 0.0).reshape(y.shape)""",
        },
    ),
    "averaged-along-an-axis": (
        "The slopes are averaged along an axis, so that they are fewer than the predictions.",
        "Each prediction keeps a slope of its own.",
        {
            "along the first": "return np.mean(2 * (y_hat - y), axis=0)",
            "along the last": "return 2 * (y_hat - y).mean(axis=-1) / len(y)",
        },
    ),
    "times-the-prediction": (
        "Each slope is multiplied by the prediction.",
        "The slope of u squared is 2u, and u moves as fast as the prediction: nothing"
        " else belongs to it.",
        {
            "times y_hat": "return 2 * (y_hat - y) * y_hat / len(y)",
        },
    ),
    "not-stored": (
        "Each slope replaces the one before, so that only the last is left.",
        "Keep each slope, in an array or a list with a place for every prediction.",
        {
            "replaces g": """for a, b in zip(y_hat, y):
        g = 2 * (a - b) / len(y)
    return g""",
        },
    ),
    "last-left-out": (
        "The last prediction has no slope.",
        "Counting from 0 up to the number of examples ends at the last one by itself.",
        {
            "one round too few": """g = np.zeros(y_hat.shape)
    for i in range(len(y) - 1):
        g[i] = 2 * (y_hat[i] - y[i]) / len(y)
    return g""",
        },
    ),
    "another-axis": (
        "The slopes have an axis more than the predictions.",
        "Return the slopes in the predictions' own shape.",
        {
            "a column made of it": "return (2 * (y_hat - y) / len(y))[:, None]",
            "a row made of it": "return (2 * (y_hat - y) / len(y))[None]",
        },
    ),
    "any/changes-input": {"writes into y_hat": "y_hat -= y\n    return 2 * y_hat / len(y)"},
    "any/returns-none": {"prints it": "print(2 * (y_hat - y) / len(y))"},
    "any/one-array": {
        "one array of each shape": """kept = mse_gradient.__dict__
    gradient = kept.setdefault(y_hat.shape, np.zeros(y_hat.shape))
    gradient[...] = 2 * (y_hat - y) / len(y)
    return gradient""",
    },
}

GRADIENT = {
    "no-n": (
        "The division by n is missing.",
        "The loss is a mean, so each row is divided by the number of examples.",
        {
            "the n is missing": f"P{PICK} -= 1\n    return P",
        },
    ),
    "fixed-n": (
        "The rows are divided by a fixed number, whatever n is.",
        "Divide by the number of examples, which is the length of y.",
        {"n is 2": f"P{PICK} -= 1\n    return P / 2"},
    ),
    "divides-by-all": (
        "The rows are divided by the size of the whole table, n times C.",
        "Divide by n: the loss is a mean over the examples, not over the classes.",
        {
            "n times C": f"P{PICK} -= 1\n    return P / P.size",
        },
    ),
    "divides-by-classes": (
        "The rows are divided by the number of classes.",
        "Divide by n, the number of examples, which is the number of rows.",
        {"divides by C": f"P{PICK} -= 1\n    return P / P.shape[1]"},
    ),
    "divides-twice": (
        "The rows are divided by n twice.",
        "The mean in the loss brings one division by n, and no more.",
        {
            "n squared": f"P{PICK} -= 1\n    return P / len(y) ** 2",
        },
    ),
    "one-not-divided": (
        "The probabilities are divided by n, and the 1 at the label is not.",
        "Take the 1 off first; then divide the whole difference.",
        {
            "divides before it takes 1 off": f"P = P / len(y)\n    P{PICK} -= 1\n    return P",
            "no brackets": "return P / len(y) - np.eye(P.shape[1])[y]",
        },
    ),
    "probabilities-not-divided": (
        "The one-hot rows are divided by n, and the probabilities are not.",
        "Put brackets around the difference, and divide all of it.",
        {"no brackets around": "return P - np.eye(P.shape[1])[y] / len(y)"},
    ),
    "a-2": (
        "There is a 2 in front, as in the gradient of the MSE.",
        "The 2 came from a square, and there is none in the cross-entropy.",
        {
            "times 2": f"P{PICK} -= 1\n    return 2 * P / len(y)",
            "times 2, no n": f"P{PICK} -= 1\n    return 2 * P",
        },
    ),
    "sign-flipped": (
        "All slopes have the opposite sign.",
        "Take probability minus one-hot: the right class should rise, so its slope is negative.",
        {
            "downhill": f"P{PICK} -= 1\n    return -P / len(y)",
            "downhill, no n": f"P{PICK} -= 1\n    return -P",
            "one-hot minus P": "return (np.eye(P.shape[1])[y] - P) / len(y)",
        },
    ),
    "one-hot-missing": (
        "The one-hot rows are never taken off.",
        "In each row, 1 comes off at the label, in the table itself: two pairs of brackets, one "
        "after the other, change a copy.",
        {
            "in a copy": "P[np.arange(len(y))][:, y] -= 1\n    return P / len(y)",
            "forgets the one-hot": "return P / len(y)",
            "forgets the one-hot and the n": "return P",
        },
    ),
    "one-added": (
        "At each label, 1 is added.",
        "Take the 1 off: the slope is what was said minus what happened.",
        {"adds 1": f"P{PICK} += 1\n    return P / len(y)"},
    ),
    "one-off-everywhere": (
        "1 is taken off every entry.",
        "Take 1 off at the label only: the one-hot row is 0 elsewhere.",
        {"1 off everywhere": "return (P - 1) / len(y)"},
    ),
    "overwritten": (
        "At each label, the probability is replaced.",
        "Take 1 off the probability that stands there.",
        {
            "-1 at the label": f"P{PICK} = -1\n    return P / len(y)",
            "0 at the label": f"P{PICK} = 0\n    return P / len(y)",
            "1 at the label": f"P{PICK} = 1\n    return P / len(y)",
        },
    ),
    "label-as-number": (
        "The label is subtracted as a number.",
        "Labels are names: take 1 off in the column that the label names.",
        {
            "the label as a number": "return (P - y[:, None]) / len(y)",
            "the labels as a row": "return (P - y) / len(y)",
            "the label at the label": f"P{PICK} -= y\n    return P / len(y)",
        },
    ),
    "labels-from-1": (
        "1 is taken off a column too far left, as if labels began at 1.",
        "Labels begin at 0, and so do columns: use the label as it is.",
        {"labels from 1": "P[np.arange(len(y)), y - 1] -= 1\n    return P / len(y)"},
    ),
    "rows-by-label": (
        "1 is taken off whole rows, picked by the labels, which name columns.",
        "Take 1 off one entry of each row: give a row number together with each label.",
        {"whole rows": "P[y] -= 1\n    return P / len(y)"},
    ),
    "likeliest-class": (
        "1 is taken off at the likeliest class of each row.",
        "The label says which class is right; the network may like another one more.",
        {
            "the likeliest class": "P[np.arange(len(y)), P.argmax(axis=1)] -= 1\n"
            "    return P / len(y)",
        },
    ),
    "whole-numbers": (
        "Decimals are cut off.",
        "Keep the slopes in an array of floats: one that is made like the logits may hold whole "
        "numbers.",
        {
            "kept in an array like logits": f"""G = np.zeros_like(logits)
    G[:] = P
    G{PICK} -= 1
    return G / len(y)""",
            "kept in an array like logits, at last": f"""G = np.zeros_like(logits)
    P{PICK} -= 1
    G[:] = P / len(y)
    return G""",
            "rounded to three decimals": """P[np.arange(len(y)), y] -= 1
    return np.round(P / len(y), 3)""",
            "cut to whole numbers": """P = P.astype(int)
    P[np.arange(len(y)), y] -= 1
    return P / len(y)""",
        },
    ),
    "every-row-all-labels": (
        "In every row, 1 is taken off at the labels of all examples.",
        "Give a row number together with each label, so that each row loses a single 1.",
        {
            "all columns of the labels": "P[:, y] -= 1\n    return P / len(y)",
        },
    ),
    "right-class-only": (
        "Only the right class gets a slope.",
        "The other classes' logits count as well: their slope is their probability, divided by n.",
        {
            "the right class only": "Y = np.eye(P.shape[1])[y]\n    return Y * (P - Y) / len(y)",
        },
    ),
    "extra-slope": (
        "The difference is multiplied once more by a slope.",
        "Softmax's slope is in the difference already: nothing else multiplies it.",
        {
            "times p (1 - p)": "return (P - np.eye(P.shape[1])[y]) * P * (1 - P) / len(y)",
            "times p": "return (P - np.eye(P.shape[1])[y]) * P / len(y)",
        },
    ),
    "divided-by-p": (
        "This is the slope with respect to the probabilities.",
        "Carry it on through softmax to the logits: what comes out is a plain difference.",
        {
            "-Y / P": "return -np.eye(P.shape[1])[y] / P / len(y)",
        },
    ),
    "log-probabilities": (
        "The logarithms of the probabilities stand where the probabilities should.",
        "The slope holds the softmax itself, without a logarithm.",
        {"log P": f"P = np.log(P)\n    {TAKEN}"},
    ),
    "softmax-twice": (
        "Softmax is applied twice.",
        "The logits go in once: what softmax gives is a probability already.",
        {"softmax twice": f"P = softmax(P)\n    {TAKEN}"},
    ),
    "summed-over-examples": (
        "The slopes of all examples are added up to one row.",
        "Each logit has a slope of its own: return an array of the logits' shape.",
        {
            "summed over the examples": f"""P{PICK} -= 1
    return P.sum(axis=0, keepdims=True) / len(y)""",
            "summed to a flat row": f"P{PICK} -= 1\n    return P.sum(axis=0) / len(y)",
            "averaged over the examples": f"P{PICK} -= 1\n    return P.mean(axis=0)",
        },
    ),
    "returns-loss": (
        "This is the loss itself, not its slopes.",
        "Each logit has a slope: return an array of the logits' shape.",
        {
            "the loss": f"return -np.mean(np.log(P{PICK}))",
        },
    ),
    "indices-swapped": (
        "Row and column are swapped where 1 is taken off.",
        "The first index is the row, one for each example; the second is the column, its label.",
        {
            "[y, i]": """P[y, np.arange(len(y))] -= 1
    return P / len(y)""",
        },
    ),
    "only-at-the-labels": (
        "Only the slopes at the labels come back.",
        "Each logit has a slope of its own: return an array of the logits' shape.",
        {
            "picked": "return (P[np.arange(len(y)), y] - 1) / len(y)",
            "picked, no n": "return P[np.arange(len(y)), y] - 1",
        },
    ),
    "one-number": (
        "The slopes are made into one number.",
        "Each logit has a slope of its own: return an array of the logits' shape.",
        {
            "averaged": """P[np.arange(len(y)), y] -= 1
    return P.mean()""",
            "added up": """P[np.arange(len(y)), y] -= 1
    return P.sum()""",
        },
    ),
    "transposed": (
        "Rows and columns are exchanged in the result.",
        "Return the slopes in the logits' own shape.",
        {
            "turned": """P[np.arange(len(y)), y] -= 1
    return P.T / len(y)""",
        },
    ),
    "first-example-only": (
        "Only the first example has its 1 taken off.",
        "Let the loop end before you return: mind how far the last line is indented.",
        {
            "returns inside the loop": """for i in range(len(y)):
        P[i, y[i]] -= 1
        return P / len(y)""",
        },
    ),
    "labels-as-rows": (
        "The labels are used as row numbers, too.",
        "Rows are counted from 0 to the length of y, whatever the labels are.",
        {
            "the label's own row": """for k in y:
        P[k, k] -= 1
    return P / len(y)""",
            "rows from the labels": """P[y, y] -= 1
    return P / len(y)""",
        },
    ),
    "divides-in-the-loop": (
        "The rows are divided once in every round of the loop.",
        "Divide once, behind the loop: mind how far that line is indented.",
        {
            "inside the loop": """for i, k in enumerate(y):
        P[i, k] -= 1
        P = P / len(y)
    return P""",
        },
    ),
    "loss-of-each-entry": (
        "These are losses of the entries, not slopes.",
        "The slope of the loss in a logit is its probability, minus 1 at the label, divided by n.",
        {
            "-Y log P": "return -np.eye(P.shape[1])[y] * np.log(P) / len(y)",
        },
    ),
    "identity-of-n": (
        "The one-hot rows are as long as there are examples, not as there are classes.",
        "A row has an entry for each class: count the columns of the logits.",
        {
            "eye of n": "return (P - np.eye(len(y))[y]) / len(y)",
            "one_hot of n": "return (P - one_hot(y, len(y))) / len(y)",
        },
    ),
    "any/returns-none": {"prints it": "print((P - np.eye(P.shape[1])[y]) / len(y))"},
}

GRADIENT_ALONE = {
    "any/one-array": {
        "one array of each shape": f"""kept = cross_entropy_gradient.__dict__
    {SHIFT}{SOFT}P{PICK} -= 1
    gradient = kept.setdefault(logits.shape, np.zeros(logits.shape))
    gradient[...] = P / len(y)
    return gradient""",
    },
    "rows-do-not-broadcast": (
        "One number for each row is combined with the whole table, and the shapes do not fit.",
        "Make a column of it first: then it belongs to its row.",
        {
            "sums without a column": f"""{SHIFT}E = np.exp(logits)
    P = E / E.sum(axis=1)
    {TAKEN}""",
            "sums without a column, no shift": f"""E = np.exp(logits)
    P = E / E.sum(axis=1)
    {TAKEN}""",
            "the largest without a column": f"""logits = logits - logits.max(axis=1)
    {SOFT}{TAKEN}""",
            "neither as a column": f"""E = np.exp(logits - logits.max(axis=1))
    P = E / E.sum(axis=1)
    {TAKEN}""",
        },
    ),
    "nan-replaced": (
        "Undefined probabilities become 0, and stay wrong.",
        "Take the largest logit of each row off before the exponential: nothing is undefined then.",
        {"nan becomes 0": f"{SOFT}P = np.nan_to_num(P)\n    {TAKEN}"},
    ),
    "another-shift": (
        "Another number than the row's own largest logit is taken off before the exponential.",
        "Only with its own largest taken off, each row keeps an exponential of 1, and none above.",
        {
            "the largest or 0": f"""largest = np.maximum(logits.max(axis=1, keepdims=True), 0)
    logits = logits - largest
    {SOFT}{TAKEN}""",
            **{
                f"always {e}": f"logits = logits - {e}\n    {SOFT}{TAKEN}"
                for e in (100, 500, 700, 1000)
            },
            "the mean": f"""logits = logits - logits.mean(axis=1, keepdims=True)
    {SOFT}{TAKEN}""",
        },
    ),
    "overflows": (
        "The exponential of a large logit grows beyond what a float holds.",
        "Take the largest logit of each row off before the exponential.",
        {
            "no shift": SOFT + TAKEN,
        },
    ),
    "one-largest-for-all": (
        "One largest logit is taken off all rows, and the exponentials of other rows become 0.",
        "Each row has its own largest logit: take that one off.",
        {
            "one largest for all rows": f"""E = np.exp(logits - logits.max())
    P = E / E.sum(axis=1, keepdims=True)
    {TAKEN}""",
        },
    ),
    "smallest-taken-off": (
        "The smallest logit of each row is taken off, and the exponential still overflows.",
        "Take the largest one off: then no exponent is positive.",
        {
            "minus the smallest": f"""logits = logits - logits.min(axis=1, keepdims=True)
    {SOFT}{TAKEN}""",
        },
    ),
    "logits-clipped": (
        "Large logits are clipped, so they all look the same.",
        "Take the largest logit of each row off instead: only differences count, and they stay.",
        {
            "clips the logits": f"""logits = np.clip(logits, -500, 500)
    {SOFT}{TAKEN}""",
            **{
                f"clips the logits at {e}": f"""logits = np.clip(logits, -{e}, {e})
    {SOFT}{TAKEN}"""
                for e in (20, 30, 50, 100, 700, 709)
            },
        },
    ),
    "wrong-axis": (
        "Softmax runs down the columns, over the examples.",
        "A row holds the logits of one example: its probabilities add up to 1 along the row.",
        {
            "down the columns": f"""E = np.exp(logits - logits.max(axis=0))
    P = E / E.sum(axis=0)
    {TAKEN}""",
            "down the columns, no shift": f"""E = np.exp(logits)
    P = E / E.sum(axis=0)
    {TAKEN}""",
        },
    ),
    "whole-table": (
        "The probabilities of the whole table add up to 1.",
        "Each example has probabilities of its own: divide by the sum along each row.",
        {
            "over the whole table": f"""E = np.exp(logits - logits.max())
    P = E / E.sum()
    {TAKEN}""",
            "over the whole table, no shift": f"""E = np.exp(logits)
    P = E / E.sum()
    {TAKEN}""",
        },
    ),
    "not-normalised": (
        "The exponentials are not divided by their sum.",
        "Softmax divides each exponential by the sum of its row, so that they add up to 1.",
        {
            "no sum": f"P = np.exp(logits)\n    {TAKEN}",
            "no sum, shifted": f"{SHIFT}P = np.exp(logits)\n    {TAKEN}",
        },
    ),
    "logits-as-probabilities": (
        "The logits are used as if they were probabilities.",
        "Softmax turns each row of logits into probabilities: take the 1 off those.",
        {
            "logits for probabilities": "return (logits - np.eye(logits.shape[1])[y]) / len(y)",
            "logits for probabilities, no n": "return logits - np.eye(logits.shape[1])[y]",
        },
    ),
    "sigmoid-each": (
        "Each logit goes through a sigmoid of its own.",
        "The classes share a probability of 1: use softmax along each row.",
        {
            "a sigmoid each": f"""P = 1 / (1 + np.exp(-np.clip(logits, -500, 500)))
    {TAKEN}""",
            "the sigmoid of lesson 02": f"P = sigmoid(logits)\n    {TAKEN}",
        },
    ),
    "any/changes-input": {
        "writes into logits": f"""logits -= logits.max(axis=1, keepdims=True)
    P = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    {TAKEN}""",
        "writes the 1 into logits": f"""P = softmax(logits)
    logits{PICK} = P{PICK} - 1
    return P / len(y)""",
    },
}
SOFT_WAYS = [("", SHIFT + SOFT), (", and no shift", SOFT)]

WRONG = {
    "mse": with_and_without(TWO_WAYS, MSE) | shapes("y_hat", SQUARES, "predictions"),
    "bce": with_and_without(BCE_WAYS, BCE)
    | with_and_without([("", same("p")), (", and any shape", "")], BCE_EDGES)
    | {
        "any/changes-input": {
            "clips the caller's array": same("p")
            + f"np.clip(p, 1e-12, 1 - 1e-12, out=p)\n    {BCE_OF_P}"
        }
    }
    | shapes("p", CLIP + BCE_OF_P, "probabilities"),
    "bce_with_logits": with_and_without(LOGIT_WAYS, LOGIT_BCE | LOGIT_EDGES)
    | shapes("z", f"return np.mean({STABLE})", "logits"),
    "one_hot": ONE_HOT,
    "cross_entropy": with_and_without(ROWS, CROSS_ENTROPY) | CROSS_ENTROPY_ALONE,
    "mse_gradient": with_and_without(TWO_WAYS, MSE_GRADIENT)
    | shapes("y_hat", SLOPES, "predictions"),
    "cross_entropy_gradient": with_and_without(SOFT_WAYS, GRADIENT) | GRADIENT_ALONE,
}

RIGHT = {
    "mse": refused(
        "y_hat",
        {
            "as shown": "return np.mean((y_hat - y) ** 2)",
            "np.square": "return np.square(y_hat - y).mean()",
            "a loop": """total = 0.0
    for i in range(len(y)):
        total += float(np.ravel(y_hat)[i] - np.ravel(y)[i]) ** 2
    return total / len(y)""",
            "a dot product": "u = (y_hat - y).ravel()\n    return u @ u / len(u)",
            "expanded": "return (y_hat * y_hat - 2 * y_hat * y + y * y).mean()",
            "target minus prediction": "return float(np.sum((y - y_hat) ** 2)) / y.shape[0]",
            "single precision": "return np.float32(np.mean((y_hat - y) ** 2))",
            "an array of shape ()": "return np.asarray(np.mean(np.abs(y_hat - y) ** 2))",
            "a harmless print": "print(y_hat.shape)\n    return np.average((y_hat - y) ** 2)",
            "plain Python": """pairs = zip(y_hat.ravel().tolist(), y.ravel().tolist())
    return sum((a - b) ** 2 for a, b in pairs) / len(y)""",
            "a norm": "return np.linalg.norm(y_hat - y) ** 2 / y.size",
            "einsum, from the last on": """u = np.ravel(y_hat - y)[::-1]
    return np.einsum("i,i->", u, u) / u.size""",
            "divides each first": "return np.sum((y_hat - y) * ((y_hat - y) / len(y)))",
            "an exact sum": """import math
    return math.fsum(np.square(np.subtract(y_hat, y)).ravel()) / len(y)""",
            "variance and mean": "return np.var(y_hat - y) + np.mean(y_hat - y) ** 2",
            "spread and mean": "return np.var(y_hat - y) + np.mean(y_hat - y) ** 2",
            "einsum": """u = (y_hat - y).ravel()
    return np.einsum('i,i->', u, u) / u.size""",
        },
    ),
    "bce": refused(
        "p",
        {
            "as shown": CLIP + "return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))",
            "what happened": CLIP + "return -np.log(np.where(y == 1, p, 1 - p)).mean()",
            "clips what happened": """given = y * p + (1 - y) * (1 - p)
    return np.mean(-np.log(np.clip(given, 1e-12, 1)))""",
            "minimum and maximum": """p = np.minimum(np.maximum(p, 1e-12), 1 - 1e-12)
    return np.sum(-y * np.log(p) - (1 - y) * np.log(1 - p)) / len(y)""",
            "log1p": CLIP + "return -(y * np.log(p) + (1 - y) * np.log1p(-p)).mean()",
            "a loop": """import math
    total = 0.0
    for q, t in zip(p.ravel(), y.ravel()):
        q = min(max(float(q), 1e-12), 1 - 1e-12)
        total -= math.log(q) if t == 1 else math.log(1 - q)
    return total / p.size""",
            "as large as a tiny number may be": """p = np.clip(p, 1e-7, 1 - 1e-7)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))""",
            "another small number": """p = np.clip(p, 1e-9, 1 - 1e-9)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))""",
            "a smaller number still": """p = np.clip(p, 1e-15, 1 - 1e-15)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))""",
            "logarithms stopped at -100, as PyTorch does": """with np.errstate(divide="ignore"):
        yes, no = np.maximum(np.log(p), -100), np.maximum(np.log(1 - p), -100)
    return -np.mean(y * yes + (1 - y) * no)""",
            "a little more than p": """tiny = 1e-12
    return -np.mean(y * np.log(p + tiny) + (1 - y) * np.log(1 - p + tiny))""",
            "the size of a difference": CLIP + "return -np.mean(np.log(1 - np.abs(y - p)))",
            "from the last on": CLIP
            + "terms = np.where(y == 1, -np.log(p), -np.log(1 - p)).ravel()[::-1]\n"
            "    return terms.cumsum()[-1] / terms.size",
            "two groups": CLIP
            + "return -(np.log(p[y == 1]).sum() + np.log1p(-p[y == 0]).sum()) / len(y)",
            "one list of terms": CLIP
            + """terms = [np.log(q) if t else np.log(1 - q) for q, t in zip(p.ravel(), y.ravel())]
    return -sum(terms) / len(terms)""",
            "single precision": CLIP
            + "return np.float32(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))",
            "a power for each outcome": """p = np.clip(p, 1e-12, 1 - 1e-12)
    return -np.mean(np.log(p**y * (1 - p) ** (1 - y)))""",
            "limits by two functions": """p = np.maximum(np.minimum(p, 1 - 1e-12), 1e-12)
    return -np.log(p * y + (1 - p) * (1 - y)).sum() / p.size""",
        },
    ),
    "bce_with_logits": refused(
        "z",
        {
            "as shown": f"return ({STABLE}).mean()",
            "np.logaddexp": "return np.mean(np.logaddexp(0, z) - z * y)",
            "both sides": "return np.mean(y * np.logaddexp(0, -z) + (1 - y) * np.logaddexp(0, z))",
            "signed": "return np.mean(np.logaddexp(0, -(2 * y - 1) * z))",
            "plain log": """return np.mean(
        np.maximum(z, 0) - z * y + np.log(1 + np.exp(-np.abs(z))))""",
            "by cases": """soft = np.where(z > 0, z, 0) + np.log1p(np.exp(-abs(z)))
    return np.sum(np.where(y == 1, soft - z, soft)) / len(z)""",
            "a loop": """import math
    total = 0.0
    for a, t in zip(z.ravel(), y.ravel()):
        a = -float(a) if t == 1 else float(a)
        total += a + math.log1p(math.exp(-a)) if a > 0 else math.log1p(math.exp(a))
    return total / len(z)""",
            "single precision": f"return np.float32(np.mean({STABLE}))",
            "both sides of a where": """with np.errstate(over="ignore"):
        rest = np.where(z > 0, z + np.log(1 + np.exp(-z)), np.log(1 + np.exp(z)))
    return np.mean(rest - z * y)""",
            "the size first": "return np.mean(np.log1p(np.exp(-np.abs(z))) + np.abs(z) / 2 "
            "- z * (y - 0.5))",
            "from the last on": f"return np.ravel({STABLE})[::-1].cumsum()[-1] / len(y)",
            "log-sum-exp of (0, z)": """m = np.maximum(0, z)
    return np.mean(m + np.log(np.exp(-m) + np.exp(z - m)) - y * z)""",
            "calls bce where that is safe": """losses = []
    for a, t in zip(z.ravel(), y.ravel()):
        p = 1 / (1 + np.exp(-a)) if abs(a) < 20 else None
        far = max(a, 0) - a * t
        losses.append(far if p is None else bce(np.array([p]), np.array([t])))
    return np.mean(losses)""",
            "calls bce for all, where that is safe": """if np.abs(z).max() < 20:
        return bce(sigmoid(z), y)
    return np.mean(np.logaddexp(0, z) - z * y)""",
            "half of z and its size": """first = 0.5 * (z + np.abs(z))
    return np.mean(first - z * y + np.log1p(np.exp(-np.abs(z))))""",
            "the sign of the outcome": "return float(np.mean(np.logaddexp(0, (1 - 2 * y) * z)))",
        },
    ),
    "one_hot": {
        "as shown": """Y = np.zeros((len(y), n_classes))
    Y[np.arange(len(y)), y] = 1.0
    return Y""",
        "np.eye": "return np.eye(n_classes)[y]",
        "a comparison": "return (y[:, None] == np.arange(n_classes)).astype(float)",
        "a loop": """Y = np.zeros((len(y), n_classes))
    for i, label in enumerate(y):
        Y[i, label] = 1
    return Y""",
        "lists": "return [[1.0 if k == label else 0.0 for k in range(n_classes)] for label in y]",
        "single precision": "return np.eye(n_classes, dtype=np.float32)[y]",
        "add.at": """Y = np.zeros((len(y), n_classes))
    np.add.at(Y, (np.arange(len(y)), y), 1)
    return Y""",
        "flat places": """Y = np.zeros(len(y) * n_classes)
    Y[np.arange(len(y)) * n_classes + y] = 1
    return Y.reshape(len(y), n_classes)""",
        "put_along_axis": """Y = np.zeros((len(y), n_classes))
    np.put_along_axis(Y, y[:, None], 1, axis=1)
    return Y""",
        "np.where": "return np.where(np.arange(n_classes)[None] == y.reshape(-1, 1), 1.0, 0.0)",
        "take": "return np.take(np.identity(n_classes), y, axis=0)",
        "one long row": """Y = np.zeros((len(y), n_classes))
    Y.flat[np.arange(len(y)) * n_classes + y] = 1
    return Y""",
        "put along an axis": """Y = np.zeros((len(y), n_classes))
    np.put_along_axis(Y, y[:, None], 1.0, axis=1)
    return Y""",
    },
    "cross_entropy": {
        "as shown": f"""largest = logits.max(axis=1)
    sums = np.exp(logits - largest[:, None]).sum(axis=1)
    return np.mean(largest + np.log(sums) - logits{PICK})""",
        "log-softmax": SHIFT
        + f"""log_p = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
    return -log_p{PICK}.mean()""",
        "with one-hot": SHIFT
        + """log_p = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
    return -np.sum(np.eye(logits.shape[1])[y] * log_p) / len(y)""",
        "a loop": """total = 0.0
    for row, label in zip(logits, y):
        m = max(row)
        total += m + np.log(sum(np.exp(v - m) for v in row)) - row[label]
    return total / len(y)""",
        "np.logaddexp": f"return np.mean(np.logaddexp.reduce(logits, axis=1) - logits{PICK})",
        "differences to the right class": f"""gaps = logits - logits{PICK}[:, None]
    m = gaps.max(axis=1, keepdims=True)
    return np.mean(m[:, 0] + np.log(np.exp(gaps - m).sum(axis=1)))""",
        "a harmless warning": """import warnings
    warnings.warn("on the way")
    """
        + SHIFT
        + "Y = np.zeros(logits.shape)\n    Y[np.arange(len(y)), y] = 1\n    "
        + """log_p = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
    return -(Y * log_p).sum(axis=1).mean()""",
        "columns for rows' numbers": f"""m = logits.max(axis=1, keepdims=True)
    sums = m + np.log(np.exp(logits - m).sum(axis=1, keepdims=True))
    return np.mean(sums - logits{PICK}[:, None])""",
        "from the last on": """gaps = np.log(np.exp(logits - logits.max(axis=1)[:, None])[:, ::-1]
                  .cumsum(axis=1)[:, -1])
    right = np.choose(y, logits.T) - logits.max(axis=1)
    return (gaps - right)[::-1].cumsum()[-1] / len(y)""",
        "take_along_axis": SHIFT
        + """right = np.take_along_axis(logits, y[:, None], axis=1)[:, 0]
    return np.average(np.log(np.exp(logits).sum(axis=1)) - right)""",
        "single precision": SHIFT
        + f"return np.float32(np.mean(np.log(np.exp(logits).sum(axis=1)) - logits{PICK}))",
        "calls one_hot": SHIFT
        + """log_p = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
    return -np.sum(one_hot(y, logits.shape[1]) * log_p) / len(y)""",
        "differences to the right logit": """right = logits[np.arange(len(y)), y]
    return np.mean(np.logaddexp.reduce(logits - right[:, None], axis=1))""",
        "einsum": """Y = np.eye(logits.shape[1])[y]
    S = logits - logits.max(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(S).sum(axis=1)) - np.einsum('ij,ij->i', S, Y))""",
    },
    "mse_gradient": refused(
        "y_hat",
        {
            "as shown": "return 2 * (y_hat - y) / len(y)",
            "minus twice": "return -2 / len(y) * (y - y_hat)",
            "shape[0]": "return (y_hat - y) * (2 / y_hat.shape[0])",
            "a loop": """gradient = np.zeros(y_hat.shape)
    for i in range(len(y)):
        gradient[i] = 2 * (y_hat[i] - y[i]) / len(y)
    return gradient""",
            "a list": "return [2 * (a - b) / len(y) for a, b in zip(y_hat, y)]",
            "from the mean": "return (y_hat - y) / np.mean(np.ones(y.shape)) / (y.size / 2)",
            "both divided": "return y_hat * (2 / len(y)) - y * (2 / len(y))",
            "single precision": "return (2 * (y_hat - y) / len(y)).astype(np.float32)",
            "a copy first": """gradient = y_hat.astype(float)
    gradient -= y
    gradient *= 2 / len(y)
    return gradient""",
            "in place on a copy": """g = np.array(y_hat, dtype=float)
    g -= y
    g *= 2 / len(y)
    return g""",
        },
    )
    | {
        "calls mse for its refusal": "mse(y_hat, y)\n    return 2 * (y_hat - y) / len(y)",
        "nudges mse": """gradient = np.zeros(y_hat.shape)
    for i in range(len(y)):
        up, down = y_hat.astype(float), y_hat.astype(float)
        up[i], down[i] = up[i] + 0.001, down[i] - 0.001
        gradient[i] = (mse(up, y) - mse(down, y)) / 0.002
    return gradient""",
    },
    "cross_entropy_gradient": {
        "as shown": SHIFT + SOFT + TAKEN,
        "with one-hot": SHIFT + SOFT + "return (P - np.eye(P.shape[1])[y]) / len(y)",
        "softmax of lesson 02": """P = softmax(logits)
    P[np.arange(len(y)), y] -= 1
    return P / len(logits)""",
        "a loop": """rows = []
    for row, label in zip(logits, y):
        e = np.exp(row - row.max())
        p = e / e.sum()
        p[label] = p[label] - 1
        rows.append(p / len(y))
    return np.array(rows)""",
        "plain Python": """import math
    table = []
    for row, label in zip(logits.tolist(), y.tolist()):
        e = [math.exp(v - max(row)) for v in row]
        table.append([(v / sum(e) - (k == label)) / len(y) for k, v in enumerate(e)])
    return table""",
        "divided early": SHIFT
        + """E = np.exp(logits)
    P = E / (E.sum(axis=1, keepdims=True) * len(y))
    P[np.arange(len(y)), y] -= 1 / len(y)
    return P""",
        "subtract.at": """P = softmax(logits)
    np.subtract.at(P, (np.arange(len(y)), y), 1)
    return np.divide(P, len(P))""",
        "exp of log-softmax": """log_p = logits - np.logaddexp.reduce(logits, axis=1)[:, None]
    Y = (y[:, None] == np.arange(logits.shape[1])) * 1.0
    return (np.exp(log_p) - Y) / y.size""",
        "single precision": SHIFT
        + SOFT
        + f"P{PICK} -= 1\n    return (P / len(y)).astype(np.float32)",
        "calls one_hot": "return (softmax(logits) - one_hot(y, logits.shape[1])) / len(y)",
        "calls one_hot, row by row": """P = softmax(logits)
    for i in range(len(y)):
        P[i] = (P[i] - one_hot(y[i : i + 1], P.shape[1])[0]) / len(y)
    return P""",
        "a row after the other": """g = np.zeros(logits.shape)
    for i, (row, k) in enumerate(zip(logits, y)):
        e = np.exp(row - row.max())
        g[i] = e / e.sum()
        g[i, k] -= 1
    return g / len(y)""",
        "by logaddexp": """P = np.exp(logits - np.logaddexp.reduce(logits, axis=1, keepdims=True))
    P[range(len(y)), y] -= 1.0
    return P * (1 / len(y))""",
    },
}

EQUIVALENT = {
    "mse": {
        "loss = np.mean((y_hat - y) ** 2) -> loss = np.mean((y - y_hat) ** 2)": (
            "A number and its negative have the same square."
        ),
    },
    "bce": {
        "inside = np.clip(p, 1e-12, 1 - 1e-12) -> inside = np.clip(1e-12, p, 1 - 1e-12)": (
            "The larger of p and 1e-12 is the same in either order."
        ),
    },
    "bce_with_logits": {
        "losses = np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))"
        " -> losses = np.maximum(0, z) - z * y + np.log1p(np.exp(-np.abs(z)))": (
            "The larger of z and 0 is the same in either order."
        ),
    },
}
