"""Lesson 09: mistakes that learners make, and right answers written otherwise."""

ORDER = "order = rng.permutation(n)\n    "
CUT = "return [order[i:i + size] for i in range(0, n, size)]"
GLOBAL = "order = np.random.permutation(n)\n    "

MINIBATCHES = {
    "not-shuffled": (
        "The rows come in their old order, batch after batch.",
        "Draw a random order from the generator, and cut that order into batches.",
        {
            "arange": f"order = np.arange(n)\n    {CUT}",
            "shuffles a copy": f"order = np.arange(n)\n    rng.permutation(order)\n    {CUT}",
            "sorts the order": f"order = np.sort(rng.permutation(n))\n    {CUT}",
            "array_split of arange": """return [np.arange(i, min(i + size, n))
            for i in range(0, n, size)]""",
        },
    ),
    "shuffled-inside": (
        "Each batch holds neighbours, and only their order inside the batch is random.",
        "Shuffle all rows first, and cut afterwards.",
        {
            "numbers beyond the last": """batches = []
    for i in range(-(-n // size)):
        batches.append(rng.permutation(size) + i * size)
    return batches""",
            "permutes each slice": """rows = np.arange(n)
    return [rng.permutation(rows[i:i + size]) for i in range(0, n, size)]""",
            "shuffles each slice": """batches = []
    for i in range(0, n, size):
        rows = np.arange(i, min(i + size, n))
        rng.shuffle(rows)
        batches.append(rows)
    return batches""",
        },
    ),
    "blocks-shuffled": (
        "Each batch holds neighbours in rising order, and only the order of batches is random.",
        "Shuffle all rows first, and cut afterwards.",
        {
            "shuffles the batches": """starts = range(0, n, size)
    batches = [np.arange(i, min(i + size, n)) for i in starts]
    rng.shuffle(batches)
    return batches""",
            "permutes the starts": """starts = rng.permutation(np.arange(0, n, size))
    return [np.arange(i, min(i + size, n)) for i in starts]""",
        },
    ),
    "sorted-inside": (
        "The batches are random, and each is sorted.",
        "Leave the rows of a batch in the order that was drawn.",
        {
            "sorts each batch": ORDER
            + "return [np.sort(order[i:i + size]) for i in range(0, n, size)]"
        },
    ),
    "with-repeats": (
        "Some rows come twice in an epoch, and others never.",
        "Draw one order of all rows; then each comes exactly once.",
        {
            "integers": f"order = rng.integers(0, n, n)\n    {CUT}",
            "choice": f"order = rng.choice(n, n)\n    {CUT}",
            "whole batches anew": "return [rng.integers(0, n, size) for k in range(n // size)]",
            "each batch anew": """return [rng.integers(0, n, min(size, n - i))
            for i in range(0, n, size)]""",
            "a new order for each batch": """return [rng.permutation(n)[i:i + size]
            for i in range(0, n, size)]""",
            "each batch without repeats": """return [rng.choice(n, min(size, n - i), replace=False)
            for i in range(0, n, size)]""",
        },
    ),
    "always-the-first": (
        "Every batch is the beginning of the same order.",
        "Let each batch begin where the one before ended.",
        {"always the first slice": ORDER + "return [order[:size] for i in range(0, n, size)]"},
    ),
    "rest-dropped": (
        "The rows that do not fill a whole batch are left out.",
        "Let the last batch hold what is left, however few.",
        {
            "whole batches only": ORDER
            + "return [order[i * size:(i + 1) * size] for i in range(n // size)]",
            "range to n - size + 1": ORDER
            + "return [order[i:i + size] for i in range(0, n - size + 1, size)]",
            "reshaped": ORDER + "return list(order[:n // size * size].reshape(-1, size))",
            "drops a short one": ORDER
            + """batches = [order[i:i + size] for i in range(0, n, size)]
    return [rows for rows in batches if len(rows) == size]""",
        },
    ),
    "empty-batch": (
        "An empty batch comes at the end where the size divides n.",
        "Begin a batch only while rows are left.",
        {
            "n // size + 1": ORDER
            + "return [order[i * size:(i + 1) * size] for i in range(n // size + 1)]",
            "range to n + 1": ORDER + "return [order[i:i + size] for i in range(0, n + 1, size)]",
            "np.split": ORDER + "return np.split(order, range(size, n + 1, size))",
        },
    ),
    "last-batch-lost": (
        "The last batch is left out, even where it is full.",
        "Go on until all n rows have been given out.",
        {
            "range to n - size": ORDER
            + "return [order[i:i + size] for i in range(0, n - size, size)]",
            "n // size - 1": ORDER
            + "return [order[i * size:(i + 1) * size] for i in range((n - 1) // size)]",
        },
    ),
    "equal-parts": (
        "The rows are spread evenly over the batches.",
        "Fill every batch to its size; only the last one may be smaller.",
        {
            "strides": ORDER + "k = -(-n // size)\n    return [order[i::k] for i in range(k)]",
            "array_split": ORDER + "return np.array_split(order, -(-n // size))",
            "array_split, rounded down": ORDER
            + """k = n // size if n >= size else 1
    return np.array_split(order, k)""",
        },
    ),
    "size-as-count": (
        "The size is taken for the number of batches.",
        "Let each batch hold that many rows, and let their number follow from n.",
        {
            "array_split by size": ORDER + "return np.array_split(order, size)",
            "steps of n over size": ORDER
            + """step = max(1, n // size)
    return [order[i:i + step] for i in range(0, n, step)]""",
            "every size-th": ORDER + "return [order[i::size] for i in range(size)]",
            "size slices": ORDER
            + """batches = []
    for k in range(size):
        batches.append(order[size * k:size * k + size])
    return batches""",
        },
    ),
    "overlapping": (
        "The batches overlap: each begins one row after the one before.",
        "Let each batch begin where the one before ended, a whole size further.",
        {
            "step 1": ORDER + "return [order[i:i + size] for i in range(n)]",
            "step 1, whole ones": ORDER + "return [order[i:i + size] for i in range(n - size + 1)]",
        },
    ),
    "slice-to-size": (
        "Every slice ends at the size itself, so that all batches after the first are empty.",
        "Let each slice end a whole size after its own beginning.",
        {"order[i:size]": ORDER + "return [order[i:size] for i in range(0, n, size)]"},
    ),
    "one-too-many": (
        "Each batch takes one row of the next one as well.",
        "A slice ends before its second number: no 1 has to be added.",
        {"i + size + 1": ORDER + "return [order[i:i + size + 1] for i in range(0, n, size)]"},
    ),
    "one-too-few": (
        "Each batch lacks its last row.",
        "A slice ends before its second number: no 1 has to be subtracted.",
        {"i + size - 1": ORDER + "return [order[i:i + size - 1] for i in range(0, n, size)]"},
    ),
    "counts-from-1": (
        "The rows are counted from 1, so row 0 is missing and row n does not exist.",
        "Rows are counted from 0 to n - 1.",
        {
            "permutation of 1 to n": f"order = rng.permutation(np.arange(1, n + 1))\n    {CUT}",
            "plus 1": f"order = rng.permutation(n) + 1\n    {CUT}",
        },
    ),
    "n-left-out": (
        "The last row, n - 1, never comes.",
        "The order holds all n numbers from 0 to n - 1.",
        {"n - 1 rows": f"order = rng.permutation(n - 1)\n    {CUT}"},
    ),
    "one-more-row": (
        "A row with the number n comes, and there is none.",
        "The order holds all n numbers from 0 to n - 1.",
        {
            "n + 1 rows": """order = rng.permutation(n + 1)
    return [order[i:i + size] for i in range(0, n + 1, size)]"""
        },
    ),
    "other-chance": (
        "What is drawn does not come from the generator that is given: one seed gives two orders.",
        "Draw the order from the generator that the function is given, and from no other.",
        {
            "np.random": GLOBAL + CUT,
            "np.random.shuffle": f"order = np.arange(n)\n    np.random.shuffle(order)\n    {CUT}",
            "a new generator": f"order = np.random.default_rng().permutation(n)\n    {CUT}",
            "Python's random": f"""import random
    order = np.array(random.sample(range(n), n))
    {CUT}""",
        },
    ),
    "own-seed": (
        "The order is the same for every generator: it is drawn from a seed of its own.",
        "Draw the order from the generator that the function is given.",
        {
            "default_rng(0)": f"rng = np.random.default_rng(0)\n    {ORDER}{CUT}",
            "np.random.seed": f"np.random.seed(0)\n    {GLOBAL}{CUT}",
            "RandomState": f"order = np.random.RandomState(1).permutation(n)\n    {CUT}",
        },
    ),
    "reversed": (
        "The rows come in falling order.",
        "Draw a random order from the generator, and cut that order into batches.",
        {"falling": f"order = np.arange(n)[::-1]\n    {CUT}"},
    ),
    "first-batch-only": (
        "Only the first batch comes.",
        "Collect all batches in a list, and return it after the loop.",
        {
            "returns in the loop": ORDER
            + "for i in range(0, n, size):\n        return [order[i:i + size]]",
            "one slice": ORDER + "return [order[:size]]",
        },
    ),
    "last-batch-only": (
        "Only the last batch comes.",
        "Make the list before the loop, and append to it in each round.",
        {
            "list made in the loop": ORDER
            + """for i in range(0, n, size):
        batches = []
        batches.append(order[i:i + size])
    return batches""",
        },
    ),
    "not-cut": (
        "All rows come in a single batch.",
        "Cut the order into slices of the given size.",
        {
            "a list of the order": ORDER + "return [order]",
        },
    ),
    "a-row-each": (
        "Each row is a batch of its own, whatever the size.",
        "Cut the order into slices of the given size.",
        {"rows of one": ORDER + "return [order[i:i + 1] for i in range(n)]"},
    ),
    "not-a-list": (
        "The batches do not come in a list.",
        "Collect them in a list: one may go through it twice, and ask for its length.",
        {
            "yields": ORDER + "for i in range(0, n, size):\n        yield order[i:i + size]",
            "a generator": ORDER + "return (order[i:i + size] for i in range(0, n, size))",
            "a tuple": ORDER + "return tuple(order[i:i + size] for i in range(0, n, size))",
            "a dict": ORDER + "return {i: order[i:i + size] for i in range(0, n, size)}",
        },
    ),
    "flat": (
        "The row numbers come one by one, and not in batches.",
        "Append each slice as one item of the list.",
        {
            "extends": ORDER
            + """batches = []
    for i in range(0, n, size):
        batches.extend(order[i:i + size])
    return batches""",
            "adds the lists": ORDER + "return order.tolist()",
        },
    ),
    "any/returns-none": {
        "shuffle returns None": "order = np.arange(n)\n    return rng.shuffle(order)",
        "prints": ORDER + "print([order[i:i + size] for i in range(0, n, size)])",
    },
    "any/raises": {
        "None is sliced": "order = rng.shuffle(np.arange(n))\n    " + CUT,
        "shuffles a number": "order = rng.shuffle(n)\n    " + CUT,
    },
}
MINIBATCHES_RIGHT = {
    "shuffles arange": f"order = np.arange(n)\n    rng.shuffle(order)\n    {CUT}",
    "argsort of random numbers": f"order = np.argsort(rng.random(n))\n    {CUT}",
    "choice without replacement": f"order = rng.choice(n, n, replace=False)\n    {CUT}",
    "np.split": ORDER + "return list(np.split(order, range(size, n, size)))",
    "a loop": ORDER
    + """batches, start = [], 0
    while start < n:
        batches.append(order[start:start + size])
        start += size
    return batches""",
    "takes from the front": """rows = list(rng.permutation(n))
    batches = []
    while rows:
        batches.append(np.array(rows[:size]))
        rows = rows[size:]
    return batches""",
    "permuted": f"order = rng.permuted(np.arange(n))\n    {CUT}",
    "permutation of a range": f"order = rng.permutation(np.arange(n))\n    {CUT}",
    "ceil": ORDER
    + """count = int(np.ceil(n / size))
    return [order[k * size:(k + 1) * size] for k in range(count)]""",
}

