# Ten rounds of a loop that calls a function; prints 90 and ends with exit code 3.
import sys


def twice(value):
    return value + value


total = 0
for count in range(10):
    total += twice(count)
print(total)
sys.exit(3)
