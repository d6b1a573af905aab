"""Lesson 06's Value as learners write it, for the playground that runs on it."""

import math


class Value:
    def __init__(self, data, parents=(), op="", name=""):
        self.data, self.grad = float(data), 0.0
        self._parents, self._backward = tuple(parents), lambda: None
        self.op, self.name = op, name

    def _made(self, data, parents, op, slopes):
        out = Value(data, parents, op)

        def _backward():
            for parent, slope in zip(parents, slopes, strict=True):
                parent.grad += slope * out.grad

        out._backward = _backward
        return out

    def __add__(self, other):
        return self._made(self.data + other.data, (self, other), "+", (1.0, 1.0))

    def __mul__(self, other):
        slopes = other.data, self.data
        return self._made(self.data * other.data, (self, other), "×", slopes)

    def relu(self):
        return self._made(max(0.0, self.data), (self,), "relu", (float(self.data > 0),))

    def tanh(self):
        t = math.tanh(self.data)
        return self._made(t, (self,), "tanh", (1 - t * t,))

    def backward(self):
        order = topological_order(self)
        for value in order:
            if value._parents:
                value.grad = 0.0
        self.grad = 1.0
        for value in reversed(order):
            value._backward()


def topological_order(root):
    order, visited = [], set()

    def visit(value):
        if value not in visited:
            visited.add(value)
            for parent in value._parents:
                visit(parent)
            order.append(value)

    visit(root)
    return order