NEW = "velocity = momentum * velocity + g\n    "
MOMENTUM = {
    "uphill": (
        "The weights move uphill.",
        "Subtract the step: the slope points to larger losses.",
        {"plus": NEW + "return w + learning_rate * velocity, velocity"},
    ),
    "old-velocity": (
        "The weights move by the old velocity.",
        "Update the velocity first, and move by the new one.",
        {
            "moves first": """w = w - learning_rate * velocity
    velocity = momentum * velocity + g
    return w, velocity""",
        },
    ),
    "swapped": (
        "The two results come in the other order.",
        "Return the weights first, then the velocity.",
        {"velocity first": NEW + "return velocity, w - learning_rate * velocity"},
    ),
    "averaged": (
        "The slope is multiplied by 1 - momentum, as in an average.",
        "Add the whole slope to the shrunken velocity, as PyTorch does.",
        {
            "an average": """velocity = momentum * velocity + (1 - momentum) * g
    return w - learning_rate * velocity, velocity""",
        },
    ),
    "shares-exchanged": (
        "The old velocity is multiplied by 1 - momentum.",
        "Multiply the old velocity by the momentum itself.",
        {
            "1 - momentum": """velocity = (1 - momentum) * velocity + g
    return w - learning_rate * velocity, velocity""",
            "average the wrong way round": """velocity = (1 - momentum) * velocity + momentum * g
    return w - learning_rate * velocity, velocity""",
        },
    ),
    "rate-in-velocity": (
        "The learning rate stands inside the velocity.",
        "Let the velocity take up the slope as it is; the rate comes in when the weights move.",
        {
            "rate inside": """velocity = momentum * velocity + learning_rate * g
    return w - velocity, velocity""",
        },
    ),
    "rate-twice": (
        "The learning rate is multiplied in twice.",
        "The rate comes in once, when the weights move.",
        {
            "rate inside and outside": """velocity = momentum * velocity + learning_rate * g
    return w - learning_rate * velocity, velocity""",
        },
    ),
    "rate-once-too-few": (
        "The learning rate is left out when the weights move.",
        "Multiply the new velocity by the learning rate before you subtract it.",
        {"no rate": NEW + "return w - velocity, velocity"},
    ),
    "velocity-downhill": (
        "The slope is subtracted in the velocity, which turns its sign.",
        "Add the slope to the velocity; the minus sign belongs to the weights' step.",
        {
            "minus g, minus": """velocity = momentum * velocity - g
    return w - learning_rate * velocity, velocity""",
            "minus g, plus": """velocity = momentum * velocity - g
    return w + learning_rate * velocity, velocity""",
            "minus rate times g": """velocity = momentum * velocity - learning_rate * g
    return w + velocity, velocity""",
            "old velocity minus": """velocity = g - momentum * velocity
    return w - learning_rate * velocity, velocity""",
        },
    ),
    "nesterov": (
        "The step looks ahead: this is Nesterov's form of momentum.",
        "Move by the rate times the new velocity, and by nothing else.",
        {"looks ahead": NEW + "return w - learning_rate * (g + momentum * velocity), velocity"},
    ),
    "no-memory": (
        "The old velocity has no say.",
        "Keep a part of the old velocity, and add the slope to it.",
        {
            "velocity is the slope": """velocity = g
    return w - learning_rate * velocity, velocity""",
            "momentum times g": """velocity = momentum * g
    return w - learning_rate * velocity, velocity""",
        },
    ),
    "slope-left-out": (
        "The slope never enters the velocity.",
        "Add the slope to the shrunken velocity.",
        {
            "only shrinks": """velocity = momentum * velocity
    return w - learning_rate * velocity, velocity""",
        },
    ),
    "never-shrinks": (
        "The old velocity is kept whole.",
        "Multiply the old velocity by the momentum before the slope is added.",
        {
            "a sum": "velocity = velocity + g\n    return w - learning_rate * velocity, velocity",
        },
    ),
    "shrinks-both": (
        "The momentum multiplies the slope as well.",
        "Only the old velocity shrinks; the slope is added whole.",
        {
            "brackets": """velocity = momentum * (velocity + g)
    return w - learning_rate * velocity, velocity""",
        },
    ),
    "exchanged": (
        "The momentum multiplies the slope, and the old velocity is kept whole.",
        "The momentum belongs to the old velocity.",
        {
            "velocity and g exchanged": """velocity = velocity + momentum * g
    return w - learning_rate * velocity, velocity""",
        },
    ),
    "fixed-momentum": (
        "The momentum is fixed, whatever is asked for.",
        "Use the argument: 0.9 is only what it is when nothing else is given.",
        {
            "always 0.9": """velocity = 0.9 * velocity + g
    return w - learning_rate * velocity, velocity""",
            "sets it again": f"""momentum = 0.9
    {NEW}return w - learning_rate * velocity, velocity""",
        },
    ),
    "fixed-rate": (
        "The learning rate is fixed, whatever is asked for.",
        "Use the learning rate that is given.",
        {"always 0.1": NEW + "return w - 0.1 * velocity, velocity"},
    ),
    "rate-for-slope-only": (
        "The learning rate multiplies the slope alone, and not the old velocity.",
        "Make the new velocity first, then multiply the whole of it by the rate.",
        {
            "plus the old": """new = w - learning_rate * g + momentum * velocity
    return new, momentum * velocity + g""",
            "minus the old": """new = w - (learning_rate * g + momentum * velocity)
    return new, momentum * velocity + g""",
        },
    ),
    "times-slope": (
        "The step is multiplied by the slope once more.",
        "The slope is in the new velocity already: move by the rate times that velocity.",
        {"rate times g": NEW + "return w - learning_rate * velocity * g, velocity"},
    ),
    "moves-unshrunk": (
        "The weights move by the slope and the whole old velocity, which did not shrink.",
        "Move by the new velocity, in which the old one has shrunk.",
        {
            "two formulas": """step = learning_rate * velocity + learning_rate * g
    return w - step, momentum * velocity + g""",
        },
    ),
    "fixed-average": (
        "The velocity is an average with the weights 0.9 and 0.1, whatever is asked for.",
        "Use the momentum that is given, and add the slope whole.",
        {
            "0.9 and 0.1": """velocity = 0.1 * g + 0.9 * velocity
    return w - learning_rate * velocity, velocity""",
        },
    ),
    "moves-by-slope": (
        "The weights move by the slope alone, and the velocity is only kept.",
        "Move by the rate times the new velocity.",
        {
            "w - rate * g": NEW + "return w - learning_rate * g, velocity",
        },
    ),
    "old-velocity-returned": (
        "The velocity comes back as it was given.",
        "Return the new velocity: the next step goes on from it.",
        {
            "another name": """v = momentum * velocity + g
    return w - learning_rate * v, velocity""",
        },
    ),
    "step-returned": (
        "What comes back first is the step, not the weights after it.",
        "Subtract the step from the weights, and return these.",
        {
            "the step": NEW + "return learning_rate * velocity, velocity",
            "minus the step": NEW + "return -learning_rate * velocity, velocity",
        },
    ),
    "scaled-velocity-returned": (
        "The velocity comes back multiplied by the learning rate.",
        "Return the velocity itself, without the rate.",
        {
            "the step as velocity": NEW
            + "return w - learning_rate * velocity, learning_rate * velocity",
        },
    ),
    "old-weights": (
        "The weights come back as they were given.",
        "Return the weights after the step.",
        {"never moves": NEW + "new = w - learning_rate * velocity\n    return w, velocity"},
    ),
    "slope-returned": (
        "What comes back second is the slope, not the velocity.",
        "Return the new velocity in the second place.",
        {"g": NEW + "return w - learning_rate * velocity, g"},
    ),
    "signs-only": (
        "Only the direction of the slope counts, not its size.",
        "Add the slope as it is.",
        {
            "sign": """velocity = momentum * velocity + np.sign(g)
    return w - learning_rate * velocity, velocity""",
        },
    ),
    "sizes-only": (
        "The sign of the slope is lost.",
        "Add the slope as it is, with its sign.",
        {
            "abs": """velocity = momentum * velocity + abs(g)
    return w - learning_rate * velocity, velocity""",
            "square": """velocity = momentum * velocity + g**2
    return w - learning_rate * velocity, velocity""",
        },
    ),
    "weights-scaled": (
        "The weights are multiplied by the step, where it should be subtracted.",
        "Subtract the rate times the velocity from the weights.",
        {"times": NEW + "return w * (1 - learning_rate * velocity), velocity"},
    ),
    "divides": (
        "The step is divided by the learning rate.",
        "Multiply by it: a small rate makes a small step.",
        {"over rate": NEW + "return w - velocity / learning_rate, velocity"},
    ),
    "mixes-entries": (
        "The entries of an array are thrown together.",
        "Let each weight have its own velocity: no sum and no mean over entries.",
        {
            "the mean slope": """velocity = momentum * velocity + np.mean(g)
    return w - learning_rate * velocity, velocity""",
            "the sum of slopes": """velocity = momentum * velocity + np.sum(g)
    return w - learning_rate * velocity, velocity""",
        },
    ),
    "unnamed": {
        "keeps a velocity": """f = momentum_step
    f.v = momentum * getattr(f, "v", 0.0) + g
    return w - learning_rate * f.v, f.v""",
    },
    "any/number-of-values": {
        "only w": NEW + "return w - learning_rate * velocity",
        "three values": NEW + "return w - learning_rate * velocity, velocity, g",
    },
    "any/returns-none": {
        "no return": NEW + "w = w - learning_rate * velocity",
        "prints them": NEW + "print(w - learning_rate * velocity, velocity)",
    },
    "any/changes-input": {
        "velocity in place": """velocity *= momentum
    velocity += g
    return w - learning_rate * velocity, velocity""",
        "w in place": NEW + "w -= learning_rate * velocity\n    return w, velocity",
    },
    "any/raises": {
        "a dot product": """velocity = momentum * velocity + g
    return w - learning_rate @ velocity, velocity""",
        "an if about an array": """if velocity == 0:
        velocity = g
    else:
        velocity = momentum * velocity + g
    return w - learning_rate * velocity, velocity""",
        "makes floats": """velocity = momentum * float(velocity) + float(g)
    return float(w) - learning_rate * velocity, velocity""",
    },
}
MOMENTUM_RIGHT = {
    "new names": """new = g + velocity * momentum
    return w - new * learning_rate, new""",
    "a list": NEW + "return [w - learning_rate * velocity, velocity]",
    "copies": """v = np.array(velocity, dtype=float)
    v *= momentum
    v += g
    return np.array(w) - learning_rate * v, v""",
    "one line": "return w - learning_rate * (momentum * velocity + g), momentum * velocity + g",
    "np functions": """v = np.add(np.multiply(momentum, velocity), g)
    return np.subtract(w, np.multiply(learning_rate, v)), v""",
    "two steps": """w = w - learning_rate * momentum * velocity
    w = w - learning_rate * g
    return w, momentum * velocity + g""",
    "minus signs": """v = -(-momentum * velocity - g)
    return w + -learning_rate * v, v""",
    "asarray": """w, g, velocity = np.asarray(w), np.asarray(g), np.asarray(velocity)
    velocity = g + momentum * velocity
    return w - learning_rate * velocity, velocity""",
}

