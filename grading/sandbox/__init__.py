"""Run students' code where it can harm nobody.

`walls` builds the outer wall, bubblewrap: no network, no environment, a read-only system with
Python, `utils` and `data`, and nothing else of the course. `warm` keeps one process inside it that
has imported what a lesson needs and runs no student code. `provisioner` lets `jupyter_client` start
kernels as forks of that process, each inside an inner wall of its own: `inside/course_warm.py`.
"""
