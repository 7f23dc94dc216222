"""Hoare's quicksort."""
COUNT = 50000
SAMPLE = 1000


def shuffle(numbers, seed):
    for i in range(COUNT):
        seed = (seed * 3877 + 29573) % 139968
        numbers[i] = seed
    return seed


def sort(numbers, low, high):
    i, j, pivot = low, high, numbers[(low + high) >> 1]
    while True:
        while numbers[i] < pivot:
            i += 1
        while numbers[j] > pivot:
            j -= 1
        if i > j:
            break
        numbers[i], numbers[j] = numbers[j], numbers[i]
        i += 1
        j -= 1
        if i > j:
            break
    if low < j:
        sort(numbers, low, j)
    if i < high:
        sort(numbers, i, high)


def digest(numbers, checksum):
    for i in range(0, COUNT, SAMPLE):
        checksum = (checksum * 31 + numbers[i]) % 1000003
    return checksum


def work(rounds):
    numbers = [0] * COUNT
    seed, checksum = 42, 0
    for _ in range(rounds):
        seed = shuffle(numbers, seed)
        sort(numbers, 0, COUNT - 1)
        checksum = digest(numbers, checksum)
    return checksum