M = "m = beta1 * m + (1 - beta1) * g\n    "
V = "v = beta2 * v + (1 - beta2) * g**2\n    "
HATS = "m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)\n    "
GO = "return w - learning_rate * m_hat / (np.sqrt(v_hat) + eps), m, v"
ADAM = {
    "uphill": (
        "The weights move uphill.",
        "Subtract the step: the slope points to larger losses.",
        {"plus": M + V + HATS + "return w + learning_rate * m_hat / (np.sqrt(v_hat) + eps), m, v"},
    ),
    "never-corrected": (
        "Neither average is corrected, so the first steps have another length.",
        "Divide each average by one minus its beta to the power t before the step.",
        {"no hats": M + V + "return w - learning_rate * m / (np.sqrt(v) + eps), m, v"},
    ),
    "beta-times-t": (
        "A correction takes beta times t, not beta to the power t.",
        "Raise each beta to the power t; from the second step on, the product is above 1.",
        {
            "beta1 * t": M
            + V
            + """m_hat, v_hat = m / (1 - beta1 * t), v / (1 - beta2 * t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + eps), m, v""",
        },
    ),
    "m-not-corrected": (
        "The average of the slopes is not corrected.",
        "Divide both averages by their corrections, also the one of the slopes.",
        {
            "m as it is": M
            + V
            + HATS
            + "return w - learning_rate * m / (np.sqrt(v_hat) + eps), m, v"
        },
    ),
    "v-not-corrected": (
        "The average of the squares is not corrected.",
        "Divide both averages by their corrections, also the one of the squares.",
        {
            "v as it is": M
            + V
            + HATS
            + "return w - learning_rate * m_hat / (np.sqrt(v) + eps), m, v"
        },
    ),
    "corrected-returned": (
        "The averages come back corrected, so the next step corrects them again.",
        "Return both averages as they were before the correction.",
        {
            "the hats": M
            + V
            + HATS
            + "return w - learning_rate * m_hat / (np.sqrt(v_hat) + eps), m_hat, v_hat",
            "overwrites them": M
            + V
            + """m = m / (1 - beta1**t)
    v = v / (1 - beta2**t)
    return w - learning_rate * m / (np.sqrt(v) + eps), m, v""",
        },
    ),
    "eps-inside": (
        "The tiny eps stands under the root.",
        "Add it to the root, outside: under the root it weighs ten thousand times as much.",
        {
            "under the root": M
            + V
            + HATS
            + "return w - learning_rate * m_hat / np.sqrt(v_hat + eps), m, v",
            "eps twice": M
            + V
            + HATS
            + "return w - learning_rate * m_hat / (np.sqrt(v_hat + eps) + eps), m, v",
        },
    ),
    "eps-left-out": (
        "The tiny eps is left out.",
        "Add it to the root, so that a slope of 0 divides by something.",
        {"no eps": M + V + HATS + "return w - learning_rate * m_hat / np.sqrt(v_hat), m, v"},
    ),
    "eps-before-correction": (
        "The tiny eps is added before the correction of the squares.",
        "Correct the average of the squares first, then take its root, then add eps.",
        {
            "the paper's short form": M
            + V
            + """rate = learning_rate * np.sqrt(1 - beta2**t) / (1 - beta1**t)
    return w - rate * m / (np.sqrt(v) + eps), m, v""",
        },
    ),
    "eps-misplaced": (
        "The tiny eps is multiplied in, or subtracted, where it should be added to the root.",
        "Add it to the root, so that a slope of 0 divides by something.",
        {
            "times eps": M
            + V
            + HATS
            + "return w - learning_rate * m_hat / (eps * v_hat**0.5), m, v",
            "minus eps": M
            + V
            + HATS
            + "return w - learning_rate * m_hat / (v_hat**0.5 - eps), m, v",
        },
    ),
    "fixed-eps": (
        "The tiny eps is fixed, whatever is asked for.",
        "Use the eps that is given.",
        {"1e-8": M + V + HATS + "return w - learning_rate * m_hat / (np.sqrt(v_hat) + 1e-8), m, v"},
    ),
    "no-root": (
        "The step is divided by the average of the squares itself.",
        "Take its root: a slope divided by a square would make small slopes huge steps.",
        {"no root": M + V + HATS + "return w - learning_rate * m_hat / (v_hat + eps), m, v"},
    ),
    "root-of-all": (
        "The step is divided by something else than the root of the average alone, and eps.",
        "Take the root of the corrected average alone, add eps, and divide by that.",
        {
            "root of the quotient": M
            + V
            + HATS
            + "return w - learning_rate * np.sqrt(np.abs(m_hat) / (v_hat + eps)), m, v",
            "square where a root belongs": M
            + V
            + HATS
            + "return w - learning_rate * m_hat / (v_hat**2 + eps), m, v",
        },
    ),
    "multiplies-root": (
        "The step is multiplied by the root of the squares.",
        "Divide by it: large slopes must not make large steps.",
        {"times": M + V + HATS + "return w - learning_rate * m_hat * (np.sqrt(v_hat) + eps), m, v"},
    ),
    "v-of-slopes": (
        "The second average is one of slopes, not of their squares.",
        "Square the slope before it enters the second average.",
        {
            "g, not its square": M
            + "v = beta2 * v + (1 - beta2) * g\n    "
            + HATS
            + GO.replace("np.sqrt(v_hat)", "np.sqrt(np.abs(v_hat))"),
            "size of g": M + "v = beta2 * v + (1 - beta2) * abs(g)\n    " + HATS + GO,
            "a root of a negative number": M + "v = beta2 * v + (1 - beta2) * g\n    " + HATS + GO,
            "twice g": M + "v = beta2 * v + (1 - beta2) * g * 2\n    " + HATS + GO,
        },
    ),
    "square-of-share": (
        "The factor is squared along with the slope.",
        "Square the slope alone, and multiply by the factor afterwards.",
        {"all squared": M + "v = beta2 * v + ((1 - beta2) * g) ** 2\n    " + HATS + GO},
    ),
    "v-of-m": (
        "The squares are those of the averaged slope.",
        "Square the slope of this step, as it came.",
        {"m squared": M + "v = beta2 * v + (1 - beta2) * m**2\n    " + HATS + GO},
    ),
    "m-of-squares": (
        "The first average takes up the square of the slope.",
        "The first average is one of slopes, the second one of squares.",
        {"g squared in m": "m = beta1 * m + (1 - beta1) * g**2\n    " + V + HATS + GO},
    ),
    "v-replaced": (
        "The second average forgets what it was: it is the square of this slope.",
        "Keep a part of the old average, and add the rest of the new square.",
        {
            "v is g squared": M + "v = g**2\n    " + HATS + GO,
            "v is a share of g squared": M + "v = (1 - beta2) * g**2\n    " + HATS + GO,
        },
    ),
    "m-replaced": (
        "The first average forgets what it was: the old one has no say.",
        "Keep a part of the old average, and add the rest of the new slope.",
        {
            "m is g": "m = g\n    " + V + HATS + GO,
            "m is a share of g": "m = (1 - beta1) * g\n    " + V + HATS + GO,
        },
    ),
    "m-as-momentum": (
        "The slope enters the first average whole, as in momentum.",
        "Give the new slope the part that the old average loses.",
        {"plus g": "m = beta1 * m + g\n    " + V + HATS + GO},
    ),
    "v-as-momentum": (
        "The square enters the second average whole.",
        "Give the new square the part that the old average loses.",
        {
            "plus g squared": M + "v = beta2 * v + g**2\n    " + HATS + GO,
            "a sum of squares": M + "v = v + g**2\n    " + HATS + GO,
        },
    ),
    "shares-exchanged": (
        "The parts of old and new are exchanged.",
        "The old average keeps the large part, its beta; the new value gets the small one.",
        {
            "both": """m = (1 - beta1) * m + beta1 * g
    v = (1 - beta2) * v + beta2 * g**2
    """
            + HATS
            + GO,
            "in m": "m = (1 - beta1) * m + beta1 * g\n    " + V + HATS + GO,
            "in v": M + "v = (1 - beta2) * v + beta2 * g**2\n    " + HATS + GO,
        },
    ),
    "betas-exchanged": (
        "The two betas are exchanged.",
        "The first beta belongs to the slopes, the second to their squares.",
        {
            "in the averages": """m = beta2 * m + (1 - beta2) * g
    v = beta1 * v + (1 - beta1) * g**2
    m_hat, v_hat = m / (1 - beta2**t), v / (1 - beta1**t)
    """
            + GO,
        },
    ),
    "corrections-exchanged": (
        "Each average is corrected with the other one's beta.",
        "Correct the slopes with the first beta, the squares with the second.",
        {"in the hats": M + V + "m_hat, v_hat = m / (1 - beta2**t), v / (1 - beta1**t)\n    " + GO},
    ),
    "one-beta": (
        "Both averages use one beta.",
        "The first beta belongs to the slopes, the second to their squares.",
        {
            "beta1 for both": M
            + """v = beta1 * v + (1 - beta1) * g**2
    m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta1**t)
    """
            + GO,
            "beta2 for both": """m = beta2 * m + (1 - beta2) * g
    """
            + V
            + "m_hat, v_hat = m / (1 - beta2**t), v / (1 - beta2**t)\n    "
            + GO,
        },
    ),
    "no-power": (
        "The correction is the same in every step: the power t is missing.",
        "Take each beta to the power t: the correction fades as the steps go on.",
        {"beta alone": M + V + "m_hat, v_hat = m / (1 - beta1), v / (1 - beta2)\n    " + GO},
    ),
    "power-of-all": (
        "The power is taken of one minus the beta.",
        "Take the power of the beta first, then subtract it from one.",
        {
            "brackets and power": M
            + V
            + "m_hat, v_hat = m * (1 - beta1) ** -t, v * (1 - beta2) ** -t\n    "
            + GO
        },
    ),
    "correction-without-brackets": (
        "The corrections lack their brackets: a power of beta is subtracted from the average.",
        "Put one minus the power in brackets, and divide by these.",
        {
            "/ 1 - beta**t": M + V + "m_hat, v_hat = m - beta1**t, v - beta2**t\n    " + GO,
        },
    ),
    "v-never-falls": (
        "The average of the squares never falls: the larger of old and new is kept.",
        "Let it fall, too: the new average takes the place of the old one.",
        {
            "keeps the larger": M
            + "v = np.maximum(beta2 * v + (1 - beta2) * g * g, v)\n    "
            + HATS
            + GO,
        },
    ),
    "times-t": (
        "The betas are multiplied by t.",
        "Take each beta to the power t.",
        {
            "beta * t": M
            + V
            + "m_hat, v_hat = m / (1 - beta1 * t + 1e-300), v / abs(1 - beta2 * t + 1e-300)\n    "
            + GO
        },
    ),
    "t-from-0": (
        "The steps are counted as if the first were number 0, or number 2.",
        "The argument t is 1 in the first step already: use it as it is.",
        {
            "t + 1": M
            + V
            + "m_hat, v_hat = m / (1 - beta1**(t + 1)), v / (1 - beta2**(t + 1))\n    "
            + GO,
        },
    ),
    "t-less-1": (
        "The correction uses t - 1, which divides by 0 in the first step.",
        "The argument t is 1 in the first step already: use it as it is.",
        {
            "t - 1, plain numbers": M
            + V
            + """c1, c2 = 1 - beta1**(t - 1), 1 - beta2**(t - 1)
    m_hat, v_hat = m / c1, v / c2
    """
            + GO,
            "t - 1": M
            + V
            + """c1, c2 = np.float64(1 - beta1**(t - 1)), np.float64(1 - beta2**(t - 1))
    m_hat, v_hat = m / c1, v / c2
    """
            + GO,
        },
    ),
    "correction-multiplied": (
        "The averages are multiplied by their corrections.",
        "Divide by them: the averages are too small at first.",
        {
            "times the corrections": M
            + V
            + "m_hat, v_hat = m * (1 - beta1**t), v * (1 - beta2**t)\n    "
            + GO
        },
    ),
    "old-averages-used": (
        "The step uses the averages from before this slope.",
        "Update both averages first, then correct them and move.",
        {
            "hats first": HATS + M + V + GO,
        },
    ),
    "moves-by-slope": (
        "The step goes along the slope itself, not along its average.",
        "Put the corrected average of the slopes over the root.",
        {
            "g over the root": M
            + V
            + HATS
            + "return w - learning_rate * g / (np.sqrt(v_hat) + eps), m, v",
        },
    ),
    "rate-left-out": (
        "The learning rate is left out.",
        "Multiply the quotient by the learning rate before you subtract it.",
        {"no rate": M + V + HATS + "return w - m_hat / (np.sqrt(v_hat) + eps), m, v"},
    ),
    "fixed-rate": (
        "The learning rate is fixed, whatever is asked for.",
        "Use the learning rate that is given.",
        {"0.1": M + V + HATS + "return w - 0.1 * m_hat / (np.sqrt(v_hat) + eps), m, v"},
    ),
    "fixed-betas": (
        "The betas are fixed, whatever is asked for.",
        "Use the arguments: 0.9 and 0.999 are only what they are when nothing else is given.",
        {"sets them again": "beta1, beta2 = 0.9, 0.999\n    " + M + V + HATS + GO},
    ),
    "swapped": (
        "The results come in another order.",
        "Return the weights first, then the average of slopes, then that of squares.",
        {
            "m, v, w": M
            + V
            + HATS
            + "return m, v, w - learning_rate * m_hat / (np.sqrt(v_hat) + eps)",
            "w, v, m": M
            + V
            + HATS
            + "return w - learning_rate * m_hat / (np.sqrt(v_hat) + eps), v, m",
        },
    ),
    "old-averages-returned": (
        "The averages come back as they were given.",
        "Return the new averages: the next step goes on from them.",
        {
            "other names": """m1 = beta1 * m + (1 - beta1) * g
    v1 = beta2 * v + (1 - beta2) * g**2
    m_hat, v_hat = m1 / (1 - beta1**t), v1 / (1 - beta2**t)
    """
            + GO,
        },
    ),
    "step-returned": (
        "What comes back first is the step, not the weights after it.",
        "Subtract the step from the weights, and return these.",
        {"the step": M + V + HATS + "return learning_rate * m_hat / (np.sqrt(v_hat) + eps), m, v"},
    ),
    "old-weights": (
        "The weights come back as they were given.",
        "Return the weights after the step.",
        {"never moves": M + V + "return w, m, v"},
    ),
    "precedence": (
        "Only the root is a divisor, and eps is added to the quotient, or the other way round.",
        "Put root and eps in brackets, and divide by both together.",
        {
            "no brackets": M
            + V
            + HATS
            + "return w - learning_rate * m_hat / np.sqrt(v_hat) + eps, m, v"
        },
    ),
    "mixes-entries": (
        "The entries of an array are thrown together.",
        "Let each weight have its own averages: no sum and no mean over entries.",
        {
            "one v for all": M + "v = beta2 * v + (1 - beta2) * np.mean(g**2)\n    " + HATS + GO,
            "a norm": M + "v = beta2 * v + (1 - beta2) * np.sum(g * g)\n    " + HATS + GO,
        },
    ),
    "unnamed": {
        "counts its calls": """adam_step.t = getattr(adam_step, "t", 0) + 1
    t = adam_step.t
    """
        + M
        + V
        + HATS
        + GO,
    },
    "any/number-of-values": {
        "only w": M + V + HATS + "return w - learning_rate * m_hat / (np.sqrt(v_hat) + eps)",
        "t as well": M + V + HATS + GO + ", t + 1",
    },
    "any/returns-none": {
        "no return": M + V + HATS + "w = w - learning_rate * m_hat / (np.sqrt(v_hat) + eps)",
    },
    "any/changes-input": {
        "in place": """m *= beta1
    m += (1 - beta1) * g
    v *= beta2
    v += (1 - beta2) * g**2
    """
        + HATS
        + GO,
        "w in place": M
        + V
        + HATS
        + "w -= learning_rate * m_hat / (np.sqrt(v_hat) + eps)\n    return w, m, v",
    },
    "any/raises": {
        "math.sqrt": M
        + V
        + HATS
        + "import math\n    return w - learning_rate * m_hat / (math.sqrt(v_hat) + eps), m, v",
        "the power as ^": M
        + V
        + "m_hat, v_hat = m / (1 - beta1 ^ t), v / (1 - beta2 ^ t)\n    "
        + GO,
        "a sqrt of nowhere": M
        + V
        + HATS
        + "return w - learning_rate * m_hat / (sqrt(v_hat) + eps), m, v",
    },
}
ADAM_RIGHT = {
    "g * g": M + "v = beta2 * v + (1 - beta2) * g * g\n    " + HATS + GO,
    "a half power": M + V + HATS + "return w - learning_rate * m_hat / (v_hat**0.5 + eps), m, v",
    "a list": M + V + HATS + "return [w - learning_rate * m_hat / (np.sqrt(v_hat) + eps), m, v]",
    "new names": """m1 = m + (1 - beta1) * (g - m)
    v1 = v + (1 - beta2) * (g * g - v)
    a, b = m1 / (1 - beta1**t), np.sqrt(v1 / (1 - beta2**t))
    return w - learning_rate * a / (b + eps), m1, v1""",
    "as PyTorch writes it": M
    + V
    + """root = np.sqrt(v) / np.sqrt(1 - beta2**t) + eps
    return w - learning_rate / (1 - beta1**t) * m / root, m, v""",
    "asarray": "w, g, m, v = map(np.asarray, (w, g, m, v))\n    " + M + V + HATS + GO,
    "np.square, np.power": M
    + "v = beta2 * v + (1 - beta2) * np.square(g)\n    "
    + "m_hat, v_hat = m / (1 - np.power(beta1, t)), v / (1 - np.power(beta2, t))\n    "
    + GO,
    "copies": """m, v, w = np.array(m, float), np.array(v, float), np.array(w, float)
    m *= beta1
    m += (1 - beta1) * g
    v *= beta2
    v += (1 - beta2) * g**2
    """
    + HATS
    + GO,
}

