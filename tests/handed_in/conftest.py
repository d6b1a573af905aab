"""What is mended: a course of two lessons, and a perfect notebook of one."""

from tests.helpers.collecting import good, made

__all__ = ["good", "made"]
