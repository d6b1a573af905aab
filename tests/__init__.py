"""Tests of `utils`, `grading`, the lessons and the project, each in the folder of what it tests."""

import pytest

# Asserts in helpers tell as much as those in tests
pytest.register_assert_rewrite("tests.helpers")
