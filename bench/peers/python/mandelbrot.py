"""The Mandelbrot set."""
SIZE = 100
ITERATIONS = 200
PIXEL = 2.0 / 100.0


def escape(c_x, c_y):
    iterations = ITERATIONS
    x = y = xx = yy = 0.0
    n = 0
    while True:
        y = (x + x) * y + c_y
        x = xx - yy + c_x
        xx = x * x
        yy = y * y
        n += 1
        if xx + yy > 4 or n >= iterations:
            return n


def picture(left):
    total = 0
    for row in range(SIZE):
        c_y = row * PIXEL - 1
        for column in range(SIZE):
            total += escape(column * PIXEL + left, c_y)
    return total


def work(rounds):
    return sum(picture(step * 0.0001 - 1.5) for step in range(rounds))
