"""Matrix multiplication."""
SIDE = 120
CELLS = SIDE * SIDE


def multiply(left, right, product):
    side = SIDE
    for row in range(0, CELLS, side):
        for column in range(side):
            total = 0.0
            for k in range(side):
                total += left[row + k] * right[k * side + column]
            product[row + column] = total


def work(rounds):
    left = [float(i * 7 % 13 - 6) for i in range(CELLS)]
    right = [float(i * 5 % 11 - 5) for i in range(CELLS)]
    product = [0.0] * CELLS
    checksum = 0
    for step in range(rounds):
        left[step] += 1
        multiply(left, right, product)
        checksum += int(sum(product[i] for i in range(0, CELLS, SIDE + 1)))
    return checksum
