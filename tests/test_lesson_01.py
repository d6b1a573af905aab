"""Lesson 01's tests tell right answers from wrong ones."""

from tests.answers import AnswerTests
from tests.lesson_cells import points, written

LESSON = "01_neurons"
SIGNATURES = {
    "neuron": "x, w, b",
    "neurons": "X, w, b",
    "step": "z",
    "perceptron_update": "w, b, x, target, learning_rate",
    "perceptron_fit": "X, targets, learning_rate, max_epochs",
    "boundary_x2": "w, b, x1",
}

# A perceptron_fit with gaps, so that an answer below shows only what sets it apart
FIT = """
    w, b, errors = {start}
    for epoch in range({epochs}):
        mistakes = 0
        for x, target in {visits}:
            error = target - ({predict})
            {correct}
            mistakes += {count}
        {after}
    return w, b, errors"""
STANDARD = {
    "start": "np.zeros(X.shape[1]), 0.0, []",
    "epochs": "max_epochs",
    "visits": "zip(X, targets)",
    "predict": "1 if x @ w + b >= 0 else 0",
    "correct": "w, b = w + learning_rate * error * x, b + learning_rate * error",
    "count": "int(error != 0)",
    "after": "errors.append(mistakes)\n        if mistakes == 0: break",
}


def fit(**changes):
    return FIT.format(**{**STANDARD, **changes})


UPDATE = "error = target - (1 if x @ w + b >= 0 else 0)\n    "

