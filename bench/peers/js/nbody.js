// The sun and the four great planets.
const nbody = (() => {
  const SOLAR_MASS = 4.0 * 3.141592653589793 * 3.141592653589793, DAYS = 365.24, STEP = 0.01;

  class Body {
    constructor(x, y, z, vx, vy, vz, mass) {
      this.x = x;
      this.y = y;
      this.z = z;
      this.vx = vx;
      this.vy = vy;
      this.vz = vz;
      this.mass = mass;
    }
  }

  let bodies = [];

  function begin() {
    bodies = [
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
    ];
    let px = 0, py = 0, pz = 0;
    for (const body of bodies) {
      px += body.vx * body.mass;
      py += body.vy * body.mass;
      pz += body.vz * body.mass;
    }
    bodies[0].vx = -px / SOLAR_MASS;
    bodies[0].vy = -py / SOLAR_MASS;
    bodies[0].vz = -pz / SOLAR_MASS;
  }

  function attract(number) {
    const a = bodies[number], { x, y, z, mass } = a;
    let { vx, vy, vz } = a;
    for (let i = number + 1; i < bodies.length; i++) {
      const b = bodies[i], dx = x - b.x, dy = y - b.y, dz = z - b.z;
      const squared = dx * dx + dy * dy + dz * dz;
      const strength = STEP / (squared * Math.sqrt(squared));
      let force = b.mass * strength;
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

  function advance() {
    for (let i = 0; i < bodies.length - 1; i++) attract(i);
    for (let i = 0; i < bodies.length; i++) {
      const body = bodies[i];
      body.x += STEP * body.vx;
      body.y += STEP * body.vy;
      body.z += STEP * body.vz;
    }
  }

  function energy() {
    let sum = 0;
    for (let i = 0; i < bodies.length; i++) {
      const a = bodies[i];
      sum += 0.5 * a.mass * (a.vx * a.vx + a.vy * a.vy + a.vz * a.vz);
      for (let j = i + 1; j < bodies.length; j++) {
        const b = bodies[j], dx = a.x - b.x, dy = a.y - b.y, dz = a.z - b.z;
        sum -= a.mass * b.mass / Math.sqrt(dx * dx + dy * dy + dz * dz);
      }
    }
    return sum;
  }

  return (steps) => {
    begin();
    for (let i = 0; i < steps; i++) advance();
    return (energy() * 1e9) | 0;
  };
})();
