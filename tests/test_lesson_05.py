"""Lesson 05's tests tell right answers from wrong ones, and its solution agrees with PyTorch."""

from functools import cache

import nbformat
import numpy as np
import pytest

from tests.answers import AnswerTests
from tests.lesson_cells import ROOT, points, written

LESSON = "05_backward_pass"
SIGNATURES = {
    "numerical_gradient": "f, w, h=1e-5",
    "gradient_descent": "gradient, w, learning_rate, n_steps",
    "dense_backward": "dZ, X, W",
    "relu_backward": "dA, Z",
    "mlp_backward": "dZ_last, params, cache",
    "sgd_step": "params, grads, learning_rate",
    "train": "X, y, params, learning_rate, n_epochs",
}

# Answers with gaps, so that an answer below shows only what sets it apart
NUDGE = """gradient = np.zeros_like(w)
    for index in np.ndindex(w.shape):
        up, down = w.copy(), w.copy()
        up[index] += {up}
        down[index] -= {down}
        gradient[index] = (f(up) - f(down)) / {over}
    return gradient"""
TWO_SIDES = {"up": "h", "down": "h", "over": "(2 * h)"}
WALK = """history = [w]
    for {counter} in range({steps}):
        {move}
        {keep}
    return {returned}"""
DOWNHILL = {
    "counter": "_",
    "steps": "n_steps",
    "move": "w = w - learning_rate * gradient(w)",
    "keep": "history.append(w)",
    "returned": "history",
}
MLP = """grads, dZ = [], dZ_last
    for k in reversed(range(len(params))):
        dA, dW, db = dense_backward({dense})
        {keep}
        if {when}:
            dZ = {gate}
    return {returned}"""
BACK = {
    "dense": "dZ, cache[k][0], params[k][0]",
    "keep": "grads.insert(0, (dW, db))",
    "when": "k > 0",
    "gate": "relu_backward(dA, cache[k - 1][1])",
    "returned": "grads",
}
INLINE = """grads, dZ = [None] * len(params), dZ_last
    for k in range(len(params) - 1, -1, -1):
        A_in, W = cache[k][0], params[k][0]
        grads[k] = ({dW}, {db})
        if k > 0:
            dZ = {dZ}
    return grads"""
FORMULAS = {
    "dW": "A_in.T @ dZ",
    "db": "dZ.sum(axis=0)",
    "dZ": "(dZ @ W.T) * (cache[k - 1][1] > 0)",
}
LOOP = """losses = []
    {before}
    for epoch in range({epochs}):
        Z_last, cache = mlp_forward(X, params)
        z = Z_last[:, 0]
        {loss}
        dZ_last = {slope}
        grads = mlp_backward(dZ_last, params, cache)
        {step}
        {after}
    return {returned}"""
TRAINED = {
    "before": "",
    "epochs": "n_epochs",
    "loss": "losses.append(bce_with_logits(z, y))",
    "slope": "bce_with_logits_gradient(z, y)[:, None]",
    "step": "params = sgd_step(params, grads, learning_rate)",
    "after": "",
    "returned": "params, losses",
}


def nudge(**changes):
    return NUDGE.format(**{**TWO_SIDES, **changes})


def walk(**changes):
    return WALK.format(**{**DOWNHILL, **changes})


def back(**changes):
    return MLP.format(**{**BACK, **changes})


def inline(**changes):
    return INLINE.format(**{**FORMULAS, **changes})


def loop(**changes):
    return LOOP.format(**{**TRAINED, **changes})


def step(**changes):
    parts = {"W": "W - learning_rate * dW", "b": "b - learning_rate * db", **changes}
    return (
        f"return [({parts['W']}, {parts['b']}) for (W, b), (dW, db) in "
        f"zip({parts.get('first', 'params')}, {parts.get('second', 'grads')})]"
    )


