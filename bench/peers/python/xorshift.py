"""Marsaglia's generator of random numbers with 32 bits of state."""
NUMBERS = 100000


def work(rounds):
    x = 2463534242
    for _ in range(rounds * NUMBERS):
        x ^= x << 13 & 0xffffffff
        x ^= x >> 17
        x ^= x << 5 & 0xffffffff
    return x - 0x100000000 if x >= 0x80000000 else x
