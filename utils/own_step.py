"""Compare a learner's step of training with ours, in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

Ran = tuple[Sequence[float | None], Sequence[float]]


def compare_steps(mine: Ran, ours: Ran) -> tuple[bool, str]:
    """Whether two runs of a few steps are the same, and what that means.

    Args:
        mine: the losses that the learner's step gave, None where it gives nothing, and the
            parameters afterwards.
        ours: the same of our step.

    >>> compare_steps(([1.0], [0.5]), ([1.0], [0.5]))
    (True, 'Your step does what ours does: it trains below.')
    >>> compare_steps(([None], [0.2]), ([1.0], [0.5]))[1]
    'my_step gives no number yet, so our step trains below.'
    """
    (losses, moved), (our_losses, our_moved) = mine, ours
    rest = "so our step trains below."
    if any(not isinstance(loss, int | float) for loss in losses):
        gives = "gives no number yet" if None in losses else "gives something that is no number"
        return False, f"my_step {gives}, {rest}"
    if not np.allclose(losses[0], our_losses[0]):
        return False, f"The first loss is {losses[0]:.3f}, ours {our_losses[0]:.3f}, {rest}"
    if not np.allclose(moved, our_moved):
        return False, f"The losses begin alike, and the parameters move in another way, {rest}"
    return True, "Your step does what ours does: it trains below."
