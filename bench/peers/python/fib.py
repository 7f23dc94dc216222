"""Fibonacci numbers by recursion."""


def work(n):
    return n if n < 2 else work(n - 1) + work(n - 2)
