"""The sieve of Eratosthenes: counts the primes below a million."""
LIMIT = 1000000


def count_primes():
    limit = LIMIT
    crossed = bytearray(limit)
    count = 0
    for i in range(2, limit):
        if not crossed[i]:
            count += 1
            for j in range(i + i, limit, i):
                crossed[j] = 1
    return count


def work(rounds):
    return sum(count_primes() for _ in range(rounds))
