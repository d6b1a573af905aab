"""Mistakes that any exercise may see; `utils.checking.messages` says how checks word them.

By id: what it is, what to try, and an example.
"""

GENERAL = {
    "any/returns-none": (
        "The function ends without giving a value back.",
        "End it with `return` and the result. A printed value is shown, and then it is gone.",
        "With `def double(x): print(2 * x)`, the line `y = double(3)` shows 6 and sets y to None.",
    ),
    "any/changes-input": (
        "The function writes into an array or list that its caller still needs.",
        "Build a new value. `+=` and other such operators, and `x[...] = `, change the old one.",
        "With `def shifted(x): x += 1; return x` and `a = np.zeros(2)`, a holds ones after "
        "`shifted(a)`.",
    ),
    "any/one-array": (
        "The function hands out the same array, or list, in every call, filled in anew.",
        "Make it inside the function, where each call makes its own. A default value in the first "
        "line is made once.",
        "With `def doubled(x, out=np.zeros(2)): out[:] = 2 * x; return out`, "
        "`a = doubled(np.ones(2))` holds twos, and zeros after `doubled(np.zeros(2))`.",
    ),
    "any/other-arguments": (
        "The first line of the function names other arguments than the exercise asks for.",
        "Copy the first line from the exercise again, and leave it as it is.",
        "`def area(width)` cannot be called as `area(2, 3)`.",
    ),
    "any/not-a-function": (
        "The name of the function holds another value by now.",
        "Choose another name for that value, then run the exercise's cell again.",
        "After `area = area(2, 3)` the name area holds 6, and `area(4, 5)` calls a number.",
    ),
    "any/not-defined": (
        "The name that the exercise asks for is not there.",
        "Run the exercise's cell: it stops with an error, or defines something of another name.",
        "After `def aera(width, height): ...` there is no `area`; a forgotten colon ends the cell.",
    ),
    "any/number-of-values": (
        "The function returns more values, or fewer, than the exercise asks for.",
        "Compare what stands after `return` with the exercise's text. A comma makes a tuple.",
        "`return 3,` gives the tuple `(3,)`, and `return 3` the number 3.",
    ),
    "any/another-kind": (
        "The function returns something that is no number and no array of numbers.",
        "Look at what stands after `return`: perhaps a function that was named and never called.",
        "`return np.sum` gives the function itself; with brackets after the name it is called.",
    ),
    "any/another-shape": (
        "The result has another shape than the exercise asks for.",
        "Print the shape after every line, and find the first one that surprises you.",
        "The mean of an array of shape (2, 3) has shape (3,) over axis 0, and (2,) over axis 1.",
    ),
    "any/nan": (
        "The result holds NaN, which stands for a number that is not defined.",
        "Look for 0 divided by 0, a logarithm or a root of a number below 0, or two infinities.",
        "`np.log(-1.0)` is NaN, and every sum that it enters is NaN, too.",
    ),
    "any/infinity": (
        "The result holds infinity: a number grew beyond what a float holds.",
        "Look for a division by 0, a logarithm of 0, or an exponential of a large number.",
        "`np.exp(1000.0)` is infinity, although `np.exp(700.0)` is not.",
    ),
    "any/endless": (
        "The function did not come to an end.",
        "What the condition of a `while` asks for must change in every round.",
        "`while x > 0: y = x - 1` never ends, because x stays as it is.",
    ),
    "any/raises": (
        "The function stopped with an error.",
        "Read the error's last line, then run that line of your code alone, with the same values.",
        "`np.ones(2) + np.ones(3)` stops with ValueError, because the shapes do not fit.",
    ),
}
