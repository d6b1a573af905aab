"""Lesson 00: mistakes that learners make, and right answers written otherwise."""


def both(idea: str, body: str) -> dict[str, str]:
    """An answer that first turns X into an array, and the same one that does not."""
    return {idea: "X = np.asarray(X)\n    " + body, f"{idea}, arrays only": body}


WRONG = {
    "mean_of_columns": {
        "row-means": (
            "This is the mean of every row, where the mean of every column is asked for.",
            "Average down the rows: they disappear, and one number for each column is left.",
            {
                **both("the mean of each row", "return X.mean(axis=1)"),
                "the rows' means in a loop": "return np.array([sum(row) / len(row) for row in X])",
                "the rows' means in a list": "return [np.mean(row) for row in X]",
            },
        ),
        "mean-of-everything": (
            "All entries are averaged together, whichever column they stand in.",
            "Average each column by itself: a table of two columns gives two means.",
            {
                **both("the mean of everything", "return X.mean()"),
                **both("the same for each column", "return np.full(X.shape[1], X.mean())"),
            },
        ),
        "keeps-the-axis": (
            "The means come as a table of one row, with two pairs of brackets.",
            "Let the axis of the rows disappear, so that one pair of brackets is left.",
            {
                **both("keeps the axis", "return X.mean(axis=0, keepdims=True)"),
                **both("wraps the means in a list", "return np.array([X.mean(axis=0)])"),
            },
        ),
        "means-as-column": (
            "The means come as a column, with a pair of brackets around each.",
            "Return one axis of d entries: one pair of brackets around all of them.",
            both("a column of means", "return X.mean(axis=0).reshape(-1, 1)"),
        ),
        "only-last-column": (
            "Only the last column's mean comes back, as a number.",
            "Collect the means as you go, so that each column keeps its own.",
            {
                "replaces the mean": """X = np.asarray(X)
    for j in range(X.shape[1]):
        mean = X[:, j].mean()
    return mean""",
                "replaces the mean, a loop over columns": """for column in zip(*X):
        mean = sum(column) / len(column)
    return mean""",
            },
        ),
        "middle-of-the-ends": (
            "This is the middle between the smallest and the largest entry of each column.",
            "The mean adds up all entries and divides by their number.",
            both("the middle of the ends", "return (X.max(axis=0) + X.min(axis=0)) / 2"),
        ),
        "never-divides": (
            "Each column is added up, and the sum is never divided.",
            "Divide each sum by the number of entries in a column.",
            {
                **both("the sum", "return X.sum(axis=0)"),
                "the sum in a loop": "return np.array([sum(column) for column in zip(*X)])",
            },
        ),
        "divides-by-columns": (
            "The sums are divided by the number of columns.",
            "Count how many numbers were added up for one mean: divide by that.",
            both("divides by d", "return X.sum(axis=0) / X.shape[1]"),
        ),
        "divides-by-one-less": (
            "The sums are divided by one less than the number of rows.",
            "A mean divides by how many numbers were added up, all of them counted.",
            {
                "divides by n - 1": "return np.asarray(X).sum(axis=0) / max(len(X) - 1, 1)",
                **both("by n - 1, even by 0", "return X.sum(axis=0) / (len(X) - 1)"),
            },
        ),
        "divides-by-one-more": (
            "The sums are divided by one more than the number of rows.",
            "A mean divides by how many numbers were added up.",
            both("divides by n + 1", "return X.sum(axis=0) / (len(X) + 1)"),
        ),
        "divides-by-all-entries": (
            "The sums are divided by the number of entries in the whole table.",
            "Each mean concerns one column: divide by the entries of one column.",
            both("divides by n times d", "return X.sum(axis=0) / X.size"),
        ),
        "divides-twice": (
            "The mean is divided by the number of rows once more.",
            "One division is enough, and NumPy's mean has divided already.",
            {
                **both("divides the mean again", "return X.mean(axis=0) / len(X)"),
                "divides by the rows, squared": "return np.sum(X, axis=0) / len(X) ** 2",
            },
        ),
        "largest": (
            "This is the largest entry of every column, as in the example above the exercise.",
            "Average the entries of a column: each of them counts.",
            both("the largest", "return X.max(axis=0)"),
        ),
        "median": (
            "This is the median, the entry in the middle of each column.",
            "The mean adds up all entries and divides by their number.",
            {"the median": "return np.median(np.asarray(X), axis=0)"},
        ),
        "spread": (
            "This is the standard deviation, which tells how far the entries spread.",
            "The mean adds up all entries and divides by their number.",
            {"the standard deviation": "return np.std(np.asarray(X), axis=0)"},
        ),
        "means-in-pairs": (
            "The mean so far is averaged with each new row, so later rows count more.",
            "Add up all rows first, and divide once at the end.",
            {
                "the mean of means in pairs": """means = np.asarray(X[0], dtype=float)
    for row in X[1:]:
        means = (means + np.asarray(row)) / 2
    return means"""
            },
        ),
        "whole-number-division": (
            "The division drops the decimals of every mean.",
            "Python has two signs for division, and one of them keeps the decimals.",
            {
                "whole-number division": "return np.asarray(X).sum(axis=0) // len(X)",
                "whole-number division, a loop": (
                    "return np.array([sum(column) // len(column) for column in zip(*X)])"
                ),
            },
        ),
        "rounded": (
            "The means are rounded, or cut to whole numbers.",
            "Return them with all their decimals; rounding is for printing.",
            {
                **both("rounds", "return X.mean(axis=0).round()"),
                "rounds to two decimals": "return np.round(np.mean(X, axis=0), 2)",
                "rounds to five decimals": "return np.round(np.mean(X, axis=0), 5)",
                **both("cuts to whole numbers", "return X.mean(axis=0).astype(int)"),
            },
        ),
        "whole-number-results": (
            "For a table of whole numbers, the means lose their decimals.",
            "An array made like a row of whole numbers can hold nothing else: make it hold floats.",
            {
                "loses the decimals of whole numbers": """X = np.asarray(X)
    means = np.zeros_like(X[0])
    means[:] = X.mean(axis=0)
    return means""",
                "back to the kind of the table": """X = np.asarray(X)
    return X.mean(axis=0).astype(X.dtype)""",
            },
        ),
        "entries-cut": (
            "The entries of the table lose their decimals before they are averaged.",
            "Let the array keep floats when you convert the table.",
            {"whole-number entries": "return np.asarray(X, dtype=int).mean(axis=0)"},
        ),
        "three-rows-of-two": (
            "The answer is made for a table of three rows and two columns.",
            "Ask the table for its numbers of rows and columns, so that any table works.",
            {
                "made for three rows of two": """return np.array(
        [(X[0][j] + X[1][j] + X[2][j]) / 3 for j in range(2)])""",
                "a loop over three rows": """means = np.zeros(2)
    for i in range(3):
        for j in range(2):
            means[j] += X[i][j] / 3
    return means""",
            },
        ),
        "divides-by-three": (
            "The sums are divided by 3, whatever the number of rows.",
            "Ask the table how many rows it has, and divide by that.",
            both("divides by 3", "return X.sum(axis=0) / 3"),
        ),
        "two-columns-only": (
            "Only the first two columns count.",
            "Ask the table how many columns it has, and give a mean for each.",
            {
                "made for two columns": "return np.asarray(X, dtype=float)[:, :2].mean(axis=0)",
                "two columns by name": """X = np.asarray(X)
    return np.array([X[:, 0].mean(), X[:, 1].mean()])""",
            },
        ),
        "knows-the-example": (
            "The numbers of the paper example are returned, whatever the table holds.",
            "Compute the means from X, so that other tables work, too.",
            {"knows the example": "return np.array([3.0, 30.0])"},
        ),
        "single-column-as-number": (
            "A table of one column gives a number without brackets.",
            "Keep the shape: one column gives an array of one mean.",
            both("drops the axis of a single column", "return X.mean(axis=0).squeeze()"),
        ),
        "last-row-left-out": (
            "The last row is left out.",
            "Let the sum run over all rows; ranges and slices stop before their end.",
            {
                **both("drops the last row", "return X[:-1].mean(axis=0)"),
                "sums to the last row but one": """X = np.asarray(X)
    return sum(X[i] for i in range(len(X) - 1)) / len(X)""",
            },
        ),
        "first-row-left-out": (
            "The first row is left out.",
            "Counting starts at 0: the first row of a table has the number 0.",
            {
                **both("drops the first row", "return X[1:].mean(axis=0)"),
                "sums from the second row": """X = np.asarray(X)
    return sum(X[i] for i in range(1, len(X))) / len(X)""",
            },
        ),
        "keeps-one-row": (
            "Only the last row counts, divided by the number of rows.",
            "Add each row to what was there before, so that none is replaced.",
            {
                "the last row alone": "return np.asarray(X[-1]) / len(X)",
                "replaces the sum": """total = np.zeros(len(X[0]))
    for row in X:
        total = np.asarray(row)
    return total / len(X)""",
            },
        ),
        "only-first-column": (
            "Only the first column's mean comes back.",
            "Give every column its turn: a return inside a loop ends it at once.",
            {
                "the first column alone": "return np.array([np.asarray(X)[:, 0].mean()])",
                "returns in the loop": """means = []
    for column in zip(*X):
        means.append(sum(column) / len(column))
        return np.array(means)""",
            },
        ),
        "sum-carries-over": (
            "The sum of one column goes on into the next.",
            "Start from 0 again for every column.",
            {
                "one sum for all": """total, means = 0.0, []
    for j in range(len(X[0])):
        for i in range(len(X)):
            total += X[i][j]
        means.append(total / len(X))
    return np.array(means)"""
            },
        ),
        "table-centred": (
            "The whole table comes back, with the means taken away.",
            "Return the means themselves; centring comes later in the lesson.",
            both("centres the table", "return X - X.mean(axis=0)"),
        ),
        "arrays-only": (
            "A list of rows is refused: a list has no `.mean`, `.sum` or `.shape`.",
            "Turn X into an array first, as the comment in the exercise says.",
            {
                "arrays only": "return X.mean(axis=0)",
                "a sum of arrays only": "return X.sum(axis=0) / X.shape[0]",
            },
        ),
        "any/changes-input": {
            "adds up in the first row, in place": """total = X[0]
    for row in X[1:]:
        for j, value in enumerate(row):
            total[j] += value
    return np.asarray(total) / len(X)""",
            "centres the caller's table": """X = np.asarray(X)
    means = X.mean(axis=0)
    X[:] = X - means
    return means""",
        },
        "any/one-array": {
            "one array for each number of columns": """X = np.asarray(X, dtype=float)
    kept = mean_of_columns.__dict__
    means = kept.setdefault(f"means{X.shape[1]}", np.zeros(X.shape[1]))
    means[:] = X.mean(axis=0)
    return means""",
            "one list for all calls": """means = mean_of_columns.__dict__.setdefault("means", [])
    means[:] = [sum(column) / len(column) for column in zip(*X)]
    return means""",
        },
        "any/returns-none": {
            "prints instead of returning": "print(np.asarray(X).mean(axis=0))",
            "computes and forgets": "means = np.asarray(X).mean(axis=0)",
        },
        "any/number-of-values": {
            "returns the table, too": "X = np.asarray(X)\n    return X, X.mean(axis=0)",
        },
        "any/another-kind": {
            "a sentence": "return f'the means are {np.asarray(X).mean(axis=0)}'",
            "a name without brackets": "return np.asarray(X).mean",
        },
    },
}

