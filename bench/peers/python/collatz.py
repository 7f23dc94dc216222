"""Collatz's problem."""
NUMBERS = 10000


def steps_from(first):
    steps = 0
    for n in range(first, first + NUMBERS):
        while n != 1:
            n = n * 3 + 1 if n & 1 else n >> 1
            steps += 1
    return steps


def work(rounds):
    return sum(steps_from(first) for first in range(1, rounds + 1))