WRONG = {
    "neuron": {
        "forgets the bias": "return float(x @ w)",
        "adds the bias once an input": "return sum(xi * wi + b for xi, wi in zip(x, w))",
        "subtracts the bias": "return float(x @ w - b)",
        "multiplies by the bias": "return float(x @ w * b)",
        "adds weights instead of multiplying": "return float((x + w).sum() + b)",
        "two inputs only": "return x[0] * w[0] + x[1] * w[1] + b",
        "forgets the sum": "return x * w + b",
        "the mean of the products": "return float(np.mean(x * w) + b)",
        "weights in reverse": "return float(x @ w[::-1] + b)",
        "already steps": "return 1 if x @ w + b >= 0 else 0",
        "never negative": "return max(0.0, float(x @ w + b))",
        "an array of one": "return np.array([x @ w + b])",
        "weights made positive": "return float(x @ np.abs(w) + b)",
        "scales the caller's inputs": "x *= w\n    return float(x.sum() + b)",
        "prints it": "print(x @ w + b)",
        "knows the examples": "return 1.4 if x[0] == 4 else -0.4",
    },
    "neurons": {
        "forgets the bias": "return X @ w",
        "subtracts the bias": "return X @ w - b",
        "adds the bias once an input": "return (X * w + b).sum(axis=1)",
        "sums down the columns": "return (X * w).sum(axis=0) + b",
        "transposed when square": "return (X.T if len(X) == len(w) else X) @ w + b",
        "one number for all": "return float((X @ w).sum() + b)",
        "a column, (n, 1)": "return (X @ w + b)[:, None]",
        "two inputs only": "return X[:, 0] * w[0] + X[:, 1] * w[1] + b",
        "three examples only": "return np.array([X[i] @ w + b for i in range(3)])",
        "the first example only": "return np.array([X[0] @ w + b])",
        "means instead of sums": "return (X * w).mean(axis=1) + b",
        "already steps": "return (X @ w + b >= 0).astype(int)",
        "bias grows along the rows": """return np.array(
            [x @ w + (k + 1) * b for k, x in enumerate(X)])""",
        "drops the axis of one example": "return np.squeeze(X @ w + b)",
        "writes into X": "X *= w\n    return X.sum(axis=1) + b",
    },
    "step": {
        "np.sign": "return np.sign(z)",
        "0 at 0": "return np.where(z > 0, 1, 0)",
        "a half at 0": "return np.heaviside(z, 0.5)",
        "one number only": "return 1 if z >= 0 else 0",
        "mirrored": "return np.where(np.asarray(z) <= 0, 1, 0)",
        "-1 and 1": "return np.where(np.asarray(z) >= 0, 1, -1)",
        "keeps the size": "return np.maximum(z, 0)",
        "threshold at 1": "return np.where(np.asarray(z) >= 1, 1, 0)",
        "rounds first": "return np.where(np.round(z, 3) >= 0, 1, 0)",
        "clips": "return np.clip(z, 0, 1)",
        "an array for a number": "return np.atleast_1d(np.asarray(z) >= 0).astype(int)",
        "flattens": "return np.where(np.ravel(z) >= 0, 1, 0) if np.ndim(z) else int(z >= 0)",
        "one answer for all": "return int(np.all(np.asarray(z) >= 0))",
        "one dimension only": """return (np.array([1 if v >= 0 else 0 for v in z])
            if np.ndim(z) else int(z >= 0))""",
        "writes into z": """z = np.asarray(z)
    if z.ndim: z[z >= 0], z[z < 0] = 1, 0
    return z if z.ndim else int(z >= 0)""",
    },
    "perceptron_update": {
        "the wrong sign": UPDATE
        + "return w - learning_rate * error * x, b - learning_rate * error",
        "error is prediction minus target": """error = (1 if x @ w + b >= 0 else 0) - target
    return w + learning_rate * error * x, b + learning_rate * error""",
        "the bias is never corrected": UPDATE + "return w + learning_rate * error * x, b",
        "the weights are never corrected": UPDATE + "return w, b + learning_rate * error",
        "always corrects": "return w + learning_rate * target * x, b + learning_rate * target",
        "corrects missed ones only": """if target == 1 and x @ w + b < 0:
        return w + learning_rate * x, b + learning_rate
    return w, b""",
        "0 at 0": """error = target - (1 if x @ w + b > 0 else 0)
    return w + learning_rate * error * x, b + learning_rate * error""",
        "predicts without the bias": """error = target - (1 if x @ w >= 0 else 0)
    return w + learning_rate * error * x, b + learning_rate * error""",
        "predicts -1 and 1": """error = target - (1 if x @ w + b >= 0 else -1)
    return w + learning_rate * error * x, b + learning_rate * error""",
        "compares with the sum": """error = target - (x @ w + b)
    return w + learning_rate * error * x, b + learning_rate * error""",
        "forgets the learning rate": UPDATE + "return w + error * x, b + error",
        "no learning rate for the bias": UPDATE + "return w + learning_rate * error * x, b + error",
        "forgets the input": UPDATE + "return w + learning_rate * error, b + learning_rate * error",
        "the bias becomes an array": UPDATE
        + "return w + learning_rate * error * x, b + learning_rate * error * x",
        "w in place": UPDATE
        + """w += learning_rate * error * x
    b += learning_rate * error
    return w, b""",
        "entry by entry, in place": UPDATE
        + """for k in range(len(w)):
        w[k] = w[k] + learning_rate * error * x[k]
    return w, b + learning_rate * error""",
        "swaps the results": UPDATE
        + "return b + learning_rate * error, w + learning_rate * error * x",
        "two inputs only": UPDATE
        + """return (np.array([w[0] + learning_rate * error * x[0],
        w[1] + learning_rate * error * x[1]]), b + learning_rate * error)""",
        "the weights alone": UPDATE + "return w + learning_rate * error * x",
    },
    "perceptron_fit": {
        "never stops early": fit(after="errors.append(mistakes)"),
        "stops an epoch late": fit(
            after="errors.append(mistakes)\n        if errors[-2:] == [0, 0]: break"
        ),
        "leaves the last 0 out": fit(
            after="if mistakes == 0: break\n        errors.append(mistakes)"
        ),
        "stops an epoch early": fit(
            after="errors.append(mistakes)\n        if mistakes <= 1: break"
        ),
        "one epoch too few": fit(epochs="max_epochs - 1"),
        "one epoch too many": fit(epochs="max_epochs + 1"),
        "at least two epochs": fit(
            after="errors.append(mistakes)\n        if mistakes == 0 and epoch: break"
        ),
        "adds up the errors": fit(count="error"),
        "adds up the errors, stops at 0": fit(
            count="error", after="errors.append(abs(mistakes))\n        if mistakes == 0: break"
        ),
        "counts right answers": fit(
            count="int(error == 0)",
            after="errors.append(mistakes)\n        if mistakes == len(X): break",
        ),
        "counts at the end of the epoch": fit(
            after="""mistakes = int(((X @ w + b >= 0) != (np.asarray(targets) == 1)).sum())
        errors.append(mistakes)
        if mistakes == 0: break"""
        ),
        "the share of mistakes": fit(
            after="errors.append(mistakes / len(X))\n        if mistakes == 0: break"
        ),
        "another order each epoch": fit(
            visits="[(X[i], targets[i]) for i in np.random.default_rng(epoch).permutation(len(X))]"
        ),
        "from the last to the first": fit(visits="zip(X[::-1], targets[::-1])"),
        "leaves the last example out": fit(visits="zip(X[:-1], targets[:-1])"),
        "the bias is never corrected": fit(correct="w = w + learning_rate * error * x"),
        "the wrong sign": fit(
            correct="w, b = w - learning_rate * error * x, b - learning_rate * error"
        ),
        "starts from ones": fit(start="np.ones(X.shape[1]), 1.0, []"),
        "starts at random": fit(start="np.random.default_rng(0).normal(size=X.shape[1]), 0.0, []"),
        "0 at 0": fit(predict="1 if x @ w + b > 0 else 0"),
        "np.sign": fit(predict="np.sign(x @ w + b)"),
        "predicts without the bias": fit(predict="1 if x @ w >= 0 else 0"),
        "learning rate fixed at 1": fit(correct="w, b = w + error * x, b + error"),
        "two inputs only": fit(start="np.zeros(2), 0.0, []"),
        "corrects missed ones only": fit(
            correct="if error > 0: w, b = w + learning_rate * x, b + learning_rate"
        ),
        "corrects once an epoch": """
    w, b, errors = np.zeros(X.shape[1]), 0.0, []
    for _ in range(max_epochs):
        error = targets - (X @ w + b >= 0)
        w, b = w + learning_rate * error @ X, b + learning_rate * error.sum()
        errors.append(int((error != 0).sum()))
        if errors[-1] == 0: break
    return w, b, errors""",
        "the last count only": fit().replace("return w, b, errors", "return w, b, errors[-1]"),
        "the counts are missing": fit().replace("return w, b, errors", "return w, b"),
        "scales the caller's inputs": "X *= 1.0 + learning_rate" + fit(),
    },
    "boundary_x2": {
        "weights swapped": "if w[0] == 0: raise ValueError\n    return -(w[1] * x1 + b) / w[0]",
        "the sign is missing": "if w[1] == 0: raise ValueError\n    return (w[0] * x1 + b) / w[1]",
        "the bias is missing": "if w[1] == 0: raise ValueError\n    return -w[0] * x1 / w[1]",
        "the bias has the wrong sign": """if w[1] == 0: raise ValueError
    return -(w[0] * x1 - b) / w[1]""",
        "precedence: b is not divided": """if w[1] == 0: raise ValueError
    return -w[0] * x1 / w[1] - b""",
        "precedence: the sum is not divided": """if w[1] == 0: raise ValueError
    return -(w[0] * x1 + b / w[1])""",
        "divides by the size of w[1]": """if w[1] == 0: raise ValueError
    return -(w[0] * x1 + b) / abs(w[1])""",
        "multiplies instead of dividing": """if w[1] == 0: raise ValueError
    return -(w[0] * x1 + b) * w[1]""",
        "lets infinity through": """with np.errstate(all="ignore"):
        return -(w[0] * x1 + b) / w[1]""",
        "lets Python's error through": """return -(float(w[0]) * x1 + float(b)) / float(w[1])""",
        "0 for a vertical line": "return -(w[0] * x1 + b) / w[1] if w[1] else 0.0 * x1",
        "refuses level lines too": """if w[0] == 0 or w[1] == 0: raise ValueError
    return -(w[0] * x1 + b) / w[1]""",
        "refuses w = (0, 0) only": """if not np.any(w): raise ValueError
    with np.errstate(all="ignore"):
        return -(w[0] * x1 + b) / w[1]""",
        "refuses negative weights": """if w[1] <= 0: raise ValueError
    return -(w[0] * x1 + b) / w[1]""",
        "one place only": """if w[1] == 0: raise ValueError
    return -(w[0] * float(np.ravel(x1)[0]) + b) / w[1]""",
    },
}