RIGHT = {
    "mean_of_columns": {
        "np.mean": "return np.mean(X, axis=0)",
        "a sum over a length": "return np.sum(X, axis=0) / len(X)",
        "Python's sum of the rows": "return sum(np.array(row, dtype=float) for row in X) / len(X)",
        "the rows of the transpose": """return np.array(
        [column.mean() for column in np.asarray(X).T])""",
        "two loops": """n, d = len(X), len(X[0])
    means = []
    for j in range(d):
        total = 0.0
        for i in range(n):
            total += X[i][j]
        means.append(total / n)
    return np.array(means)""",
        "a list of floats": "return [sum(column) / len(column) for column in zip(*X)]",
        "a tuple of floats": "return tuple(sum(column) / len(column) for column in zip(*X))",
        "a product with ones": """X = np.asarray(X, dtype=float)
    return np.ones(len(X)) @ X / len(X)""",
        "single precision": "return np.asarray(X, dtype=np.float32).mean(axis=0)",
        "a running mean": """means = np.zeros(len(X[0]))
    for k, row in enumerate(X, start=1):
        means += (np.asarray(row) - means) / k
    return means""",
        "prints on the way": """means = np.average(np.array(X), axis=0)
    print("the means are", means)
    return means""",
        "filled in": """X = np.array(X)
    means = np.empty(X.shape[1])
    for j in range(X.shape[1]):
        means[j] = X[:, j].mean()
    return means""",
        "the last axis of the transpose": "return np.transpose(X).mean(axis=-1)",
        "each entry's share": "return (np.array(X) / len(X)).sum(axis=0)",
    },
}