REFUSE = "if not np.isclose(sum(shares), 1): raise ValueError(shares)\n    "
DRAW = "n = len(y)\n    order = rng.permutation(n)\n    "
HERE = "a, b = round(shares[0] * n), round((shares[0] + shares[1]) * n)\n    "
PIECES = "i, j, k = order[:a], order[a:b], order[b:]\n    "
NUMBERS = "mean, std = X[i].mean(axis=0), X[i].std(axis=0)\n    "
ONES = "std = np.where(std == 0, 1.0, std)\n    "
GIVE = "return tuple(((X[r] - mean) / std, y[r]) for r in (i, j, k))"
START = REFUSE + DRAW + HERE + PIECES
SPLIT = {
    "not-shuffled": (
        "The parts are cut from the rows in their old order.",
        "Draw a random order of all rows first, and cut that one.",
        {
            "arange": REFUSE
            + "n = len(y)\n    order = np.arange(n)\n    "
            + HERE
            + PIECES
            + NUMBERS
            + ONES
            + GIVE,
            "slices of X": REFUSE
            + "n = len(y)\n    "
            + HERE
            + "i, j, k = slice(0, a), slice(a, b), slice(b, n)\n    "
            + NUMBERS
            + ONES
            + GIVE,
            "permutes and forgets": REFUSE
            + "n = len(y)\n    order = np.arange(n)\n    rng.permutation(order)\n    "
            + HERE
            + PIECES
            + NUMBERS
            + ONES
            + GIVE,
        },
    ),
    "statistics-of-all": (
        "Mean and deviation come from all rows, so that the test part has its say.",
        "Compute both from the training part alone, after the cut.",
        {
            "of X": START + "mean, std = X.mean(axis=0), X.std(axis=0)\n    " + ONES + GIVE,
            "standardised before the cut": REFUSE
            + "mean, std = X.mean(axis=0), X.std(axis=0)\n    "
            + ONES
            + DRAW
            + HERE
            + PIECES
            + "X = (X - mean) / std\n    return (X[i], y[i]), (X[j], y[j]), (X[k], y[k])",
        },
    ),
    "each-its-own": (
        "Every part is standardised by numbers of its own.",
        "Use the training part's mean and deviation for all three parts.",
        {
            "own numbers": START
            + """out = []
    for r in (i, j, k):
        std = X[r].std(axis=0)
        out.append(((X[r] - X[r].mean(axis=0)) / np.where(std == 0, 1.0, std), y[r]))
    return tuple(out)""",
        },
    ),
    "mean-of-train-only": (
        "The other parts get one number of the training part and one of their own.",
        "Take both numbers from the training part.",
        {
            "own deviation": START
            + """mean, out = X[i].mean(axis=0), []
    for r in (i, j, k):
        std = X[r].std(axis=0)
        out.append(((X[r] - mean) / np.where(std == 0, 1.0, std), y[r]))
    return tuple(out)""",
            "own mean": START
            + NUMBERS
            + ONES
            + "return tuple(((X[r] - X[r].mean(axis=0)) / std, y[r]) for r in (i, j, k))",
        },
    ),
    "of-train-and-validation": (
        "Mean and deviation come from the training and the validation part together.",
        "Compute both from the training part alone.",
        {
            "two parts": START
            + "both = X[order[:b]]\n    mean, std = both.mean(axis=0), both.std(axis=0)\n    "
            + ONES
            + GIVE,
        },
    ),
    "of-validation": (
        "Mean and deviation come from another part than the training part.",
        "The first part is the training part: compute both from it.",
        {
            "of the second": START
            + "mean, std = X[j].mean(axis=0), X[j].std(axis=0)\n    "
            + ONES
            + GIVE,
            "of the third": START
            + "mean, std = X[k].mean(axis=0), X[k].std(axis=0)\n    "
            + ONES
            + GIVE,
        },
    ),
    "train-only": (
        "Only the training part is standardised.",
        "Treat all three parts alike, with the training part's numbers.",
        {
            "others raw": START
            + NUMBERS
            + ONES
            + "return ((X[i] - mean) / std, y[i]), (X[j], y[j]), (X[k], y[k])",
        },
    ),
    "not-standardised": (
        "Nothing is standardised.",
        "Subtract the training part's mean from each column and divide by its deviation.",
        {
            "raw": START + "return tuple((X[r], y[r]) for r in (i, j, k))",
        },
    ),
    "never-centred": (
        "The mean is not subtracted.",
        "Subtract the training part's mean before you divide.",
        {
            "only divided": START
            + NUMBERS
            + ONES
            + "return tuple((X[r] / std, y[r]) for r in (i, j, k))"
        },
    ),
    "never-divided": (
        "The columns are not divided by their deviation.",
        "After the mean is subtracted, divide by the training part's deviation.",
        {"only centred": START + NUMBERS + "return tuple((X[r] - mean, y[r]) for r in (i, j, k))"},
    ),
    "variance": (
        "The columns are divided by the variance.",
        "Divide by the standard deviation, the root of the variance.",
        {"var": START + "mean, std = X[i].mean(axis=0), X[i].var(axis=0)\n    " + ONES + GIVE},
    ),
    "n-minus-1": (
        "The deviation is the one with n - 1.",
        "Divide by n in it: the standard deviation of the training part itself.",
        {
            "ddof": START
            + "mean, std = X[i].mean(axis=0), X[i].std(axis=0, ddof=1)\n    "
            + ONES
            + GIVE
        },
    ),
    "one-number-for-all": (
        "One mean and one deviation serve all columns.",
        "Every column has its own mean and deviation: compute them over the rows.",
        {
            "no axis": START + "mean, std = X[i].mean(), X[i].std()\n    " + ONES + GIVE,
        },
    ),
    "min-max": (
        "The columns are brought to the range from 0 to 1, or divided by their range.",
        "Subtract the mean and divide by the standard deviation.",
        {
            "min and max": START
            + "mean, std = X[i].min(axis=0), np.ptp(X[i], axis=0)\n    "
            + ONES
            + GIVE,
        },
    ),
    "median": (
        "The median is subtracted.",
        "Subtract the mean.",
        {
            "median": START
            + "mean, std = np.median(X[i], axis=0), X[i].std(axis=0)\n    "
            + ONES
            + GIVE
        },
    ),
    "constant-columns": (
        "A column that is constant in the training part does not survive: 0 is divided by 0.",
        "Where the deviation is 0, divide by 1.",
        {
            "divides by 0": START + NUMBERS + GIVE,
            "adds to the quotient": START
            + NUMBERS
            + "return tuple(((X[r] - mean) / std + 1e-7, y[r]) for r in (i, j, k))",
            "nan": START + NUMBERS + "std = np.where(std == 0, np.nan, std)\n    " + GIVE,
        },
    ),
    "constant-columns-dropped": (
        "A constant column is left out, so the inputs have fewer columns.",
        "Keep every column: a constant one becomes 0.",
        {
            "keeps the others": START
            + NUMBERS
            + """keep = std > 0
    return tuple(((X[r] - mean)[:, keep] / std[keep], y[r]) for r in (i, j, k))""",
        },
    ),
    "constant-columns-raw": (
        "A constant column keeps its value: its mean is not subtracted.",
        "Subtract the mean from every column, and divide a constant one by 1.",
        {
            "not centred": START
            + NUMBERS
            + "mean = np.where(std == 0, 0.0, mean)\n    "
            + ONES
            + GIVE,
        },
    ),
    "one-added": (
        "The columns are not divided by their deviation as it is.",
        "Divide by it, and change it only where it is 0.",
        {
            "plus 1": START + NUMBERS + "std = std + 1\n    " + GIVE,
            "plus a tenth": START + NUMBERS + "std = std + 0.1\n    " + GIVE,
        },
    ),
    "small-deviations": (
        "A small deviation is replaced by 1, although it is not 0.",
        "Put 1 only where the deviation is 0.",
        {
            "below 1": START + NUMBERS + "std = np.where(std < 1, 1.0, std)\n    " + GIVE,
            "at least 1": START + NUMBERS + "std = np.maximum(std, 1)\n    " + GIVE,
            "below a tenth": START + NUMBERS + "std[std < 0.1] = 1\n    " + GIVE,
        },
    ),
    "test-by-validation": (
        "The test part is standardised by the validation part's numbers.",
        "Use the training part's numbers for all three parts.",
        {
            "each by the one before": START
            + """pairs = []
    for rows, base in ((i, i), (j, i), (k, j)):
        mean, std = X[base].mean(axis=0), X[base].std(axis=0)
        pairs.append(((X[rows] - mean) / np.where(std == 0, 1.0, std), y[rows]))
    return tuple(pairs)""",
        },
    ),
    "targets-left-behind": (
        "Inputs and targets do not come in one order, so they no longer belong together.",
        "Take inputs and targets with the same row numbers.",
        {
            "y in order": START
            + NUMBERS
            + ONES
            + "X = (X - mean) / std\n    return (X[i], y[:a]), (X[j], y[a:b]), (X[k], y[b:])",
            "two orders": START
            + NUMBERS
            + ONES
            + """other = rng.permutation(n)
    X = (X - mean) / std
    return (X[i], y[other[:a]]), (X[j], y[other[a:b]]), (X[k], y[other[b:]])""",
            "permutes X": REFUSE
            + "n = len(y)\n    "
            + HERE
            + """X = rng.permutation(X)
    mean, std = X[:a].mean(axis=0), X[:a].std(axis=0)
    """
            + ONES
            + "X = (X - mean) / std\n    return (X[:a], y[:a]), (X[a:b], y[a:b]), (X[b:], y[b:])",
        },
    ),
    "rows-drawn-again": (
        "Rows are drawn with repeats: some come twice, others never.",
        "Draw one order of all rows, and cut it: every example lands once.",
        {
            "integers": REFUSE
            + "n = len(y)\n    order = rng.integers(0, n, n)\n    "
            + HERE
            + PIECES
            + NUMBERS
            + ONES
            + GIVE,
            "choice": REFUSE
            + "n = len(y)\n    order = rng.choice(n, n)\n    "
            + HERE
            + PIECES
            + NUMBERS
            + ONES
            + GIVE,
        },
    ),
    "three-draws": (
        "Each part is taken from all rows, so that parts share examples.",
        "Draw one order and cut it into three parts that share nothing.",
        {
            "from the start": REFUSE
            + DRAW
            + """a, b, c = (round(s * n) for s in shares)
    i, j, k = order[:a], order[:b], order[:c]
    """
            + NUMBERS
            + ONES
            + GIVE,
            "three permutations": REFUSE
            + "n = len(y)\n    sizes = [round(s * n) for s in shares]\n    "
            + "i, j, k = (rng.permutation(n)[:s] for s in sizes)\n    "
            + NUMBERS
            + ONES
            + GIVE,
            "three choices": REFUSE
            + "n = len(y)\n    sizes = [round(s * n) for s in shares]\n    "
            + "i, j, k = (rng.choice(n, s, replace=False) for s in sizes)\n    "
            + NUMBERS
            + ONES
            + GIVE,
        },
    ),
    "shares-not-added": (
        "The second cut does not lie at the sum of two shares, so parts overlap or lose rows.",
        "The second part begins where the first ends: its end is the sum of both shares.",
        {
            "b from the second share": REFUSE
            + DRAW
            + "a, b = round(shares[0] * n), round(shares[1] * n)\n    "
            + PIECES
            + NUMBERS
            + ONES
            + GIVE,
            "from the end": REFUSE
            + DRAW
            + """a, b, c = (round(s * n) for s in shares)
    i, j, k = order[:a], order[a:a + b], order[-b:]
    """
            + NUMBERS
            + ONES
            + GIVE,
        },
    ),
    "parts-exchanged": (
        "The parts, or their sizes, come in another order.",
        "Return training, validation, test, with the shares in that order.",
        {
            "test second": START + NUMBERS + ONES + "i, j, k = i, k, j\n    " + GIVE,
            "training last": START + NUMBERS + ONES + "i, j, k = k, j, i\n    " + GIVE,
        },
    ),
    "shares-ignored": (
        "The parts do not have the sizes that the shares ask for.",
        "Multiply each share by the number of rows.",
        {
            "thirds": REFUSE
            + DRAW
            + "a, b = n // 3, 2 * n // 3\n    "
            + PIECES
            + NUMBERS
            + ONES
            + GIVE,
            "60, 20, 20": REFUSE
            + DRAW
            + "a, b = round(0.6 * n), round(0.8 * n)\n    "
            + PIECES
            + NUMBERS
            + ONES
            + GIVE,
            "80, 10, 10": REFUSE
            + DRAW
            + "a, b = int(0.8 * n), int(0.9 * n)\n    "
            + PIECES
            + NUMBERS
            + ONES
            + GIVE,
        },
    ),
    "last-row-lost": (
        "Rows are lost where a part ends.",
        "A slice ends before its second number, and the next one begins with it.",
        {
            "b + 1": START.replace("order[b:]", "order[b + 1:]") + NUMBERS + ONES + GIVE,
            "a - 1": START.replace("order[a:b]", "order[a:b - 1]") + NUMBERS + ONES + GIVE,
            "minus 1 at the end": START.replace("order[b:]", "order[b:-1]") + NUMBERS + ONES + GIVE,
        },
    ),
    "other-chance": (
        "What is drawn does not come from the generator that is given: one seed gives two splits.",
        "Draw the order from the generator that the function is given.",
        {
            "np.random": START.replace("rng.permutation", "np.random.permutation")
            + NUMBERS
            + ONES
            + GIVE,
            "a new generator": START.replace("rng.perm", "np.random.default_rng().perm")
            + NUMBERS
            + ONES
            + GIVE,
        },
    ),
    "own-seed": (
        "The split is the same for every generator: it is drawn from a seed of its own.",
        "Draw the order from the generator that the function is given.",
        {
            "default_rng(0)": "rng = np.random.default_rng(0)\n    "
            + START
            + NUMBERS
            + ONES
            + GIVE,
            "RandomState": START.replace("rng.perm", "np.random.RandomState(3).perm")
            + NUMBERS
            + ONES
            + GIVE,
        },
    ),
    "not-refused": (
        "Shares that do not sum to 1 are let through.",
        "Compare the sum of the shares with 1, and raise a ValueError where it is another.",
        {
            "never asks": DRAW + HERE + PIECES + NUMBERS + ONES + GIVE,
            "only above 1": "if sum(shares) > 1.001: raise ValueError(shares)\n    "
            + DRAW
            + HERE
            + PIECES
            + NUMBERS
            + ONES
            + GIVE,
            "only below 1": "if sum(shares) < 0.999: raise ValueError(shares)\n    "
            + DRAW
            + HERE
            + PIECES
            + NUMBERS
            + ONES
            + GIVE,
            "scales them": "shares = np.array(shares) / sum(shares)\n    "
            + DRAW
            + HERE
            + PIECES
            + NUMBERS
            + ONES
            + GIVE,
            "prints": "if not np.isclose(sum(shares), 1): print('shares')\n    "
            + DRAW
            + HERE
            + PIECES
            + NUMBERS
            + ONES
            + GIVE,
            "returns the error": """if not np.isclose(sum(shares), 1): return ValueError(shares)
    """
            + DRAW
            + HERE
            + PIECES
            + NUMBERS
            + ONES
            + GIVE,
        },
    ),
    "another-error": (
        "Shares that do not sum to 1 are refused with another error than ValueError.",
        "Compare in an `if`, and raise a ValueError with a sentence of yours.",
        {
            "asserts": "assert np.isclose(sum(shares), 1)\n    "
            + DRAW
            + HERE
            + PIECES
            + NUMBERS
            + ONES
            + GIVE,
            "TypeError": "if not np.isclose(sum(shares), 1): raise TypeError\n    "
            + DRAW
            + HERE
            + PIECES
            + NUMBERS
            + ONES
            + GIVE,
            "Exception": "if not np.isclose(sum(shares), 1): raise Exception('shares')\n    "
            + DRAW
            + HERE
            + PIECES
            + NUMBERS
            + ONES
            + GIVE,
        },
    ),
    "exact-sum": (
        "Shares whose sum misses 1 by rounding are refused.",
        "Ask whether the sum is close to 1: 0.7 + 0.2 + 0.1 is not exactly 1 on a computer.",
        {
            "not equal": "if sum(shares) != 1: raise ValueError(shares)\n    "
            + DRAW
            + HERE
            + PIECES
            + NUMBERS
            + ONES
            + GIVE,
        },
    ),
    "pairs-exchanged": (
        "Each pair holds the targets first.",
        "Let a pair be the inputs, then the targets.",
        {
            "y first": START
            + NUMBERS
            + ONES
            + "return tuple((y[r], (X[r] - mean) / std) for r in (i, j, k))"
        },
    ),
    "not-in-pairs": (
        "The results do not come as three pairs of inputs and targets.",
        "Return three pairs: for each part its inputs and its targets.",
        {
            "dictionaries": START
            + NUMBERS
            + ONES
            + "return tuple({'X': (X[r] - mean) / std, 'y': y[r]} for r in (i, j, k))",
            "six values": START
            + NUMBERS
            + ONES
            + """A, B, C = ((X[r] - mean) / std for r in (i, j, k))
    return A, y[i], B, y[j], C, y[k]""",
            "inputs only": START
            + NUMBERS
            + ONES
            + "return tuple((X[r] - mean) / std for r in (i, j, k))",
            "all X, then all y": START
            + NUMBERS
            + ONES
            + "return [(X[r] - mean) / std for r in (i, j, k)], [y[r] for r in (i, j, k)]",
            "two parts only": START
            + NUMBERS
            + ONES
            + "return ((X[i] - mean) / std, y[i]), ((X[k] - mean) / std, y[k])",
        },
    ),
    "any/returns-none": {"no return": START + NUMBERS + ONES + "parts = (i, j, k)"},
    "any/raises": {
        "the generator is called": REFUSE
        + "n = len(y)\n    order = rng(n)\n    "
        + HERE
        + PIECES
        + NUMBERS
        + ONES
        + GIVE,
        "floats as slices": REFUSE
        + DRAW
        + "a, b = shares[0] * n, (shares[0] + shares[1]) * n\n    "
        + PIECES
        + NUMBERS
        + ONES
        + GIVE,
        "shares as sizes": REFUSE
        + DRAW
        + "a, b = shares[0], shares[1]\n    "
        + PIECES
        + NUMBERS
        + ONES
        + GIVE,
    },
    "any/changes-input": {
        "shuffles y in place": REFUSE
        + "n = len(y)\n    order = rng.permutation(n)\n    "
        + HERE
        + PIECES
        + NUMBERS
        + ONES
        + "X -= mean\n    X /= std\n    return (X[i], y[i]), (X[j], y[j]), (X[k], y[k])",
    },
}
SPLIT_RIGHT = {
    "cuts down": REFUSE
    + DRAW
    + "a = int(shares[0] * n)\n    b = a + int(shares[1] * n)\n    "
    + PIECES
    + NUMBERS
    + ONES
    + GIVE,
    "adds a tiny number": START + NUMBERS + "std = std + 1e-8\n    " + GIVE,
    "an argsort": REFUSE
    + "n = len(y)\n    order = np.argsort(rng.random(n))\n    "
    + HERE
    + PIECES
    + NUMBERS
    + ONES
    + GIVE,
    "shuffles": REFUSE
    + "n = len(y)\n    order = np.arange(n)\n    rng.shuffle(order)\n    "
    + HERE
    + PIECES
    + NUMBERS
    + ONES
    + GIVE,
    "std[std == 0] = 1": START + NUMBERS + "std[std == 0] = 1\n    " + GIVE,
    "lists": START + NUMBERS + ONES + "return [[(X[r] - mean) / std, y[r]] for r in (i, j, k)]",
    "rounds up": REFUSE
    + "import math\n    "
    + DRAW
    + "a = math.ceil(shares[0] * n)\n    b = min(n, a + math.ceil(shares[1] * n))\n    "
    + PIECES
    + NUMBERS
    + ONES
    + GIVE,
    "abs of the difference": """if abs(sum(shares) - 1) > 1e-6:
        raise ValueError("shares")
    """
    + DRAW
    + HERE
    + PIECES
    + NUMBERS
    + ONES
    + GIVE,
    "boolean masks": REFUSE
    + "n = len(y)\n    rank = rng.permutation(n)\n    "
    + HERE
    + "i, j, k = rank < a, (rank >= a) & (rank < b), rank >= b\n    "
    + NUMBERS
    + ONES
    + GIVE,
    "sorted parts": START
    + "i, j, k = np.sort(i), np.sort(j), np.sort(k)\n    "
    + NUMBERS
    + ONES
    + GIVE,
    "math.fsum": """import math
    if not math.isclose(math.fsum(shares), 1): raise ValueError
    """
    + DRAW
    + HERE
    + PIECES
    + NUMBERS
    + ONES
    + GIVE,
}