RIGHT = {
    "neuron": {
        "np.dot": "return np.dot(x, w) + b",
        "@": "return x @ w + b",
        "a loop": """total = b
    for k in range(len(x)):
        total += x[k] * w[k]
    return total""",
        "sum and zip": "return sum(xi * wi for xi, wi in zip(x, w)) + b",
        "a float": "return float(np.sum(x * w)) + float(b)",
        "single precision": "return np.float32(x @ w + b)",
        "an array of shape ()": "return np.asarray(np.inner(x, w) + b)",
        "lists": "return sum(a * c for a, c in zip(list(x), list(w))) + b",
    },
    "neurons": {
        "@": "return X @ w + b",
        "np.dot": "return np.dot(X, w) + b",
        "from the other side": "return w @ X.T + b",
        "broadcasting": "return (X * w).sum(axis=1) + b",
        "einsum": "return np.einsum('ij,j->i', X, w) + b",
        "one row at a time": "return np.array([np.dot(x, w) + b for x in X])",
        "two loops": """z = []
    for row in X:
        total = b
        for k in range(len(w)):
            total = total + row[k] * w[k]
        z.append(total)
    return np.array(z)""",
        "filled in": """z = np.zeros(len(X))
    for i, x in enumerate(X):
        z[i] = x @ w + b
    return z""",
        "a list": "return [float(x @ w + b) for x in X]",
        "single precision": "return (X @ w + b).astype(np.float32)",
    },
    "step": {
        "np.where": "return np.where(z >= 0, 1, 0)",
        "a comparison as whole numbers": "return (np.asarray(z) >= 0).astype(int)",
        "a comparison times 1": "return (z >= 0) * 1",
        "a comparison as decimals": "return 1.0 * (np.asarray(z) >= 0)",
        "np.heaviside": "return np.heaviside(z, 1.0)",
        "not below 0": "return 1 - (np.asarray(z) < 0)",
        "numbers apart": """if np.ndim(z) == 0:
        return 1 if z >= 0 else 0
    return np.array([step(v) for v in z])""",
        "filled in": """z = np.asarray(z)
    out = np.zeros(z.shape, dtype=int)
    out[z >= 0] = 1
    return out""",
        "vectorised": "return np.vectorize(lambda v: 1 if v >= 0 else 0)(z)",
        "true and false": "return z >= 0",
    },
    "perceptron_update": {
        "in one go": UPDATE + "return w + learning_rate * error * x, b + learning_rate * error",
        "by cases": """z = np.dot(w, x) + b
    if z >= 0 and target == 0:
        return w - learning_rate * x, b - learning_rate
    if z < 0 and target == 1:
        return w + learning_rate * x, b + learning_rate
    return w, b""",
        "a copy first": UPDATE
        + """w = w.copy()
    w += learning_rate * error * x
    b += learning_rate * error
    return w, b""",
        "a loop and lists": """z = b
    for k in range(len(w)):
        z += w[k] * x[k]
    change = learning_rate * (target - int(z >= 0))
    return [w[k] + change * x[k] for k in range(len(w))], b + change""",
        "np.where": """error = target - np.where(x @ w + b >= 0, 1, 0)
    return w + learning_rate * error * x, b + learning_rate * error""",
        "single precision": UPDATE
        + "return np.float32(w + learning_rate * error * x), np.float32(b + learning_rate * error)",
        "a list of two": UPDATE
        + "return [w + learning_rate * error * x, b + learning_rate * error]",
    },
    "perceptron_fit": {
        "as shown": fit(),
        "if wrong, correct": """
    w, b, errors = np.zeros(len(X[0])), 0, []
    while len(errors) < max_epochs:
        wrong = 0
        for i in range(len(X)):
            prediction = int(np.dot(X[i], w) + b >= 0)
            if prediction != targets[i]:
                wrong += 1
                w = w + learning_rate * (targets[i] - prediction) * X[i]
                b += learning_rate * (targets[i] - prediction)
        errors.append(wrong)
        if not wrong:
            return w, b, errors
    return w, b, errors""",
        "in place on its own weights": fit(
            correct="w += learning_rate * error * x; b += learning_rate * error"
        ),
        "plain Python": """
    n, d = len(X), len(X[0])
    w, b, errors = [0.0] * d, 0.0, []
    for _ in range(max_epochs):
        mistakes = 0
        for i in range(n):
            z = b + sum(w[k] * X[i][k] for k in range(d))
            error = int(targets[i]) - (1 if z >= 0 else 0)
            if error:
                mistakes += 1
                b += learning_rate * error
                w = [w[k] + learning_rate * error * X[i][k] for k in range(d)]
        errors.append(mistakes)
        if mistakes == 0:
            break
    return w, b, errors""",
        "the bias as one more weight": """
    rows = np.hstack([X, np.ones((len(X), 1))])
    w, errors = np.zeros(rows.shape[1]), []
    for _ in range(max_epochs):
        count = 0
        for x, target in zip(rows, targets):
            error = target - (x @ w >= 0)
            w, count = w + learning_rate * error * x, count + abs(error)
        errors.append(int(count))
        if count == 0:
            break
    return w[:-1], w[-1], errors""",
        "an array of counts": fit()
        .replace("errors\n", "errors\n")
        .replace("return w, b, errors", "return w, b, np.array(errors)"),
        "counts as absolute errors": fit(count="abs(error)"),
        "own helpers": """
    def predict(x):
        return np.where(x @ w + b >= 0, 1, 0)
    w, b, errors = np.zeros(X.shape[1]), 0.0, []
    for _ in range(max_epochs):
        errors.append(0)
        for x, target in zip(X, targets):
            error = target - predict(x)
            errors[-1] += int(error != 0)
            w = w + learning_rate * error * x
            b = b + learning_rate * error
        if errors[-1] == 0:
            break
    return w, b, errors""",
    },
    "boundary_x2": {
        "as shown": """if w[1] == 0: raise ValueError('vertical')
    return -(w[0] * x1 + b) / w[1]""",
        "slope and intercept": """w1, w2 = w
    if w2 == 0:
        raise ValueError
    slope, intercept = -w1 / w2, -b / w2
    return slope * x1 + intercept""",
        "signs turned round": """if not w[1]:
        raise ValueError('no answer')
    return (-b - w[0] * np.asarray(x1)) / w[1]""",
        "a number or a loop": """if float(w[1]) == 0.0:
        raise ValueError('vertical')
    if np.ndim(x1) == 0:
        return float((-b - w[0] * x1) / w[1])
    return [(-b - w[0] * v) / w[1] for v in x1]""",
        "catches Python's error": """try:
        return -(w[0] * x1 + b) * (1 / float(w[1]))
    except ZeroDivisionError:
        raise ValueError('vertical') from None""",
        "nearly 0 counts as 0": """if abs(w[1]) < 1e-12:
        raise ValueError('vertical')
    return np.divide(-(w[0] * x1 + b), w[1])""",
        "single precision": """if w[1] == 0: raise ValueError
    return np.float32(-(w[0] * x1 + b) / w[1])""",
    },
}


def judge(exercise, body):
    source = f"def {exercise}({SIGNATURES[exercise]}):\n    {body}\n"
    return points(LESSON, exercise, written("import numpy as np\n" + source))


class TestAnswers(AnswerTests):
    lesson, right, wrong, judge = LESSON, RIGHT, WRONG, staticmethod(judge)


def test_one_half_of_an_update_earns_its_half():
    for idea in ("the bias is never corrected", "the weights are never corrected"):
        earned, possible, _ = judge("perceptron_update", WRONG["perceptron_update"][idea])
        assert (earned, possible) == (1, 3), idea


def test_a_fit_that_never_stops_keeps_the_points_for_its_weights():
    earned, possible, _ = judge("perceptron_fit", WRONG["perceptron_fit"]["never stops early"])
    assert (earned, possible) == (1, 5)