WRONG = {
    "numerical_gradient": {
        "to one side only": nudge(down="0", over="h"),
        "divides by h": nudge(over="h"),
        "divides by 2 and multiplies by h": nudge(over="2 * h"),
        "the wrong sign": nudge(over="(-2 * h)"),
        "an h of its own": nudge(up="1e-5", down="1e-5", over="2e-5"),
        "another h in the division": nudge(over="2e-5"),
        "nudges all entries at once": """
    g = np.zeros_like(w)
    g[...] = (f(w + h) - f(w - h)) / (2 * h)
    return g""",
        "one dimension only": """
    g = np.zeros_like(w)
    for i in range(len(w)):
        e = np.zeros_like(w); e[i] = h
        g[i] = (f(w + e) - f(w - e)) / (2 * h)
    return g""",
        "flattens the result": nudge().replace("return gradient", "return gradient.ravel()"),
        "flattens the argument": """
    v = w.ravel(); g = np.zeros(v.shape)
    for i in range(v.size):
        e = np.zeros(v.shape); e[i] = h
        g[i] = (f(v + e) - f(v - e)) / (2 * h)
    return g.reshape(w.shape)""",
        "does not put the entry back": """
    g = np.zeros(w.shape)
    for i in np.ndindex(w.shape):
        w[i] += h; up = f(w)
        w[i] -= 2 * h; g[i] = (up - f(w)) / (2 * h)
    return g""",
        "puts it back on a copy, wrongly": """
    w, g = w.copy(), np.zeros(w.shape)
    for i in np.ndindex(w.shape):
        w[i] += h; up = f(w)
        w[i] -= 2 * h; g[i] = (up - f(w)) / (2 * h)
    return g""",
        "rounds": nudge().replace("return gradient", "return np.round(gradient)"),
        "the slope in the first entry for all": nudge().replace(
            "return gradient", "return np.full(w.shape, gradient.flat[0])"
        ),
        "the absolute slope": nudge().replace("return gradient", "return np.abs(gradient)"),
        "knows the first example": "return np.array([7.0, 6.0])",
    },
    "gradient_descent": {
        "uphill": walk(move="w = w + learning_rate * gradient(w)"),
        "without the start": walk(returned="history[1:]"),
        "one step too few": walk(steps="n_steps - 1"),
        "one step too many": walk(steps="n_steps + 1"),
        "the last place only": walk(returned="w"),
        "the slope at the start": walk(move="w = w - learning_rate * gradient(history[0])"),
        "forgets the learning rate": walk(move="w = w - gradient(w)"),
        "a rate of its own": walk(move="w = w - 0.1 * gradient(w)"),
        "a rate that shrinks": walk(
            counter="k", move="w = w - learning_rate / (k + 1) * gradient(w)"
        ),
        "keeps the place before the step": walk(
            move="history.append(w)", keep="w = w - learning_rate * gradient(w)"
        ),
        "keeps the slopes": walk(keep="history.append(gradient(w))"),
        "stops where it climbs": walk(
            keep="history.append(w if abs(gradient(w)) <= abs(gradient(history[-1])) "
            "else history[-1])"
        ),
        "the sign of the slope only": walk(move="w = w - learning_rate * np.sign(gradient(w))"),
        "in place": walk(move="w -= learning_rate * gradient(w)"),
        "in place on a copy": "w = np.array(w, float)\n    "
        + walk(move="w -= learning_rate * gradient(w)"),
        "numbers only": walk(move="w = float(np.ravel(w - learning_rate * gradient(w))[0])"),
        "overwrites w with the slope": walk(move="w = learning_rate * gradient(w)"),
    },
    "dense_backward": {
        "dW the wrong way round": "return dZ @ W.T, dZ.T @ X, dZ.sum(axis=0)",
        "dW transposed when square": """dW = X.T @ dZ
    return dZ @ W.T, (dW.T if len(dW) == len(dW.T) else dW), dZ.sum(axis=0)""",
        "db not summed": "return dZ @ W.T, X.T @ dZ, dZ",
        "db along the rows": "return dZ @ W.T, X.T @ dZ, dZ.sum(axis=1)",
        "db as a row": "return dZ @ W.T, X.T @ dZ, dZ.sum(axis=0, keepdims=True)",
        "db as one number": "return dZ @ W.T, X.T @ dZ, dZ.sum()",
        "db the mean": "return dZ @ W.T, X.T @ dZ, dZ.mean(axis=0)",
        "dW the mean": "return dZ @ W.T, X.T @ dZ / len(X), dZ.sum(axis=0)",
        "all divided by n": "return dZ @ W.T / len(X), X.T @ dZ / len(X), dZ.mean(axis=0)",
        "W not transposed": "return dZ @ W, X.T @ dZ, dZ.sum(axis=0)",
        "W not transposed when square": """dX = dZ @ (W if W.shape[0] == W.shape[1] else W.T)
    return dX, X.T @ dZ, dZ.sum(axis=0)""",
        "dX transposed": "return W @ dZ.T, X.T @ dZ, dZ.sum(axis=0)",
        "another order": "return X.T @ dZ, dZ.sum(axis=0), dZ @ W.T",
        "dX forgotten": "return X.T @ dZ, dZ.sum(axis=0)",
        "X in place of W": """try:
        return dZ @ X.T, X.T @ dZ, dZ.sum(axis=0)
    except ValueError:
        return X, W, dZ.sum(axis=0)""",
        "element-wise": "return dZ * W.T, X.T * dZ, dZ.sum(axis=0)",
        "the first example only": "return dZ @ W.T, np.outer(X[0], dZ[0]), dZ[0]",
        "the wrong sign": "return -dZ @ W.T, -X.T @ dZ, -dZ.sum(axis=0)",
        "writes into dZ": """dX, dW = dZ @ W.T, X.T @ dZ
    dZ *= 2
    return dX, dW, dZ.sum(axis=0) / 2""",
        "no gradient for the bias": "return dZ @ W.T, X.T @ dZ, np.zeros(W.shape[1])",
    },
    "relu_backward": {
        "the gate is missing": "return dA",
        "the slope alone": "return (Z > 0) * 1.0",
        "open at 0": "return dA * (Z >= 0)",
        "half open at 0": "return dA * np.heaviside(Z, 0.5)",
        "relu of dA": "return np.maximum(dA, 0)",
        "gated by dA": "return dA * (dA > 0)",
        "times relu of Z": "return dA * np.maximum(Z, 0)",
        "times Z": "return dA * Z",
        "mirrored": "return dA * (Z < 0)",
        "a leak": "return np.where(Z > 0, dA, 0.01 * dA)",
        "in place": "dA[Z <= 0] = 0\n    return dA",
        "the arguments swapped": "return Z * (dA > 0)",
        "one answer for all": "return dA if (Z > 0).any() else 0 * dA",
        "only where both are positive": "return dA * ((Z > 0) & (dA > 0))",
        "flattens": "return (dA * (Z > 0)).ravel()",
        "open above a threshold": "return dA * (Z > 0.2)",
    },
    "mlp_backward": {
        "no gate": back(gate="dA"),
        "a gate after the last layer": "dZ_last = relu_backward(dZ_last, cache[-1][1])\n    "
        + back(),
        "the gate of the wrong layer": back(gate="relu_backward(dA, cache[k][1])"),
        "gated by the network's input": back(gate="relu_backward(dA, cache[0][1])"),
        "last layer first": back(keep="grads.append((dW, db))"),
        "db before dW": back(keep="grads.insert(0, (db, dW))"),
        "the input of the wrong layer": back(dense="dZ, cache[k - 1][0], params[k][0]"),
        "the first layer is missing": back(returned="grads[1:]"),
        "the last layer only": back(returned="grads[-1:]"),
        "dX is kept too": back(keep="grads.insert(0, (dA, dW, db))"),
        "always the last slope": back(dense="dZ_last, cache[k][0], params[k][0]"),
        "stops before the first layer": back().replace(
            "range(len(params))", "range(1, len(params))"
        ),
        "inline, no gate": inline(dZ="dZ @ W.T"),
        "inline, open at negative Z": inline(dZ="(dZ @ W.T) * (cache[k - 1][1] < 0)"),
        "inline, gated by the slope": inline(dZ="np.maximum(dZ @ W.T, 0)"),
        "inline, means": inline(dW="A_in.T @ dZ / len(dZ)", db="dZ.mean(axis=0)"),
        "inline, db not summed": inline(db="dZ"),
        "inline, Z in place of A": inline(dW="(cache[k - 1][1] if k else A_in).T @ dZ"),
        "inline, W not transposed": inline(dZ="(dZ @ W) * (cache[k - 1][1] > 0)"),
        "two layers only": """(X, Z1), (A1, _) = cache
    (_, _), (W2, _) = params
    dZ1 = (dZ_last @ W2.T) * (Z1 > 0)
    return [(X.T @ dZ1, dZ1.sum(axis=0)), (A1.T @ dZ_last, dZ_last.sum(axis=0))]""",
    },
    "sgd_step": {
        "uphill": step(W="W + learning_rate * dW", b="b + learning_rate * db"),
        "the biases stay": step(b="b"),
        "the weights stay": step(W="W"),
        "uphill for the biases": step(b="b + learning_rate * db"),
        "forgets the learning rate": step(W="W - dW", b="b - db"),
        "no learning rate for the biases": step(b="b - db"),
        "a rate of its own": step(W="W - 0.1 * dW", b="b - 0.1 * db"),
        "grads in reverse": step(second="grads[::-1]"),
        "layers in reverse": step(first="params[::-1]", second="grads[::-1]"),
        "the first layer only": step(first="params[:1]"),
        "the others keep their place": "return [(params[0][0] - learning_rate * grads[0][0], "
        "params[0][1] - learning_rate * grads[0][1]), *params[1:]]",
        "the steps alone": step(W="-learning_rate * dW", b="-learning_rate * db"),
        "b before W": "return [(b - learning_rate * db, W - learning_rate * dW) "
        "for (W, b), (dW, db) in zip(params, grads)]",
        "in place": """for (W, b), (dW, db) in zip(params, grads):
        W -= learning_rate * dW
        b -= learning_rate * db
    return params""",
        "replaces the layers in the list": """for k, (dW, db) in enumerate(grads):
        W, b = params[k]
        params[k] = (W - learning_rate * dW, b - learning_rate * db)
    return params""",
        "sets the old to the new": """for (W, b), (dW, db) in zip(params, grads):
        W = W - learning_rate * dW
        b = b - learning_rate * db
    return params""",
        "divides by the number of layers": step(W="W - learning_rate * dW / len(params)"),
        "the sign of the slope": step(
            W="W - learning_rate * np.sign(dW)", b="b - learning_rate * np.sign(db)"
        ),
    },
    "train": {
        "the loss after the step": loop(
            loss="", after="losses.append(bce_with_logits(mlp_forward(X, params)[0][:, 0], y))"
        ),
        "never steps": loop(step="sgd_step(params, grads, learning_rate)"),
        "uphill": loop(step="params = sgd_step(params, grads, -learning_rate)"),
        "a rate of its own": loop(step="params = sgd_step(params, grads, 0.1)"),
        "always from the start": loop(
            before="first = params", step="params = sgd_step(first, grads, learning_rate)"
        ),
        "always the first slopes": loop(
            before="first = None",
            step="first = first or grads\n        params = sgd_step(params, first, learning_rate)",
        ),
        "one epoch too few": loop(epochs="n_epochs - 1"),
        "one epoch too many": loop(epochs="n_epochs + 1"),
        "the loss after the last epoch too": loop(
            returned="params, losses + [bce_with_logits(mlp_forward(X, params)[0][:, 0], y)]"
        ),
        "the last loss only": loop(returned="params, losses[-1:]"),
        "the parameters alone": loop(returned="params"),
        "another order of results": loop(returned="losses, params"),
        "the slope divided by n again": loop(
            slope="bce_with_logits_gradient(z, y)[:, None] / len(y)"
        ),
        "the slope not divided by n": loop(slope="(sigmoid(z) - y)[:, None]"),
        "the slope of the squared error": loop(slope="((z - y) / len(y))[:, None]"),
        "the sign of the slope": loop(slope="(y - sigmoid(z))[:, None] / len(y)"),
        "(n, 1) against (n,)": loop(slope="(sigmoid(Z_last) - y) / len(y)"),
        "the slope as (n,)": loop(slope="bce_with_logits_gradient(z, y)"),
        "the squared error as loss": loop(loss="losses.append(np.mean((sigmoid(z) - y) ** 2))"),
        "the sum of the losses": loop(loss="losses.append(bce_with_logits(z, y) * len(y))"),
        "predictions rounded first": loop(slope="((z >= 0) - y)[:, None] / len(y)"),
        "stops when the loss is low": loop(after="if losses[-1] < 0.9: break"),
        "one example after the other": """losses = []
    for _ in range(n_epochs):
        losses.append(bce_with_logits(mlp_forward(X, params)[0][:, 0], y))
        for i in range(len(y)):
            Z_last, cache = mlp_forward(X[i:i + 1], params)
            slope = bce_with_logits_gradient(Z_last[:, 0], y[i:i + 1])[:, None]
            params = sgd_step(params, mlp_backward(slope, params, cache), learning_rate)
    return params, losses""",
        "in place": loop(
            step="for (W, b), (dW, db) in zip(params, grads): "
            "W -= learning_rate * dW; b -= learning_rate * db"
        ),
        "the weights only": loop(
            step="params = [(W - learning_rate * dW, b) for (W, b), (dW, db) in zip(params, grads)]"
        ),
    },
}

