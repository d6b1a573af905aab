"""What is collected: a course of two lessons, and a perfect notebook of one."""

from tests.helpers.collecting import good, made, other, root

__all__ = ["good", "made", "other", "root"]