BEST = {
    "best-of-all": (
        "The lowest of all losses is taken, also of those after training has stopped.",
        "Stop looking where patience runs out: what comes later is never seen.",
        {
            "argmin": """losses, waited, best = list(validation_losses), 0, np.inf
    for stopped_at, loss in enumerate(losses):
        waited = 0 if loss < best else waited + 1
        best = min(best, loss)
        if waited == patience:
            break
    return int(np.argmin(losses)), stopped_at""",
        },
    ),
    "never-stops": (
        "The search for the lowest loss goes on where training has to stop.",
        "Count the epochs since the lowest loss, and leave the loop when they reach the patience.",
        {
            "argmin and the end": """losses = validation_losses
    return int(np.argmin(losses)), len(losses) - 1""",
            "argmin plus patience": """losses = list(validation_losses)
    epoch = losses.index(min(losses))
    return epoch, epoch + patience""",
            "argmin, then patience": """losses = list(validation_losses)
    epoch = losses.index(min(losses))
    return epoch, min(epoch + patience, len(losses) - 1)""",
            "no break": """epoch = 0
    for k, loss in enumerate(validation_losses):
        if loss < validation_losses[epoch]:
            epoch = k
    return epoch, k""",
        },
    ),
    "one-epoch-late": (
        "Training stops one epoch late: patience is exceeded first.",
        "Stop as soon as the epochs in a row without a new lowest loss are as many as patience.",
        {
            "greater than": """epoch = 0
    for k, loss in enumerate(validation_losses):
        if loss < validation_losses[epoch]:
            epoch = k
        if k - epoch > patience:
            break
    return epoch, k""",
            "asks before it counts": """epoch, waited = 0, 0
    for k, loss in enumerate(validation_losses):
        if loss < validation_losses[epoch]:
            epoch, waited = k, 0
        elif waited == patience:
            break
        elif k:
            waited += 1
    return epoch, k""",
        },
    ),
    "one-epoch-early": (
        "Training stops one epoch early.",
        "Let as many epochs pass without a new lowest loss as patience says.",
        {
            "patience - 1": """epoch = 0
    for k, loss in enumerate(validation_losses):
        if loss < validation_losses[epoch]:
            epoch = k
        if k - epoch == max(patience - 1, 1) and k > epoch:
            break
    return epoch, k""",
            "counts the best as well": """epoch, waited = 0, 0
    for k, loss in enumerate(validation_losses):
        waited += 1
        if loss < validation_losses[epoch]:
            epoch, waited = k, 1
        if waited >= patience and k > epoch:
            break
    return epoch, k""",
        },
    ),
    "equal-is-better": (
        "An equal loss counts as a new lowest one.",
        "Only a strictly smaller loss begins the counting again.",
        {
            "at most": """epoch = 0
    for k, loss in enumerate(validation_losses):
        if loss <= validation_losses[epoch]:
            epoch = k
        if k - epoch == patience:
            break
    return epoch, k""",
            "not greater": """best, epoch = np.inf, 0
    for k, loss in enumerate(validation_losses):
        if not loss > best:
            best, epoch = loss, k
        elif k - epoch >= patience:
            break
    return epoch, k""",
        },
    ),
    "better-than-before": (
        "A loss is compared with that of the epoch before, not with the lowest so far.",
        "Remember the lowest loss so far, and compare with it.",
        {
            "than the last": """epoch, waited = 0, 0
    for k, loss in enumerate(validation_losses):
        if k and loss < validation_losses[k - 1]:
            epoch, waited = k, 0
        elif k:
            waited += 1
        if waited == patience:
            break
    return epoch, k""",
            "rises in a row": """waited = 0
    for k, loss in enumerate(validation_losses):
        if k and loss >= validation_losses[k - 1]:
            waited += 1
        else:
            waited = 0
        if waited == patience:
            break
    seen = list(validation_losses[:k + 1])
    return seen.index(min(seen)), k""",
        },
    ),
    "waits-for-rises": (
        "Only epochs in which the loss rises are counted.",
        "Count every epoch without a new lowest loss, also where the loss stays or falls.",
        {
            "rises only": """epoch, waited = 0, 0
    for k, loss in enumerate(validation_losses):
        if loss < validation_losses[epoch]:
            epoch, waited = k, 0
        elif k and loss > validation_losses[k - 1]:
            waited += 1
            if waited == patience:
                break
    return epoch, k""",
        },
    ),
    "stop-not-seen": (
        "The last loss that is seen is left out of the search for the lowest one.",
        "Look at all losses up to the epoch at which training stops, and at that one.",
        {
            "a slice to the stop": """epoch = 0
    for k, loss in enumerate(validation_losses):
        if loss < validation_losses[epoch]:
            epoch = k
        if k - epoch == patience:
            break
    return int(np.argmin(validation_losses[:max(k, 1)])), k""",
        },
    ),
    "never-resets": (
        "The count goes on after a new lowest loss: epochs without one need not be in a row.",
        "Begin the count again at 0 with every new lowest loss.",
        {
            "no reset": """epoch, waited = 0, 0
    for k, loss in enumerate(validation_losses):
        if loss < validation_losses[epoch]:
            epoch = k
        elif k:
            waited += 1
        if waited == patience:
            break
    return epoch, k""",
        },
    ),
    "highest": (
        "The highest loss is looked for.",
        "A loss should be low: compare the other way round.",
        {
            "greater": """epoch = 0
    for k, loss in enumerate(validation_losses):
        if loss > validation_losses[epoch]:
            epoch = k
        if k - epoch == patience:
            break
    return epoch, k""",
            "argmax": "return int(np.argmax(validation_losses)), len(validation_losses) - 1",
        },
    ),
    "swapped": (
        "The two results come in the other order.",
        "Return the best epoch first, then the epoch at which training stops.",
        {
            "stop first": """epoch = 0
    for k, loss in enumerate(validation_losses):
        if loss < validation_losses[epoch]:
            epoch = k
        if k - epoch == patience:
            break
    return k, epoch""",
        },
    ),
    "loss-returned": (
        "A loss is returned in the place of an epoch.",
        "Return the numbers of the two epochs.",
        {
            "the lowest loss": """epoch = 0
    for k, loss in enumerate(validation_losses):
        if loss < validation_losses[epoch]:
            epoch = k
        if k - epoch == patience:
            break
    return validation_losses[epoch], k""",
            "loss for the stop": """epoch = 0
    for k, loss in enumerate(validation_losses):
        if loss < validation_losses[epoch]:
            epoch = k
        if k - epoch == patience:
            break
    return epoch, loss""",
        },
    ),
    "counts-from-1": (
        "Epochs are counted from 1.",
        "The first epoch has the number 0.",
        {
            "start=1": """epoch, best = 1, np.inf
    for k, loss in enumerate(validation_losses, start=1):
        if loss < best:
            epoch, best = k, loss
        if k - epoch == patience:
            break
    return epoch, k""",
        },
    ),
    "length-at-the-end": (
        "Where patience never runs out, the number of epochs is returned, not the last epoch.",
        "The last of n epochs has the number n - 1.",
        {
            "len": """epoch = 0
    for k, loss in enumerate(validation_losses):
        if loss < validation_losses[epoch]:
            epoch = k
        if k - epoch == patience:
            return epoch, k
    return epoch, len(validation_losses)""",
        },
    ),
    "none-at-the-end": (
        "Where patience never runs out, no epoch is given for the stop.",
        "Then training stopped at the last epoch.",
        {
            "None": """epoch, stopped_at = 0, None
    for k, loss in enumerate(validation_losses):
        if loss < validation_losses[epoch]:
            epoch = k
        if k - epoch == patience:
            stopped_at = k
            break
    return epoch, stopped_at""",
            "-1": """epoch, stopped_at = 0, -1
    for k, loss in enumerate(validation_losses):
        if loss < validation_losses[epoch]:
            epoch = k
        if k - epoch == patience:
            stopped_at = k
            break
    return epoch, stopped_at""",
        },
    ),
    "nothing-at-the-end": (
        "Where patience never runs out, the function ends without giving a value back.",
        "Return after the loop as well.",
        {
            "returns inside only": """epoch = 0
    for k, loss in enumerate(validation_losses):
        if loss < validation_losses[epoch]:
            epoch = k
        if k - epoch == patience:
            return epoch, k""",
        },
    ),
    "last-is-best": (
        "The epoch at which training stops is taken for the best one.",
        "The best epoch lies as far back as patience says, unless training ran to its end.",
        {
            "k twice": """epoch = 0
    for k, loss in enumerate(validation_losses):
        if loss < validation_losses[epoch]:
            epoch = k
        if k - epoch == patience:
            break
    return k, k""",
        },
    ),
    "patience-back": (
        "The best epoch is taken to be the stop minus patience, even if never stopped.",
        "Remember the epoch of the lowest loss when you meet it.",
        {
            "k - patience": """epoch = 0
    for k, loss in enumerate(validation_losses):
        if loss < validation_losses[epoch]:
            epoch = k
        if k - epoch == patience:
            break
    return k - patience, k""",
        },
    ),
    "first-rise": (
        "Training stops at the first loss that is no new lowest one, whatever patience says.",
        "Wait for as many such epochs in a row as patience says.",
        {
            "breaks at once": """epoch = 0
    for k, loss in enumerate(validation_losses):
        if loss < validation_losses[epoch]:
            epoch = k
        elif k:
            break
    return epoch, k""",
        },
    ),
    "one-before-the-stop": (
        "The stop is given one epoch too early or too late.",
        "Training stops at the epoch that uses up the patience.",
        {
            "k - 1": """epoch = 0
    for k, loss in enumerate(validation_losses):
        if loss < validation_losses[epoch]:
            epoch = k
        if k - epoch == patience:
            return epoch, k - 1
    return epoch, k""",
            "k + 1": """epoch = 0
    for k, loss in enumerate(validation_losses):
        if loss < validation_losses[epoch]:
            epoch = k
        if k - epoch == patience:
            return epoch, k + 1
    return epoch, k""",
        },
    ),
    "starts-at-zero": (
        "A loss below all before it does not count as the lowest so far.",
        "Begin with the first loss, or with infinity, and keep the place of each lower one.",
        {
            "best = 0": """best, epoch = 0.0, 0
    for k, loss in enumerate(validation_losses):
        if loss < best:
            best, epoch = loss, k
        if k - epoch == patience:
            break
    return epoch, k""",
            "best = 1": """best, epoch = 1.0, 0
    for k, loss in enumerate(validation_losses):
        if loss < best:
            best, epoch = loss, k
        if k - epoch == patience:
            break
    return epoch, k""",
        },
    ),
    "best-not-stored": (
        "A new lowest loss is not remembered, so the comparison stays with the first one.",
        "Store the loss, or its epoch, whenever a smaller one comes.",
        {
            "compares with the first": """best, epoch = validation_losses[0], 0
    for k, loss in enumerate(validation_losses):
        if loss < best:
            epoch = k
        if k - epoch == patience:
            break
    return epoch, k""",
        },
    ),
    "waits-from-the-start": (
        "The first epoch counts as one without a new lowest loss.",
        "The first epoch is always the best so far: begin the count after it.",
        {
            "counts epoch 0": """best, epoch, waited = validation_losses[0], 0, 0
    for k, loss in enumerate(validation_losses):
        if loss < best:
            best, epoch, waited = loss, k, 0
        else:
            waited += 1
        if waited == patience:
            break
    return epoch, k""",
        },
    ),
    "skips-the-first": (
        "The first loss is left out.",
        "Go through all losses, that of epoch 0 as well.",
        {
            "from 1 on": """epoch, best = 0, np.inf
    for k, loss in enumerate(validation_losses[1:]):
        if loss < best:
            best, epoch = loss, k
        if k - epoch == patience:
            break
    return epoch, k""",
        },
    ),
    "fixed-patience": (
        "The patience is fixed, whatever is asked for.",
        "Use the patience that is given.",
        {
            "always 2": """epoch = 0
    for k, loss in enumerate(validation_losses):
        if loss < validation_losses[epoch]:
            epoch = k
        if k - epoch == 2:
            break
    return epoch, k""",
            "always 3": """patience, epoch = 3, 0
    for k, loss in enumerate(validation_losses):
        if loss < validation_losses[epoch]:
            epoch = k
        if k - epoch == patience:
            break
    return epoch, k""",
        },
    ),
    "by-a-margin": (
        "A loss must be smaller by a margin to count as a new lowest one.",
        "Any strictly smaller loss counts, by however little.",
        {
            "a thousandth": """epoch = 0
    for k, loss in enumerate(validation_losses):
        if loss < validation_losses[epoch] - 1e-3:
            epoch = k
        if k - epoch == patience:
            break
    return epoch, k""",
            "a ten-thousandth": """best, epoch, waited = np.inf, 0, 0
    for k, loss in enumerate(validation_losses):
        if best - loss > 1e-4:
            best, epoch, waited = loss, k, 0
        else:
            waited += 1
        if waited == patience:
            break
    return epoch, k""",
            "a tenth": """epoch = 0
    for k, loss in enumerate(validation_losses):
        if loss < validation_losses[epoch] - 0.1001:
            epoch = k
        if k - epoch == patience:
            break
    return epoch, k""",
            "ten percent": """epoch = 0
    for k, loss in enumerate(validation_losses):
        if loss < 0.8 * validation_losses[epoch]:
            epoch = k
        if k - epoch == patience:
            break
    return epoch, k""",
        },
    ),
    "any/number-of-values": {
        "only the epoch": """epoch = 0
    for k, loss in enumerate(validation_losses):
        if loss < validation_losses[epoch]:
            epoch = k
        if k - epoch == patience:
            break
    return epoch""",
        "only argmin": "return int(np.argmin(validation_losses))",
        "the loss as well": """epoch = 0
    for k, loss in enumerate(validation_losses):
        if loss < validation_losses[epoch]:
            epoch = k
        if k - epoch == patience:
            break
    return epoch, k, validation_losses[epoch]""",
    },
    "any/returns-none": {
        "prints": """epoch = 0
    for k, loss in enumerate(validation_losses):
        if loss < validation_losses[epoch]:
            epoch = k
        if k - epoch == patience:
            break
    print(epoch, k)""",
    },
    "any/raises": {
        "no such epoch": """k = epoch = 0
    while k - epoch < patience:
        k += 1
        if validation_losses[k] < validation_losses[epoch]:
            epoch = k
    return epoch, k""",
        "argmin of a list": "return validation_losses.argmin(), len(validation_losses) - 1",
    },
    "any/changes-input": {
        "pops": """epoch, best, k = 0, np.inf, -1
    while validation_losses:
        k, loss = k + 1, validation_losses.pop(0)
        if loss < best:
            best, epoch = loss, k
        if k - epoch == patience:
            break
    return epoch, k""",
    },
}
BEST_RIGHT = {
    "a counter": """best, epoch, waited = float("inf"), 0, 0
    for k, loss in enumerate(validation_losses):
        if loss < best:
            best, epoch, waited = loss, k, 0
        else:
            waited += 1
        if waited >= patience:
            return epoch, k
    return epoch, k""",
    "a while": """epoch = k = 0
    while k + 1 < len(validation_losses) and k - epoch < patience:
        k += 1
        if validation_losses[k] < validation_losses[epoch]:
            epoch = k
    return epoch, k""",
    "argmin of what was seen": """for k in range(len(validation_losses)):
        epoch = int(np.argmin(validation_losses[:k + 1]))
        if k - epoch >= patience:
            break
    return epoch, k""",
    "NumPy's whole numbers": """losses = np.asarray(validation_losses)
    for k in np.arange(len(losses)):
        epoch = np.argmin(losses[:k + 1])
        if k - epoch == patience:
            break
    return epoch, k""",
    "a list": """epoch = 0
    for k, loss in enumerate(validation_losses):
        if loss < validation_losses[epoch]:
            epoch = k
        if k == epoch + patience:
            break
    return [epoch, k]""",
    "the running minimum": """lowest = np.minimum.accumulate(validation_losses)
    first = [int(np.argmax(np.asarray(validation_losses) == low)) for low in lowest]
    waits = np.arange(len(first)) - first
    out = np.flatnonzero(waits == patience)
    stop = int(out[0]) if len(out) else len(first) - 1
    return first[stop], stop""",
    "index of the minimum": """for k in range(len(validation_losses)):
        seen = list(validation_losses[:k + 1])
        if k - seen.index(min(seen)) == patience:
            break
    return seen.index(min(seen)), k""",
    "two returns": """epoch, last = 0, len(validation_losses) - 1
    for k in range(1, last + 1):
        if validation_losses[k] < validation_losses[epoch]:
            epoch = k
        elif k - epoch == patience:
            return epoch, k
    return epoch, last""",
}