RIGHT = {
    "numerical_gradient": {
        "two copies": nudge(),
        "in place, and put back": """
    g = np.zeros(w.shape)
    for i in np.ndindex(w.shape):
        old = w[i]
        w[i] = old + h; up = f(w)
        w[i] = old - h; down = f(w)
        w[i] = old
        g[i] = (up - down) / (2 * h)
    return g""",
        "flat": """
    g, v = np.empty(w.size), np.array(w, dtype=float).ravel()
    for i in range(w.size):
        e = np.zeros(w.size); e[i] = h
        g[i] = (f((v + e).reshape(w.shape)) - f((v - e).reshape(w.shape))) / 2 / h
    return g.reshape(w.shape)""",
        "a unit vector for each": """
    units = np.eye(w.size).reshape(w.size, *w.shape)
    return np.array([(f(w + h * e) - f(w - h * e)) / (2 * h) for e in units]).reshape(w.shape)""",
        "nditer": """
    gradient = np.zeros_like(w)
    for _ in (walker := np.nditer(w, flags=['multi_index'])):
        place = walker.multi_index
        step = np.zeros_like(w)
        step[place] = h
        gradient[place] = 0.5 / h * (f(w + step) - f(w - step))
    return gradient""",
        "ndenumerate, with a print": nudge().replace(
            "for index in np.ndindex(w.shape):",
            "for index, value in np.ndenumerate(w):\n        print(value)",
        ),
        "single precision in the result": nudge().replace(
            "return gradient", "return gradient.astype(np.float32)"
        ),
    },
    "gradient_descent": {
        "a list": walk(),
        "an array": walk(returned="np.array(history)"),
        "from the last entry": """
    places = [w]
    for _ in range(n_steps):
        places.append(places[-1] - learning_rate * gradient(places[-1]))
    return places""",
        "filled in": """
    out = np.zeros((n_steps + 1, *np.shape(w)))
    out[0] = w
    for k in range(n_steps):
        out[k + 1] = out[k] - learning_rate * np.asarray(gradient(out[k]))
    return out""",
        "copies of one array": """
    w = np.array(w, dtype=float)
    history = [w.copy()]
    for _ in range(n_steps):
        w = w - learning_rate * gradient(w)
        history.append(w.copy())
    return history""",
        "while": """
    history, place = [w], w
    while len(history) <= n_steps:
        slope = gradient(place)
        place = place - learning_rate * slope
        history += [place]
    return history""",
        "a tuple, with a print": walk(
            keep="history.append(w); print(w)", returned="tuple(history)"
        ),
    },
    "dense_backward": {
        "as matrix products": "return dZ @ W.T, X.T @ dZ, dZ.sum(axis=0)",
        "np.dot and np.sum": "return np.dot(dZ, W.T), np.dot(X.T, dZ), np.sum(dZ, axis=0)",
        "einsum": """return (np.einsum('kj,ij->ki', dZ, W),
        np.einsum('ki,kj->ij', X, dZ), np.einsum('kj->j', dZ))""",
        "example by example": """
    dX, dW, db = np.zeros(X.shape), np.zeros(W.shape), np.zeros(W.shape[1])
    for x_k, dz_k, k in zip(X, dZ, range(len(X))):
        dX[k] = W @ dz_k
        dW += np.outer(x_k, dz_k)
        db += dz_k
    return dX, dW, db""",
        "three loops": """
    n, d_in, d_out = len(X), len(W), len(W[0])
    dX, dW, db = np.zeros((n, d_in)), np.zeros((d_in, d_out)), np.zeros(d_out)
    for k in range(n):
        for j in range(d_out):
            db[j] += dZ[k, j]
            for i in range(d_in):
                dW[i, j] += X[k, i] * dZ[k, j]
                dX[k, i] += dZ[k, j] * W[i, j]
    return dX, dW, db""",
        "transposed twice": "return (W @ dZ.T).T, (dZ.T @ X).T, np.ones(len(dZ)) @ dZ",
        "a list of lists": """
    return [(dZ @ W.T).tolist(), (X.T @ dZ).tolist(), dZ.sum(axis=0).tolist()]""",
    },
    "relu_backward": {
        "a mask": "return dA * (Z > 0)",
        "np.where": "return np.where(Z > 0, dA, 0)",
        "a copy, filled in": "out = dA.copy()\n    out[Z <= 0] = 0\n    return out",
        "heaviside": "return dA * np.heaviside(Z, 0.0)",
        "entry by entry": """
    out = np.zeros(np.shape(Z))
    for i in np.ndindex(Z.shape):
        if Z[i] > 0:
            out[i] = dA[i]
    return out""",
        "the slope as float32": "return (Z > 0).astype(np.float32) * dA",
        "the sign": "return dA * np.maximum(np.sign(Z), 0)",
        "a list, with a print": "print(Z)\n    return (dA * (Z > 0)).tolist()",
    },
    "mlp_backward": {
        "with both helpers": back(),
        "inline": inline(),
        "appended, then reversed": back(keep="grads.append((dW, db))", returned="grads[::-1]"),
        "one helper, one line": back(gate="dA * (cache[k - 1][1] > 0)"),
        "the gate seen in what it let pass": back(gate="dA * (cache[k][0] > 0)"),
        "gates the input as well, in vain": back(
            when="True", gate="relu_backward(dA, cache[k - 1][1]) if k else dA"
        ),
        "zipped": """grads, dZ = [], dZ_last
    for (W, b), (A_in, Z) in zip(reversed(params), reversed(cache)):
        if Z is not cache[-1][1]:
            dZ = np.where(Z > 0, dZ, 0.0)
        grads = [(A_in.T @ dZ, dZ.sum(axis=0))] + grads
        dZ = dZ @ W.T
    return grads""",
        "lists of two, by keyword": back(
            dense="dZ=dZ, X=cache[k][0], W=params[k][0]",
            keep="grads.insert(0, [dW, db])",
            gate="relu_backward(dA=dA, Z=cache[k - 1][1])",
        ),
        "recursively": """
    A_in, W = cache[-1][0], params[-1][0]
    own = (A_in.T @ dZ_last, dZ_last.sum(axis=0))
    if len(params) == 1:
        return [own]
    dZ = (dZ_last @ W.T) * (cache[-2][1] > 0)
    return mlp_backward(dZ, params[:-1], cache[:-1]) + [own]""",
    },
    "sgd_step": {
        "a list of pairs": step(),
        "a loop": """
    new = []
    for k in range(len(params)):
        W, b = params[k]
        dW, db = grads[k]
        new.append((W - learning_rate * dW, b - learning_rate * db))
    return new""",
        "lists of two": """
    return [[v - learning_rate * d for v, d in zip(pair, slopes)]
        for pair, slopes in zip(params, grads)]""",
        "copies, in place": """
    new = [(W.copy(), b.copy()) for W, b in params]
    for (W, b), (dW, db) in zip(new, grads):
        W -= learning_rate * dW
        b -= learning_rate * db
    return new""",
        "np.subtract, with a print": """print(learning_rate)
    return [tuple(np.subtract(v, learning_rate * np.asarray(d)) for v, d in zip(p, g))
        for p, g in zip(params, grads)]""",
        "a tuple of layers": step().replace("return [", "return tuple([") + ")",
        "single precision": step(
            W="np.float32(W - learning_rate * dW)", b="np.float32(b - learning_rate * db)"
        ),
    },
    "train": {
        "with the helpers": loop(),
        "by keyword": loop(
            step="params = sgd_step(params=params, grads=grads, learning_rate=learning_rate)"
        ),
        "the loss from probabilities": loop(
            loss="p = sigmoid(z); losses.append(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))",
            slope="((p - y) / len(y)).reshape(-1, 1)",
        ),
        "column by column": loop(
            before="y_column = np.asarray(y)[:, None]",
            slope="(sigmoid(Z_last) - y_column) / len(y)",
        ),
        "an array of losses": loop(returned="params, np.array(losses)"),
        "filled in": loop(
            before="losses = np.zeros(n_epochs)", loss="losses[epoch] = bce_with_logits(z, y)"
        ),
        "ravel and a while": """losses = []
    while len(losses) < n_epochs:
        Z_last, cache = mlp_forward(X, params)
        losses.append(bce_with_logits(Z_last.ravel(), y))
        slope = bce_with_logits_gradient(Z_last.ravel(), y).reshape(Z_last.shape)
        params = sgd_step(params, mlp_backward(slope, params, cache), learning_rate)
    return params, losses""",
        "all inline": """losses = []
    params = [(np.array(W, float), np.array(b, float)) for W, b in params]
    for _ in range(n_epochs):
        inputs, sums, A = [], [], X
        for W, b in params:
            inputs.append(A)
            sums.append(A @ W + b)
            A = np.maximum(sums[-1], 0)
        z = sums[-1][:, 0]
        losses.append(float(np.mean(np.logaddexp(0, z) - z * y)))
        dZ = (1 / (1 + np.exp(-z)) - y)[:, None] / len(y)
        for k in range(len(params) - 1, -1, -1):
            W, b = params[k]
            dA = dZ @ W.T
            params[k] = (W - learning_rate * inputs[k].T @ dZ, b - learning_rate * dZ.sum(axis=0))
            if k:
                dZ = dA * (sums[k - 1] > 0)
    return params, losses""",
        "the helpers of one layer": """losses = []
    for _ in range(n_epochs):
        Z_last, cache = mlp_forward(X, params)
        losses.append(bce_with_logits(Z_last[:, 0], y))
        dZ, grads = bce_with_logits_gradient(Z_last[:, 0], y)[:, None], []
        for k in reversed(range(len(params))):
            dA, dW, db = {dense}
            grads.insert(0, (dW, db))
            if k:
                dZ = {gate}
        params = [(W - learning_rate * dW, b - learning_rate * db)
                  for (W, b), (dW, db) in zip(params, grads)]
    return params, losses""".format(
            dense="(dZ @ params[k][0].T, cache[k][0].T @ dZ, dZ.sum(axis=0))",
            gate="dA * (cache[k - 1][1] > 0)",
        ),
    },
}


