// The sun and the four great planets.
final class Nbody {
  private static final double SOLAR_MASS = 4.0 * 3.141592653589793 * 3.141592653589793;
  private static final double DAYS = 365.24;
  private static final double STEP = 0.01;

  private static final class Body {
    double x, y, z, vx, vy, vz;
    final double mass;

    Body(double x, double y, double z, double vx, double vy, double vz, double mass) {
      this.x = x;
      this.y = y;
      this.z = z;
      this.vx = vx;
      this.vy = vy;
      this.vz = vz;
      this.mass = mass;
    }
  }

  private static Body[] bodies;

  private static void begin() {
    bodies = new Body[] {
      new Body(0, 0, 0, 0, 0, 0, SOLAR_MASS),
      new Body(4.84143144246472090, -1.16032004402742839, -0.103622044471123109,
        0.00166007664274403694 * DAYS, 0.00769901118419740425 * DAYS, -0.0000690460016972063023 * DAYS,
        0.000954791938424326609 * SOLAR_MASS),
      new Body(8.34336671824457987, 4.12479856412430479, -0.403523417114321381,
        -0.00276742510726411267 * DAYS, 0.00499852801234917238 * DAYS, 0.0000230417297573763929 * DAYS,
        0.000285885980666130812 * SOLAR_MASS),
      new Body(12.8943695621391310, -15.1111514016986312, -0.223307578892655734,
        0.00296460137564761618 * DAYS, 0.00237847173959480950 * DAYS, -0.0000296589568540237556 * DAYS,
        0.0000436624404335156298 * SOLAR_MASS),
      new Body(15.3796971148509165, -25.9193146099879641, 0.179258772950371181,
        0.00268067772490389322 * DAYS, 0.00162824170038242295 * DAYS, -0.0000951592254519715870 * DAYS,
        0.0000515138902046611451 * SOLAR_MASS),
    };
    double px = 0, py = 0, pz = 0;
    for (Body body : bodies) {
      px += body.vx * body.mass;
      py += body.vy * body.mass;
      pz += body.vz * body.mass;
    }
    bodies[0].vx = -px / SOLAR_MASS;
    bodies[0].vy = -py / SOLAR_MASS;
    bodies[0].vz = -pz / SOLAR_MASS;
  }

  private static void attract(int number) {
    Body a = bodies[number];
    double x = a.x, y = a.y, z = a.z, vx = a.vx, vy = a.vy, vz = a.vz, mass = a.mass;
    for (int i = number + 1; i < bodies.length; i++) {
      Body b = bodies[i];
      double dx = x - b.x, dy = y - b.y, dz = z - b.z;
      double squared = dx * dx + dy * dy + dz * dz;
      double strength = STEP / (squared * Math.sqrt(squared));
      double force = b.mass * strength;
      vx -= dx * force;
      vy -= dy * force;
      vz -= dz * force;
      force = mass * strength;
      b.vx += dx * force;
      b.vy += dy * force;
      b.vz += dz * force;
    }
    a.vx = vx;
    a.vy = vy;
    a.vz = vz;
  }

  private static void advance() {
    for (int i = 0; i < bodies.length - 1; i++) attract(i);
    for (Body body : bodies) {
      body.x += STEP * body.vx;
      body.y += STEP * body.vy;
      body.z += STEP * body.vz;
    }
  }

  private static double energy() {
    double sum = 0;
    for (int i = 0; i < bodies.length; i++) {
      Body a = bodies[i];
      sum += 0.5 * a.mass * (a.vx * a.vx + a.vy * a.vy + a.vz * a.vz);
      for (int j = i + 1; j < bodies.length; j++) {
        Body b = bodies[j];
        double dx = a.x - b.x, dy = a.y - b.y, dz = a.z - b.z;
        sum -= a.mass * b.mass / Math.sqrt(dx * dx + dy * dy + dz * dz);
      }
    }
    return sum;
  }

  static int work(int steps) {
    begin();
    for (int i = 0; i < steps; i++) advance();
    return (int) (energy() * 1e9);
  }
}
