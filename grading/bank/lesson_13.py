"""Lesson 13: mistakes that learners make, and right answers written otherwise.

This is a beginning. A lesson of the course has at least 40 wrong and 8 right answers an exercise.
"""

WRONG = {
    "rescale_13": {
        "smallest-stays": (
            "The smallest number is not taken away, so it does not become 0.",
            "Take it away from every number before you divide.",
            {
                "divides by what they span": """x = np.asarray(x)
    return x / (x.max() - x.min())""",
                "divides by the largest": "x = np.asarray(x)\n    return x / x.max()",
            },
        ),
        "never-divides": (
            "The smallest number is taken away, and nothing is divided.",
            "Divide by what the numbers span, so that the largest becomes 1.",
            {"only takes away": "x = np.asarray(x, dtype=float)\n    return x - x.min()"},
        ),
        "divides-by-largest": (
            "The numbers are divided by the largest one, and not by what they span.",
            "The span reaches from the smallest number to the largest.",
            {
                "by the largest": """x = np.asarray(x, dtype=float)
    return (x - x.min()) / x.max()""",
            },
        ),
        "upside-down": (
            "The largest number becomes 0, and the smallest becomes 1.",
            "Take the smallest number away from each, and not each from the largest.",
            {
                "from the largest": """x = np.asarray(x, dtype=float)
    return (x.max() - x) / (x.max() - x.min())""",
            },
        ),
        "around-the-mean": (
            "The mean is taken away, where the smallest number should be.",
            "What becomes 0 is the smallest number: take that away.",
            {
                "from the mean": """x = np.asarray(x, dtype=float)
    return (x - x.mean()) / (x.max() - x.min())""",
            },
        ),
        "sorted": (
            "The numbers come back in another order.",
            "Leave them where they stand: each result belongs to its own number.",
            {
                "sorts first": """x = np.sort(np.asarray(x, dtype=float))
    return (x - x[0]) / (x[-1] - x[0])""",
            },
        ),
        "any/returns-none": {
            "prints it": "x = np.asarray(x)\n    print((x - x.min()) / (x.max() - x.min()))",
        },
        "any/changes-input": {
            "in place": """low, high = min(x), max(x)
    for k in range(len(x)):
        x[k] = (x[k] - low) / (high - low)
    return np.array(x)""",
        },
    },
}

RIGHT = {
    "rescale_13": {
        "with the span": "x = np.asarray(x)\n    return (x - x.min()) / np.ptp(x)",
        "in two lines": """moved = np.asarray(x, dtype=float) - min(x)
    return moved / moved.max()""",
        "a list": "return [(v - min(x)) / (max(x) - min(x)) for v in x]",
        "a loop": """result = np.zeros(len(x))
    for k, value in enumerate(x):
        result[k] = (value - np.min(x)) / (np.max(x) - np.min(x))
    return result""",
    },
}