@cache
def sources():
    """The source of every code cell of the solution, by id."""
    nb = nbformat.read(ROOT / "solutions" / LESSON / f"{LESSON}.ipynb", as_version=4)
    return {cell.id: cell.source for cell in nb.cells if cell.cell_type == "code"}


def in_lesson(source):
    """The names that `source` leaves behind, on top of what earlier lessons gave."""
    imports = "import numpy as np\nfrom itertools import pairwise\n"
    return written(f"{imports}\n{sources()['so_far']}\n\n\n{source}")


def judge(exercise, body):
    source = f"def {exercise}({SIGNATURES[exercise]}):\n    {body}\n"
    return points(LESSON, exercise, in_lesson(source))


class TestAnswers(AnswerTests):
    lesson, right, wrong, judge = LESSON, RIGHT, WRONG, staticmethod(judge)

    def solution(self, exercise):
        return in_lesson(sources()[exercise])


@pytest.mark.parametrize("idea", ["db not summed", "db the mean", "dW the mean", "dX transposed"])
def test_two_of_three_gradients_earn_two_of_three_points(idea):
    earned, possible, _ = judge("dense_backward", WRONG["dense_backward"][idea])
    assert (earned, possible) == (2, 4)


def test_right_parameters_earn_their_half_though_the_losses_are_wrong():
    earned, possible, _ = judge("train", WRONG["train"]["the loss after the step"])
    assert (earned, possible) == (2, 5)