P = "p = np.bincount(y, minlength=n_classes) / len(y)\n    "
Q = P + "p = p[p > 0]\n    "
BASELINE = {
    "absent-nan": (
        "A class that does not occur makes the result `nan`: 0 is multiplied by minus infinity.",
        "Leave out the classes whose share is 0: they cost nothing.",
        {
            "all shares": P + "return -np.sum(p * np.log(p))",
            "a dot product": P + "return -p @ np.log(p)",
            "means of comparisons": """p = np.array([np.mean(y == c) for c in range(n_classes)])
    return -(p * np.log(p)).sum()""",
        },
    ),
    "absent-clipped": (
        "Shares are shifted or clipped before the logarithm, and the result is off.",
        "Leave out the classes whose share is 0, and use the other shares as they are.",
        {
            "plus a tenth of a percent": P + "return -np.sum(p * np.log(p + 1e-3))",
            "clipped at 0.01": P + "q = np.clip(p, 0.01, 1)\n    return -np.sum(q * np.log(q))",
            "log1p": P + "return -np.sum(p * np.log1p(p))",
        },
    ),
    "counts-plus-1": (
        "Every class is counted once more than it occurs.",
        "Divide the counts themselves by n.",
        {
            "smoothed": """counts = np.bincount(y, minlength=n_classes) + 1
    p = counts / counts.sum()
    return -np.sum(p * np.log(p))""",
        },
    ),
    "sign": (
        "The sign is missing, so the loss is negative.",
        "Logarithms of shares are negative: put a minus in front of the sum.",
        {"no minus": Q + "return np.sum(p * np.log(p))"},
    ),
    "base-2": (
        "The logarithm has the base 2.",
        "Use the natural logarithm, as the cross-entropy of this course does.",
        {
            "log2": Q + "return -np.sum(p * np.log2(p))",
            "divided by log 2": Q + "return -np.sum(p * np.log(p)) / np.log(2)",
        },
    ),
    "base-10": (
        "The logarithm has the base 10.",
        "Use the natural logarithm, as the cross-entropy of this course does.",
        {"log10": Q + "return -np.sum(p * np.log10(p))"},
    ),
    "equal-shares": (
        "All classes are taken to be equally common.",
        "Count how often each class occurs in the labels.",
        {
            "log of n_classes": "return np.log(n_classes)",
            "minus log of one over": "return -np.log(1 / n_classes)",
        },
    ),
    "equal-shares-present": (
        "All classes that occur are taken to be equally common.",
        "Count how often each class occurs in the labels.",
        {
            "log of the number of classes": "return np.log(len(np.unique(y)))",
        },
    ),
    "not-weighted": (
        "The logarithms are added without their shares.",
        "Multiply each logarithm by its share: common classes come up more often.",
        {"sum of logs": Q + "return -np.sum(np.log(p))"},
    ),
    "mean-of-logs": (
        "The logarithms are averaged over classes.",
        "Weigh each logarithm by its share, and add up.",
        {"mean of logs": Q + "return -np.mean(np.log(p))"},
    ),
    "mean-of-products": (
        "The sum is divided by the number of classes.",
        "The shares are the weights already: add the products, and divide by nothing.",
        {
            "mean": Q + "return -np.mean(p * np.log(p))",
            "over n_classes": Q + "return -np.sum(p * np.log(p)) / n_classes",
        },
    ),
    "divided-by-n": (
        "The sum is divided by the number of examples once more.",
        "The shares have been divided by n already: add the products, and divide by nothing.",
        {"over n": Q + "return -np.sum(p * np.log(p)) / len(y)"},
    ),
    "divided-by-log": (
        "The entropy is divided by its largest value, the logarithm of the number of classes.",
        "Return the sum itself.",
        {"relative": Q + "return np.sum(p * np.log(1 / p)) / np.log(n_classes)"},
    ),
    "counts-not-shares": (
        "Counts stand where shares belong.",
        "Divide the counts by the number of examples first.",
        {
            "counts throughout": """c = np.bincount(y, minlength=n_classes)
    c = c[c > 0]
    return -np.sum(c * np.log(c))""",
        },
    ),
    "weights-are-counts": (
        "The logarithms are weighted by counts, not by shares.",
        "Divide by the number of examples: a loss is a mean over them.",
        {
            "counts times log of shares": """c = np.bincount(y, minlength=n_classes)
    p, c = c[c > 0] / len(y), c[c > 0]
    return -np.sum(c * np.log(p))""",
            "a sum over examples": Q.replace("p = p[p > 0]\n    ", "")
            + "return -np.sum(np.log(p[y]))",
        },
    ),
    "log-of-counts": (
        "The logarithm is taken of counts, not of shares.",
        "Take the logarithm of each class's share.",
        {
            "shares times log of counts": """c = np.bincount(y, minlength=n_classes)
    c = c[c > 0]
    return -np.sum(c / len(y) * np.log(c))""",
        },
    ),
    "divided-by-classes": (
        "The counts are divided by the number of classes.",
        "A share is a count divided by the number of examples.",
        {
            "counts over those that occur": """c = np.bincount(y)
    p = c[c > 0] / np.count_nonzero(c)
    return -np.sum(p * np.log(p))""",
            "mean logarithm of such shares": """p = np.bincount(y, minlength=n_classes) / n_classes
    return -np.mean(np.log(np.where(p > 0, p, 1.0)))""",
            "counts over n_classes": """p = np.bincount(y, minlength=n_classes) / n_classes
    p = p[p > 0]
    return -np.sum(p * np.log(p))""",
        },
    ),
    "labels-as-shares": (
        "The labels themselves are taken for shares or weights.",
        "Count how often each label occurs.",
        {
            "weighted by labels": P + "return -(y * np.log(p[y])).sum() / len(y)",
            "y / sum of y": """p = y / np.sum(y)
    p = p[p > 0]
    return -np.sum(p * np.log(p))""",
        },
    ),
    "binary-only": (
        "Only two classes are thought of: class 1 against all others.",
        "Give every class a share of its own.",
        {
            "share of class 1": """p = np.mean(y == 1)
    q = np.array([p, 1 - p])
    q = q[q > 0]
    return -np.sum(q * np.log(q))""",
        },
    ),
    "mean-of-labels": (
        "The mean of the labels is taken for the share of class 1.",
        "Count each class: labels above 1 are names, not numbers to average.",
        {
            "mean of y, not clipped": """p = np.mean(y)
    return -p * np.log(p) - (1 - p) * np.log(1 - p)""",
            "mean of y": """p = np.clip(np.mean(y), 1e-12, 1 - 1e-12)
    return -(p * np.log(p) + (1 - p) * np.log(1 - p))""",
        },
    ),
    "commonest-only": (
        "Only the commonest class counts.",
        "Add the products of all classes that occur.",
        {
            "minus log of the largest": Q + "return -np.log(p.max())",
        },
    ),
    "commonest-product": (
        "Only the product of the commonest class is returned.",
        "Add the products of all classes that occur.",
        {"the largest share": Q + "return -p.max() * np.log(p.max())"},
    ),
    "error-rate": (
        "What comes back is a share of answers, not a loss.",
        "Add share times logarithm over all classes, with a minus in front.",
        {
            "1 - largest": Q + "return 1 - p.max()",
            "largest": Q + "return p.max()",
        },
    ),
    "gini": (
        "The squares of the shares are added: this is the Gini impurity, or a relative of it.",
        "Multiply each share by its logarithm instead.",
        {
            "1 - sum of squares": Q + "return 1 - np.sum(p**2)",
            "sum of squares": Q + "return np.sum(p**2)",
        },
    ),
    "log-of-sum": (
        "The logarithm is taken of a sum.",
        "Take the logarithm of each share, weigh it, and add afterwards.",
        {
            "log of the sum of squares": Q + "return -np.log(np.sum(p * p))",
        },
    ),
    "exponential": (
        "An exponential is taken in the end, which makes a perplexity of the loss.",
        "Return the sum itself.",
        {"exp": Q + "return np.exp(-np.sum(p * np.log(p)))"},
    ),
    "last-class-lost": (
        "A class is left out of the sum.",
        "Go through all classes, from 0 to n_classes - 1.",
        {
            "range to n_classes - 1": """total = 0.0
    for c in range(n_classes - 1):
        p = np.mean(y == c)
        if p > 0:
            total -= p * np.log(p)
    return total""",
        },
    ),
    "first-class-lost": (
        "Class 0 is left out of the sum.",
        "Go through all classes, from 0 to n_classes - 1.",
        {
            "from 1 on": """total = 0.0
    for c in range(1, n_classes):
        p = np.mean(y == c)
        if p > 0:
            total -= p * np.log(p)
    return total""",
        },
    ),
    "first-only": (
        "The function returns after the first class.",
        "Return after the loop, once all classes have been added.",
        {
            "return in the loop": """total = 0.0
    for c in range(n_classes):
        p = np.mean(y == c)
        if p > 0:
            total -= p * np.log(p)
        return total""",
        },
    ),
    "overwritten": (
        "Each class overwrites what was added before.",
        "Add to the total in each round.",
        {
            "= instead of -=": """total = 0.0
    for c in range(n_classes):
        p = np.mean(y == c)
        if p > 0:
            total = -p * np.log(p)
    return total""",
        },
    ),
    "not-summed": (
        "The products come back one by one.",
        "Add them up: a loss is one number.",
        {
            "an array": Q + "return -p * np.log(p)",
            "an array with zeros": P + "return -p * np.log(np.where(p > 0, p, 1.0))",
        },
    ),
    "binary-terms": (
        "For each class, the term of its absence is added as well.",
        "Add share times logarithm once for each class.",
        {
            "both terms": P
            + """q = p[(p > 0) & (p < 1)]
    return -np.sum(q * np.log(q) + (1 - q) * np.log(1 - q))""",
        },
    ),
    "of-the-share-missing": (
        "The logarithm is taken of one minus the share.",
        "Take the logarithm of the share itself.",
        {"log(1 - p)": P + "q = p[p < 1]\n    return -np.sum(q * np.log(1 - q))"},
    ),
    "halved": (
        "The result is halved or doubled.",
        "Return the sum as it is.",
        {
            "half": Q + "return -0.5 * np.sum(p * np.log(p))",
            "twice": Q + "return -2 * np.sum(p * np.log(p))",
        },
    ),
    "any/returns-none": {
        "prints": Q + "print(-np.sum(p * np.log(p)))",
        "no return": Q + "loss = -np.sum(p * np.log(p))",
    },
    "any/raises": {
        "no minlength": """p = np.bincount(y) / len(y)
    return -sum(p[c] * np.log(p[c]) for c in range(n_classes) if p[c] > 0)""",
        "n_classes as y": """p = np.bincount(n_classes) / len(n_classes)
    return -np.sum(p * np.log(p))""",
        "math.log of an array": Q + "import math\n    return -np.sum(p * math.log(p))",
    },
    "any/changes-input": {
        "sorts y": "y.sort()\n    y[:] = y[::-1]\n    " + Q + "return -np.sum(p * np.log(p))",
    },
}
BASELINE_RIGHT = {
    "np.unique": """_, counts = np.unique(y, return_counts=True)
    p = counts / len(y)
    return -np.sum(p * np.log(p))""",
    "a loop": """total = 0.0
    for c in range(n_classes):
        p = np.mean(y == c)
        if p > 0:
            total -= p * np.log(p)
    return total""",
    "the mean over examples": P + "return -np.mean(np.log(p[y]))",
    "where": P + "return -np.sum(p * np.log(np.where(p > 0, p, 1.0)))",
    "log of n minus": """c = np.bincount(y, minlength=n_classes)
    c = c[c > 0]
    return np.log(len(y)) - np.sum(c * np.log(c)) / len(y)""",
    "Counter": """from collections import Counter
    from math import log
    n = len(y)
    return -sum(k / n * log(k / n) for k in Counter(np.asarray(y).tolist()).values())""",
    "a float": Q + "return float(np.sum(p * np.log(1 / p)))",
    "a tiny number inside": P + "return -np.sum(p * np.log(p + 1e-15))",
    "errstate": P
    + """with np.errstate(all="ignore"):
        terms = p * np.log(p)
    return -np.nansum(terms)""",
}

