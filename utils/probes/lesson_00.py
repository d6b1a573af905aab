"""Questions to the answers of lesson 00."""

import numpy as np

from utils.checking.recognise import call


def a_list_of_rows(answer):
    """The means of the list of rows [[1, 2], [4, 2]]."""
    return answer([[1, 2], [4, 2]])


PROBES = {
    "mean_of_columns": [
        call(np.array([[1.0, 0.0], [3.0, 7.0], [6.0, 4.0], [2.0, 5.0]])),
        call(np.array([[1.5, -2.0, 0.0], [2.0, 5.0, 0.5]])),
        call(np.array([[1, 2], [2, 7]])),
        call(np.array([[1.0], [4.0]])),
        call(np.array([[0.000012], [0.000036]])),
        call(np.array([[70000.0], [90001.0], [90001.0]])),
        a_list_of_rows,
    ],
}