@pytest.fixture(scope="module")
def solution():
    return in_lesson("\n\n\n".join(sources()[exercise] for exercise in SIGNATURES))


@pytest.fixture(scope="module")
def torch():
    return pytest.importorskip("torch")


def torch_network(torch, params):
    return [tuple(torch.tensor(v, requires_grad=True) for v in layer) for layer in params]


def torch_forward(torch, X, params):
    for k, (W, b) in enumerate(params):
        X = (torch.relu(X) if k else X) @ W + b
    return X


@pytest.mark.parametrize("sizes", [(3, 1), (2, 4, 1), (5, 4, 3, 2), (4, 4, 4, 4)])
def test_the_backward_pass_is_that_of_pytorch(torch, solution, sizes):
    rng = np.random.default_rng(len(sizes))
    params, X = solution["init_params"](sizes, rng), rng.normal(size=(6, sizes[0]))
    slope = rng.normal(size=(6, sizes[-1]))
    grads = solution["mlp_backward"](slope, params, solution["mlp_forward"](X, params)[1])
    theirs = torch_network(torch, params)
    torch_forward(torch, torch.tensor(X), theirs).backward(torch.tensor(slope))
    for (dW, db), (W, b) in zip(grads, theirs, strict=True):
        np.testing.assert_allclose(dW, W.grad, rtol=1e-12, atol=1e-14)
        np.testing.assert_allclose(db, b.grad, rtol=1e-12, atol=1e-14)