D = "d = np.asarray(right_a, float) - np.asarray(right_b, float)\n    "
PAIRED = {
    "b-minus-a": (
        "The difference is taken the other way round.",
        "Take a minus b: the difference is positive where a is better.",
        {"b - a": D + "d = -d\n    return d.mean(), d.std(ddof=1) / np.sqrt(len(d))"},
    ),
    "size-of-the-difference": (
        "The sign of the difference is lost.",
        "Return the mean of a minus b as it is, with its sign.",
        {
            "abs of the mean": D + "return abs(d.mean()), d.std(ddof=1) / np.sqrt(len(d))",
        },
    ),
    "sizes": (
        "The differences lose their signs before they are averaged.",
        "Average a minus b with its sign, so that the two directions can cancel.",
        {
            "abs of each": D
            + "d = np.abs(d)\n    return d.mean(), d.std(ddof=1) / np.sqrt(len(d))",
            "exclusive or": """d = (np.asarray(right_a) != np.asarray(right_b)).astype(float)
    return d.mean(), d.std(ddof=1) / np.sqrt(len(d))""",
            "a caret": """d = right_a ^ right_b
    return np.mean(d), np.std(d, ddof=1) / np.sqrt(len(d))""",
            "squares": D + "d = d**2\n    return d.mean(), d.std(ddof=1) / np.sqrt(len(d))",
        },
    ),
    "divides-by-n": (
        "The standard deviation divides by n, not by n - 1.",
        "Tell the standard deviation to divide by n - 1.",
        {
            "ddof left out": D + "return d.mean(), d.std() / np.sqrt(len(d))",
            "np.std": D + "return np.mean(d), np.std(d) / len(d) ** 0.5",
        },
    ),
    "n-minus-1-under-the-root": (
        "The root is taken of n - 1 as well.",
        "Divide by n - 1 inside the standard deviation, and by the root of n outside.",
        {"root of n - 1": D + "return d.mean(), d.std(ddof=1) / np.sqrt(len(d) - 1)"},
    ),
    "deviation-only": (
        "What comes back is the standard deviation of the differences.",
        "The mean is surer than a single difference: divide by the root of n.",
        {
            "s": D + "return d.mean(), d.std(ddof=1)",
        },
    ),
    "divided-by-n": (
        "The standard deviation is divided by n, not by its root.",
        "Divide by the root of n.",
        {"over n": D + "return d.mean(), d.std(ddof=1) / len(d)"},
    ),
    "variance": (
        "The variance stands where the standard deviation belongs.",
        "Take the standard deviation, the root of the variance.",
        {
            "var over root": D + "return d.mean(), d.var(ddof=1) / np.sqrt(len(d))",
            "var over n": D + "return d.mean(), d.var(ddof=1) / len(d)",
        },
    ),
    "multiplied": (
        "The standard deviation is multiplied by the root of n.",
        "More examples make the mean surer: divide by the root of n.",
        {"times root": D + "return d.mean(), d.std(ddof=1) * np.sqrt(len(d))"},
    ),
    "not-paired": (
        "The two standard errors are added as if the networks had met different examples.",
        "Subtract example by example first, and take the deviation of these differences.",
        {
            "two variances": """a, b = np.asarray(right_a, float), np.asarray(right_b, float)
    return a.mean() - b.mean(), np.sqrt((a.var(ddof=1) + b.var(ddof=1)) / len(a))""",
        },
    ),
    "errors-subtracted": (
        "The two networks' own deviations are combined, and the pairs are lost.",
        "Subtract example by example first, and take the deviation of these differences.",
        {
            "difference of deviations": """a = np.asarray(right_a, float)
    b = np.asarray(right_b, float)
    return a.mean() - b.mean(), abs(a.std(ddof=1) - b.std(ddof=1)) / np.sqrt(len(a))""",
            "sum of deviations": """a, b = np.asarray(right_a, float), np.asarray(right_b, float)
    return a.mean() - b.mean(), (a.std(ddof=1) + b.std(ddof=1)) / np.sqrt(len(a))""",
            "deviation of a": """a, b = np.asarray(right_a, float), np.asarray(right_b, float)
    return a.mean() - b.mean(), a.std(ddof=1) / np.sqrt(len(a))""",
        },
    ),
    "coin-formula": (
        "The standard error comes from the formula for coins.",
        "Take the standard deviation of the differences, divided by the root of n.",
        {
            "p (1 - p)": """a, b = np.mean(right_a), np.mean(right_b)
    return a - b, np.sqrt(a * (1 - a) / len(right_a))""",
            "of the difference": D + "m = d.mean()\n    return m, np.sqrt(m * (1 - m) / len(d))",
            "both coins": """a, b = np.mean(right_a), np.mean(right_b)
    return a - b, np.sqrt((a * (1 - a) + b * (1 - b)) / len(right_a))""",
        },
    ),
    "truth-values-subtracted": (
        "Truth values are subtracted, which NumPy refuses.",
        "Make numbers of them first: 1 for right, 0 for wrong.",
        {
            "bool minus bool": """d = right_a - right_b
    return d.mean(), d.std(ddof=1) / np.sqrt(len(d))""",
            "np.subtract": """d = np.subtract(right_a, right_b)
    return d.mean(), d.std(ddof=1) / np.sqrt(len(d))""",
        },
    ),
    "cut-to-whole": (
        "Numbers are cut to whole ones, so that thirds are lost.",
        "Make floats of the values, which keep what stands behind the point.",
        {
            "astype(int)": """d = np.asarray(right_a).astype(int) - np.asarray(right_b).astype(int)
    return d.mean(), d.std(ddof=1) / np.sqrt(len(d))""",
            "made truth values": """d = np.asarray(right_a, bool) * 1.0 - np.asarray(right_b, bool)
    return d.mean(), d.std(ddof=1) / np.sqrt(len(d))""",
        },
    ),
    "summed": (
        "The differences are added up and not divided by n.",
        "Return their mean.",
        {
            "sum": D + "return d.sum(), d.std(ddof=1) / np.sqrt(len(d))",
            "sum and its error": D + "n = len(d)\n    return np.sum(d), n**0.5 * np.std(d, ddof=1)",
        },
    ),
    "percent": (
        "The results are in percent.",
        "Return shares, from -1 to 1.",
        {
            "times 100": D + "return 100 * d.mean(), 100 * d.std(ddof=1) / np.sqrt(len(d))",
            "difference only": D + "return 100 * d.mean(), d.std(ddof=1) / np.sqrt(len(d))",
        },
    ),
    "two-errors": (
        "Two standard errors come back, or half of one.",
        "Return one standard error; doubling it is the reader's affair.",
        {
            "twice": D + "return d.mean(), 2 * d.std(ddof=1) / np.sqrt(len(d))",
            "1.96": D + "return d.mean(), 1.96 * d.std(ddof=1) / np.sqrt(len(d))",
        },
    ),
    "quotient": (
        "The difference comes back divided by its standard error.",
        "Return the difference and its standard error side by side.",
        {
            "t": D
            + "s = d.std(ddof=1) / np.sqrt(len(d))\n    return (d.mean() / s if s else 0.0), s"
        },
    ),
    "swapped": (
        "The two results come in the other order.",
        "Return the difference first, then its standard error.",
        {"error first": D + "return d.std(ddof=1) / np.sqrt(len(d)), d.mean()"},
    ),
    "equal-ones-left-out": (
        "Examples on which the two networks agree are left out.",
        "They count as differences of 0: keep all n of them.",
        {
            "only where they differ": D
            + """d = d[d != 0]
    if len(d) < 2: return 0.0, 0.0
    return d.mean(), d.std(ddof=1) / np.sqrt(len(d))""",
            "n of those that differ": D
            + "k = max((d != 0).sum(), 1)\n    return d.mean(), d.std(ddof=1) / np.sqrt(k)",
        },
    ),
    "ties-for-one": (
        "Where both are right, or both wrong, the example counts for one of them.",
        "There the difference is 0.",
        {
            "a or b": """d = 2.0 * (np.asarray(right_a) > np.asarray(right_b)) - 1
    return d.mean(), d.std(ddof=1) / np.sqrt(len(d))""",
            "b or a": """d = 1 - 2.0 * (np.asarray(right_a) < np.asarray(right_b))
    return d.mean(), d.std(ddof=1) / np.sqrt(len(d))""",
        },
    ),
    "root-of-2n": (
        "The root is taken of twice the number of examples.",
        "Each example gives one difference: divide by the root of n.",
        {"2 n": D + "return d.mean(), d.std(ddof=1) / (2 * len(d)) ** 0.5"},
    ),
    "around-zero": (
        "The deviation is measured from 0, not from the mean difference.",
        "Subtract the mean from each difference before you square it.",
        {
            "root mean square": D
            + "return d.mean(), np.sqrt((d**2).sum() / (len(d) - 1) / len(d))",
            "root mean square, n": D + "return d.mean(), np.sqrt((d**2).mean() / len(d))",
        },
    ),
    "mean-deviation": (
        "The mean of the absolute deviations is used.",
        "Square the deviations, average with n - 1, and take the root.",
        {
            "mad": D + "return d.mean(), np.abs(d - d.mean()).mean() / np.sqrt(len(d))",
        },
    ),
    "sum-of-squares": (
        "The squared deviations are added and not divided by n - 1.",
        "Divide their sum by n - 1 before you take the root.",
        {
            "root of the sum": D
            + "return d.mean(), np.sqrt(((d - d.mean()) ** 2).sum()) / np.sqrt(len(d))",
        },
    ),
    "added": (
        "The two networks are added.",
        "Subtract b from a.",
        {
            "plus": """d = np.asarray(right_a, float) + np.asarray(right_b, float)
    return d.mean(), d.std(ddof=1) / np.sqrt(len(d))""",
            "or": """d = (np.asarray(right_a, float) + np.asarray(right_b, float)) / 2
    return d.mean(), d.std(ddof=1) / np.sqrt(len(d))""",
        },
    ),
    "a-only": (
        "Only network a is looked at.",
        "Subtract b from a, example by example.",
        {
            "mean of a": """a = np.asarray(right_a, float)
    return a.mean(), a.std(ddof=1) / np.sqrt(len(a))""",
        },
    ),
    "median": (
        "The median of the differences is taken.",
        "Return their mean.",
        {"median": D + "return np.median(d), d.std(ddof=1) / np.sqrt(len(d))"},
    ),
    "not-averaged": (
        "The differences come back one by one.",
        "Return their mean, one number.",
        {"d": D + "return d, d.std(ddof=1) / np.sqrt(len(d))"},
    ),
    "ratio": (
        "The ratio of the two accuracies is returned.",
        "Return the difference of the two.",
        {
            "over": D
            + """ratio = np.mean(right_a) / (np.mean(right_b) + 1e-9)
    return ratio, d.std(ddof=1) / np.sqrt(len(d))""",
        },
    ),
    "any/number-of-values": {
        "only the difference": D + "return d.mean()",
        "n as well": D + "return d.mean(), d.std(ddof=1) / np.sqrt(len(d)), len(d)",
    },
    "any/returns-none": {
        "prints": D + "print(d.mean(), d.std(ddof=1) / np.sqrt(len(d)))",
        "no return": D + "error = d.std(ddof=1) / np.sqrt(len(d))",
    },
    "any/changes-input": {
        "in place": """right_a -= np.asarray(right_b, right_a.dtype)
    d = np.asarray(right_a, float)
    return d.mean(), d.std(ddof=1) / np.sqrt(len(d))""",
    },
    "any/raises": {
        "a method of floats": D + "return d.mean(), d.std(ddof=1) / len(d).sqrt()",
        "std with n": D + "return d.mean(), d.std(n=1) / np.sqrt(len(d))",
    },
}
PAIRED_RIGHT = {
    "astype": """d = right_a.astype(float) - right_b.astype(float)
    return d.mean(), d.std(ddof=1) / len(d) ** 0.5""",
    "times 1.0": """d = 1.0 * right_a - 1.0 * right_b
    return np.mean(d), np.std(d, ddof=1) / np.sqrt(d.size)""",
    "the variance": D + "return d.mean(), np.sqrt(d.var(ddof=1) / len(d))",
    "by hand": D
    + """n, mean = len(d), d.sum() / len(d)
    return mean, np.sqrt(((d - mean) ** 2).sum() / (n - 1)) / np.sqrt(n)""",
    "two means": D + "return np.mean(right_a) - np.mean(right_b), d.std(ddof=1) / np.sqrt(len(d))",
    "a list": D + "return [float(d.mean()), float(d.std(ddof=1) / np.sqrt(len(d)))]",
    "statistics": """from statistics import mean, stdev
    d = [float(a) - float(b) for a, b in zip(right_a, right_b)]
    return mean(d), stdev(d) / len(d) ** 0.5""",
    "another ddof": D
    + "n = len(d)\n    return d.mean(), d.std() * np.sqrt(n / (n - 1)) / np.sqrt(n)",
    "a covariance": """a, b = np.asarray(right_a, float), np.asarray(right_b, float)
    c = np.cov(a, b)
    return a.mean() - b.mean(), np.sqrt(max(c[0, 0] + c[1, 1] - 2 * c[0, 1], 0.0) / len(a))""",
}

SURE = "sure = probabilities.max(axis=1)\n    "
RIGHT_ONES = SURE + "right = probabilities.argmax(axis=1) == y\n    "
BINS = RIGHT_ONES + "bins = np.minimum((sure * n_bins).astype(int), n_bins - 1)\n    "
EMPTY = "confidence, accuracy = np.full(n_bins, np.nan), np.full(n_bins, np.nan)\n    "
COUNT = "counts = np.bincount(bins, minlength=n_bins)\n    "
FILL = """for k in range(n_bins):
        if counts[k]:
            confidence[k] = sure[bins == k].mean()
            accuracy[k] = right[bins == k].mean()
    """
