"""The sun and the four great planets."""
from math import sqrt

SOLAR_MASS = 4.0 * 3.141592653589793 * 3.141592653589793
DAYS = 365.24
STEP = 0.01


class Body:
    __slots__ = ("x", "y", "z", "vx", "vy", "vz", "mass")

    def __init__(self, x, y, z, vx, vy, vz, mass):
        self.x = x
        self.y = y
        self.z = z
        self.vx = vx
        self.vy = vy
        self.vz = vz
        self.mass = mass


def begin():
    bodies = [
        Body(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, SOLAR_MASS),
        Body(4.84143144246472090, -1.16032004402742839, -0.103622044471123109,
             0.00166007664274403694 * DAYS, 0.00769901118419740425 * DAYS, -0.0000690460016972063023 * DAYS,
             0.000954791938424326609 * SOLAR_MASS),
        Body(8.34336671824457987, 4.12479856412430479, -0.403523417114321381,
             -0.00276742510726411267 * DAYS, 0.00499852801234917238 * DAYS, 0.0000230417297573763929 * DAYS,
             0.000285885980666130812 * SOLAR_MASS),
        Body(12.8943695621391310, -15.1111514016986312, -0.223307578892655734,
             0.00296460137564761618 * DAYS, 0.00237847173959480950 * DAYS, -0.0000296589568540237556 * DAYS,
             0.0000436624404335156298 * SOLAR_MASS),
        Body(15.3796971148509165, -25.9193146099879641, 0.179258772950371181,
             0.00268067772490389322 * DAYS, 0.00162824170038242295 * DAYS, -0.0000951592254519715870 * DAYS,
             0.0000515138902046611451 * SOLAR_MASS),
    ]
    px = py = pz = 0.0
    for body in bodies:
        px += body.vx * body.mass
        py += body.vy * body.mass
        pz += body.vz * body.mass
    sun = bodies[0]
    sun.vx = -px / SOLAR_MASS
    sun.vy = -py / SOLAR_MASS
    sun.vz = -pz / SOLAR_MASS
    return bodies


def attract(bodies, number):
    a = bodies[number]
    x, y, z, vx, vy, vz, mass = a.x, a.y, a.z, a.vx, a.vy, a.vz, a.mass
    for i in range(number + 1, len(bodies)):
        b = bodies[i]
        dx = x - b.x
        dy = y - b.y
        dz = z - b.z
        squared = dx * dx + dy * dy + dz * dz
        strength = STEP / (squared * sqrt(squared))
        force = b.mass * strength
        vx -= dx * force
        vy -= dy * force
        vz -= dz * force
        force = mass * strength
        b.vx += dx * force
        b.vy += dy * force
        b.vz += dz * force
    a.vx = vx
    a.vy = vy
    a.vz = vz


def advance(bodies):
    for i in range(len(bodies) - 1):
        attract(bodies, i)
    for body in bodies:
        body.x += STEP * body.vx
        body.y += STEP * body.vy
        body.z += STEP * body.vz


def energy(bodies):
    total = 0.0
    for i, a in enumerate(bodies):
        total += 0.5 * a.mass * (a.vx * a.vx + a.vy * a.vy + a.vz * a.vz)
        for b in bodies[i + 1:]:
            dx = a.x - b.x
            dy = a.y - b.y
            dz = a.z - b.z
            total -= a.mass * b.mass / sqrt(dx * dx + dy * dy + dz * dz)
    return total


def work(steps):
    bodies = begin()
    for _ in range(steps):
        advance(bodies)
    return int(energy(bodies) * 1e9)