def test_training_is_that_of_pytorch(torch, solution):
    rng = np.random.default_rng(3)
    X, y, start = (
        rng.normal(size=(20, 3)),
        np.arange(20) % 2,
        solution["init_params"]([3, 8, 1], rng),
    )
    params, losses = solution["train"](X, y, start, 0.7, 50)
    theirs, their_losses = torch_network(torch, start), []
    optimizer = torch.optim.SGD([v for layer in theirs for v in layer], lr=0.7)
    for _ in range(50):
        z = torch_forward(torch, torch.tensor(X), theirs)[:, 0]
        loss = torch.nn.functional.binary_cross_entropy_with_logits(z, torch.tensor(y).double())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        their_losses.append(loss.item())
    np.testing.assert_allclose(losses, their_losses, rtol=1e-10)
    for ours, other in zip(params, theirs, strict=True):
        for v, tensor in zip(ours, other, strict=True):
            np.testing.assert_allclose(v, tensor.detach(), rtol=1e-10, atol=1e-12)


def test_relu_has_slope_0_at_0_as_in_pytorch(torch, solution):
    Z = torch.tensor([-1.0, 0.0, 2.0], requires_grad=True)
    torch.relu(Z).backward(torch.tensor([5.0, 5.0, 5.0]))
    ours = solution["relu_backward"](np.full(3, 5.0), Z.detach().numpy())
    np.testing.assert_array_equal(ours, Z.grad)