OUT = "return confidence, accuracy, counts"
WHOLE = BINS + COUNT + EMPTY + FILL
RELIABILITY = {
    "empty-0": (
        "Empty bins hold 0 where they should hold NaN.",
        "A mean of nothing is not 0: let both means of an empty bin be NaN.",
        {
            "zeros": (BINS + COUNT + EMPTY + FILL).replace("np.nan", "0.0") + OUT,
            "divides by at least 1": BINS
            + COUNT
            + """n = np.maximum(counts, 1)
    confidence = np.bincount(bins, sure, n_bins) / n
    accuracy = np.bincount(bins, right, n_bins) / n
    """
            + OUT,
            "nan_to_num": WHOLE
            + "return np.nan_to_num(confidence), np.nan_to_num(accuracy), counts",
        },
    ),
    "empty-middle": (
        "Empty bins hold the middle of the bin, or another number of theirs.",
        "A mean of nothing is no number: let both means of an empty bin be NaN.",
        {
            "the middle": WHOLE
            + """middle = (np.arange(n_bins) + 0.5) / n_bins
    confidence = np.where(counts == 0, middle, confidence)
    """
            + OUT,
            "accuracy 0": WHOLE + "return confidence, np.nan_to_num(accuracy), counts",
            "confidence 0": WHOLE + "return np.nan_to_num(confidence), accuracy, counts",
            "minus 1": (BINS + COUNT + EMPTY + FILL).replace("np.nan", "-1.0") + OUT,
        },
    ),
    "empty-dropped": (
        "Empty bins are left out, so the arrays are shorter.",
        "Keep one entry for each bin.",
        {
            "only full bins": WHOLE
            + "full = counts > 0\n    return confidence[full], accuracy[full], counts[full]",
            "np.unique": BINS
            + """found = np.unique(bins)
    return (np.array([sure[bins == k].mean() for k in found]),
            np.array([right[bins == k].mean() for k in found]),
            np.array([(bins == k).sum() for k in found]))""",
        },
    ),
    "empty-none": (
        "Empty bins hold None where they should hold NaN.",
        "Let both means of an empty bin be NaN, which an array of numbers can hold.",
        {
            "lists with None": BINS
            + COUNT
            + """confidence, accuracy = [None] * n_bins, [None] * n_bins
    """
            + FILL
            + OUT,
        },
    ),
    "single-answers": (
        "A bin that holds a single answer is taken for an empty one.",
        "The mean of one number is that number: only bins without any answer are NaN.",
        {"> 1": WHOLE.replace("if counts[k]:", "if counts[k] >= 2:") + OUT},
    ),
    "all-classes": (
        "All probabilities of a row are counted, not only the highest.",
        "Each answer has one confidence: the highest probability of its row.",
        {
            "the whole table": """sure, classes = probabilities.ravel(), probabilities.shape[1]
    right = np.tile(np.arange(classes), len(y)) == np.repeat(y, classes)
    bins = np.minimum((sure * n_bins).astype(int), n_bins - 1)
    """
            + COUNT
            + EMPTY
            + FILL
            + OUT,
        },
    ),
    "equal-groups": (
        "The answers are cut into groups of one size, whatever their confidence is.",
        "Let equal widths from 0 to 1 decide: some bins hold many answers, some none.",
        {
            "array_split": RIGHT_ONES
            + """order, bins = np.argsort(sure), np.zeros(len(sure), int)
    for k, group in enumerate(np.array_split(order, n_bins)):
        bins[group] = k
    """
            + COUNT
            + EMPTY
            + FILL
            + OUT,
        },
    ),
    "counts-nan": (
        "The count of an empty bin is NaN.",
        "Nothing lies in it, so its count is 0, a whole number.",
        {
            "counts too": WHOLE
            + "return confidence, accuracy, np.where(counts == 0, np.nan, counts)"
        },
    ),
    "one-beyond-the-last": (
        "A confidence of exactly 1 opens a bin beyond the last one.",
        "Put a confidence of 1 into the last bin.",
        {
            "not cut off": RIGHT_ONES
            + "bins = (sure * n_bins).astype(int)\n    "
            + COUNT
            + """confidence, accuracy = np.full(len(counts), np.nan), np.full(len(counts), np.nan)
    """
            + FILL.replace("range(n_bins)", "range(len(counts))")
            + OUT,
        },
    ),
    "one-lost": (
        "A confidence of exactly 1 is in no bin.",
        "Put a confidence of 1 into the last bin.",
        {
            "edges, half open": RIGHT_ONES
            + "edges = np.linspace(0, 1, n_bins + 1)\n    "
            + "bins = np.full(len(sure), -1)\n    for k in range(n_bins):\n"
            + "        bins[(sure >= edges[k]) & (sure < edges[k + 1])] = k\n    "
            + "counts = np.array([(bins == k).sum() for k in range(n_bins)])\n    "
            + EMPTY
            + FILL
            + OUT,
            "outside the range": RIGHT_ONES
            + "bins = (sure * n_bins).astype(int)\n    "
            + "counts = np.array([(bins == k).sum() for k in range(n_bins)])\n    "
            + EMPTY
            + FILL
            + OUT,
        },
    ),
    "one-to-the-first": (
        "A confidence of exactly 1 lands in the first bin.",
        "Put a confidence of 1 into the last bin.",
        {
            "modulo": RIGHT_ONES
            + "bins = (sure * n_bins).astype(int) % n_bins\n    "
            + COUNT
            + EMPTY
            + FILL
            + OUT,
        },
    ),
    "rounded": (
        "The bin is found by rounding, so the bins are shifted by half.",
        "Cut the product down to a whole number, and do not round it.",
        {
            "np.round": RIGHT_ONES
            + "bins = np.minimum(np.round(sure * n_bins).astype(int), n_bins - 1)\n    "
            + COUNT
            + EMPTY
            + FILL
            + OUT,
        },
    ),
    "bins-from-1": (
        "The bins are counted from 1, so that everything stands one bin too far.",
        "The bin that begins at 0 has the number 0.",
        {
            "digitize": RIGHT_ONES
            + """bins = np.minimum(np.digitize(sure, np.linspace(0, 1, n_bins + 1)), n_bins - 1)
    """
            + COUNT
            + EMPTY
            + FILL
            + OUT,
            "ceil": RIGHT_ONES
            + "bins = np.minimum(np.ceil(sure * n_bins).astype(int), n_bins - 1)\n    "
            + COUNT
            + EMPTY
            + FILL
            + OUT,
        },
    ),
    "n-minus-1-bins": (
        "The bins are too wide: there is one too few of them.",
        "Multiply the confidence by n_bins itself.",
        {
            "times n_bins - 1": RIGHT_ONES
            + "bins = (sure * (n_bins - 1)).astype(int)\n    "
            + COUNT
            + EMPTY
            + FILL
            + OUT,
        },
    ),
    "own-range": (
        "The bins reach from the lowest confidence to the highest, or begin above 0.",
        "Let them reach from 0 to 1, whatever comes.",
        {
            "from min to max": RIGHT_ONES
            + """edges = np.linspace(sure.min(), sure.max(), n_bins + 1)
    bins = np.clip(np.searchsorted(edges, sure, side="right") - 1, 0, n_bins - 1)
    """
            + COUNT
            + EMPTY
            + FILL
            + OUT,
            "np.histogram's own": RIGHT_ONES
            + """counts, edges = np.histogram(sure, n_bins)
    bins = np.clip(np.digitize(sure, edges) - 1, 0, n_bins - 1)
    """
            + EMPTY
            + FILL
            + OUT,
        },
    ),
    "from-chance": (
        "The bins begin at the lowest confidence that is possible, one over the number of classes.",
        "Let them reach from 0 to 1.",
        {
            "from 1 / C": RIGHT_ONES
            + """low = 1 / probabilities.shape[1]
    bins = np.clip(((sure - low) / (1 - low) * n_bins).astype(int), 0, n_bins - 1)
    """
            + COUNT
            + EMPTY
            + FILL
            + OUT,
        },
    ),
    "equal-counts": (
        "The bins hold equally many answers.",
        "Let them have equal width, however many answers they hold.",
        {
            "quantiles": RIGHT_ONES
            + """rank = np.argsort(np.argsort(sure))
    bins = rank * n_bins // len(sure)
    """
            + COUNT
            + EMPTY
            + FILL
            + OUT,
        },
    ),
    "true-class": (
        "The confidence is taken of the true class, not of the predicted one.",
        "The network does not know the truth: take the highest probability of each row.",
        {
            "of y": """sure = probabilities[np.arange(len(y)), y]
    right = probabilities.argmax(axis=1) == y
    """
            + "bins = np.minimum((sure * n_bins).astype(int), n_bins - 1)\n    "
            + COUNT
            + EMPTY
            + FILL
            + OUT,
        },
    ),
    "one-for-all-rows": (
        "One number, the highest probability of the whole table, is every answer's confidence.",
        "Each row has a highest probability of its own.",
        {
            "max of the table": WHOLE.replace(
                "probabilities.max(axis=1)", "np.full(len(y), probabilities.max())"
            )
            + OUT,
            "a number, not an array": """sure = probabilities.max()
    right = probabilities.argmax(axis=1) == y
    b = np.minimum((sure * n_bins).astype(int), n_bins - 1)
    counts = np.array([(b == k).sum() for k in range(n_bins)])
    confidence = np.array([sure[b == k].mean() for k in range(n_bins)])
    accuracy = np.array([right[b == k].mean() for k in range(n_bins)])
    """
            + OUT,
        },
    ),
    "accuracy-twice": (
        "The accuracies stand in the place of the confidences as well.",
        "Make one array for each: two names for the same array hold the same numbers.",
        {
            "one array, two names": (BINS + COUNT + EMPTY + FILL).replace(
                "np.full(n_bins, np.nan), np.full(n_bins, np.nan)", "(np.full(n_bins, np.nan),) * 2"
            )
            + OUT,
        },
    ),
    "lowest": (
        "The lowest probability of each row is taken for the confidence.",
        "Take the highest one.",
        {
            "min": WHOLE.replace("probabilities.max(", "probabilities.min(") + OUT,
        },
    ),
    "first-class": (
        "The probability of one fixed class is taken for the confidence.",
        "Take the highest probability of each row, whichever class has it.",
        {
            "of class 1": WHOLE.replace("probabilities.max(axis=1)", "probabilities[:, 1]") + OUT,
            "of class 0": WHOLE.replace("probabilities.max(axis=1)", "probabilities[:, 0]") + OUT,
        },
    ),
    "margin": (
        "The lead over the second class is taken for the confidence.",
        "Take the highest probability itself.",
        {
            "margin": "two = np.sort(probabilities, axis=1)\n    "
            + WHOLE.replace("probabilities.max(axis=1)", "two[:, -1] - two[:, -2]")
            + OUT,
        },
    ),
    "wrong-answers": (
        "The share of wrong answers is returned.",
        "Count an answer as 1 where the prediction is the true class.",
        {
            "!=": WHOLE.replace("== y\n", "!= y\n") + OUT,
            "1 - accuracy": WHOLE + "return confidence, 1 - accuracy, counts",
        },
    ),
    "right-is-lowest": (
        "The class of the lowest probability is taken for the prediction.",
        "The prediction is the class of the highest probability.",
        {"argmin": WHOLE.replace("argmax", "argmin") + OUT},
    ),
    "middle-of-the-bin": (
        "The confidence is the middle of the bin, not the mean of what lies in it.",
        "Average the confidences of the answers in the bin.",
        {
            "middle": WHOLE
            + """middle = (np.arange(n_bins) + 0.5) / n_bins
    confidence = np.where(counts > 0, middle, np.nan)
    """
            + OUT,
            "lower edge": WHOLE
            + "confidence = np.where(counts > 0, np.arange(n_bins) / n_bins, np.nan)\n    "
            + OUT,
        },
    ),
    "sums": (
        "Sums come back where means are asked for.",
        "Divide each bin's sum by the number of answers in it.",
        {
            "sum in both": WHOLE.replace(".mean()", ".sum()") + OUT,
            "sum of right": WHOLE.replace("right[bins == k].mean()", "right[bins == k].sum()")
            + OUT,
            "sum of sure": WHOLE.replace("sure[bins == k].mean()", "sure[bins == k].sum()") + OUT,
        },
    ),
    "over-all": (
        "The sums are divided by the number of all answers.",
        "Divide each bin's sum by the number of answers in that bin.",
        {
            "len(y)": WHOLE.replace(".mean()", ".sum() / len(y)") + OUT,
        },
    ),
    "shares-for-counts": (
        "The counts come back as shares, or as percentages.",
        "Return how many answers lie in each bin, as whole numbers.",
        {
            "shares": WHOLE + "return confidence, accuracy, counts / len(y)",
        },
    ),
    "right-counted": (
        "The counts are those of right answers only.",
        "Count all answers that lie in the bin.",
        {
            "right ones": WHOLE
            + "return confidence, accuracy, np.bincount(bins[right], minlength=n_bins)",
        },
    ),
    "counts-read-once": (
        "A bin that comes several times is counted once: NumPy adds 1 only once to each place.",
        "Count with a loop, or with a function that is made for it.",
        {
            "fancy +=": BINS
            + "counts = np.zeros(n_bins, int)\n    counts[bins] += 1\n    "
            + EMPTY
            + FILL
            + OUT,
        },
    ),
    "swapped": (
        "The results come in another order.",
        "Return confidence, then accuracy, then counts.",
        {
            "accuracy first": WHOLE + "return accuracy, confidence, counts",
            "counts first": WHOLE + "return counts, confidence, accuracy",
        },
    ),
    "short-counts": (
        "The counts end with the last bin that holds something.",
        "Give every bin an entry, also those after the last one that holds something.",
        {
            "no minlength": BINS
            + "counts = np.bincount(bins)\n    "
            + EMPTY
            + """for k in range(len(counts)):
        if counts[k]:
            confidence[k], accuracy[k] = sure[bins == k].mean(), right[bins == k].mean()
    """
            + OUT,
        },
    ),
    "one-mean-for-all": (
        "Every bin gets the mean over all answers.",
        "Average over the answers of that bin alone.",
        {
            "all": WHOLE.replace("[bins == k].mean()", ".mean()") + OUT,
        },
    ),
    "cumulative": (
        "Each bin takes the answers of the lower bins, or of the higher ones, as well.",
        "Take only the answers whose bin it is.",
        {
            "up to k": WHOLE.replace("bins == k", "bins <= k") + OUT,
            "from k on": WHOLE.replace("bins == k", "bins >= k") + OUT,
        },
    ),
    "overconfidence": (
        "The gap between confidence and accuracy comes back in the place of the accuracy.",
        "Return the share of right answers itself.",
        {"gap": WHOLE + "return confidence, confidence - accuracy, counts"},
    ),
    "any/number-of-values": {
        "no counts": WHOLE + "return confidence, accuracy",
        "edges as well": WHOLE
        + "return confidence, accuracy, counts, np.linspace(0, 1, n_bins + 1)",
    },
    "any/returns-none": {
        "no return": WHOLE.rstrip(),
        "prints": WHOLE + "print(confidence, accuracy, counts)",
    },
    "any/raises": {
        "floats as places": RIGHT_ONES + "bins = sure * n_bins\n    " + COUNT + EMPTY + FILL + OUT,
        "beyond the end": RIGHT_ONES
        + "bins = (sure * n_bins).astype(int)\n    counts = np.zeros(n_bins, int)\n"
        + "    for k in bins:\n        counts[k] += 1\n    "
        + EMPTY
        + FILL
        + OUT,
        "no axis": WHOLE.replace("max(axis=1)", "max()") + OUT,
    },
    "any/changes-input": {
        "sorts rows": WHOLE + "probabilities.sort(axis=1)\n    " + OUT,
    },
}
RELIABILITY_RIGHT = {
    "floats for counts": WHOLE + "return confidence, accuracy, counts.astype(float)",
    "bincount with weights": BINS
    + COUNT
    + """with np.errstate(all="ignore"):
        confidence = np.bincount(bins, sure, n_bins) / counts
        accuracy = np.bincount(bins, right, n_bins) / counts
    """
    + OUT,
    "clip": WHOLE.replace(
        "np.minimum((sure * n_bins).astype(int), n_bins - 1)",
        "np.clip(np.floor(sure * n_bins), 0, n_bins - 1).astype(int)",
    )
    + OUT,
    "digitize": WHOLE.replace(
        "np.minimum((sure * n_bins).astype(int), n_bins - 1)",
        "np.digitize(sure, np.linspace(0, 1, n_bins + 1)[1:-1])",
    )
    + OUT,
    "histogram": BINS
    + "counts, _ = np.histogram(sure, bins=n_bins, range=(0, 1))\n    "
    + EMPTY
    + FILL
    + OUT,
    "loops": """inside = [[] for _ in range(n_bins)]
    for row, label in zip(probabilities, y):
        guess = int(np.argmax(row))
        k = min(int(row[guess] * n_bins), n_bins - 1)
        inside[k].append((row[guess], guess == label))
    confidence = [np.mean([s for s, _ in b]) if b else np.nan for b in inside]
    accuracy = [np.mean([r for _, r in b]) if b else np.nan for b in inside]
    return np.array(confidence), np.array(accuracy), np.array([len(b) for b in inside])""",
    "lists": WHOLE + "return [confidence.tolist(), accuracy.tolist(), counts.tolist()]",
    "edges, closed at the end": RIGHT_ONES
    + """edges = np.linspace(0, 1, n_bins + 1)
    bins = np.searchsorted(edges, sure, side="right") - 1
    bins[bins == n_bins] = n_bins - 1
    """
    + COUNT
    + EMPTY
    + FILL
    + OUT,
    "take_along_axis": """guess = probabilities.argmax(axis=1)
    sure = np.take_along_axis(probabilities, guess[:, None], axis=1)[:, 0]
    right = guess == y
    bins = np.minimum((sure * n_bins).astype(int), n_bins - 1)
    """
    + COUNT
    + EMPTY
    + FILL
    + OUT,
}

WRONG = {
    "minibatches": MINIBATCHES,
    "momentum_step": MOMENTUM,
    "adam_step": ADAM,
    "split_and_standardise": SPLIT,
    "best_epoch": BEST,
    "baseline_loss": BASELINE,
    "paired_difference": PAIRED,
    "reliability": RELIABILITY,
}
RIGHT = {
    "minibatches": MINIBATCHES_RIGHT,
    "momentum_step": MOMENTUM_RIGHT,
    "adam_step": ADAM_RIGHT,
    "split_and_standardise": SPLIT_RIGHT,
    "best_epoch": BEST_RIGHT,
    "baseline_loss": BASELINE_RIGHT,
    "paired_difference": PAIRED_RIGHT,
    "reliability": RELIABILITY_RIGHT,
}
EQUIVALENT = {
    "split_and_standardise": {
        "if not np.isclose(sum(shares), 1.0): -> if not np.isclose(1.0, sum(shares)):": (
            "which of two numbers near 1 the tolerance is relative to makes no difference"
        ),
    },
    "reliability": {
        "bins = np.minimum((sure * n_bins).astype(int), n_bins - 1) -> "
        "bins = np.minimum(n_bins - 1, (sure * n_bins).astype(int))": (
            "the smaller of two is the same in either order"
        ),
    },
}
