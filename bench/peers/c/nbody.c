// The sun and the four great planets.
#include "programs.h"
#include <math.h>
#include <string.h>

#define BODIES 5
#define SOLAR_MASS (4.0 * 3.141592653589793 * 3.141592653589793)
#define DAYS 365.24
#define STEP 0.01

struct body { double x, y, z, vx, vy, vz, mass; };

static const struct body beginning[BODIES] = {
  {.mass = SOLAR_MASS},
  {4.84143144246472090, -1.16032004402742839, -0.103622044471123109,
    0.00166007664274403694 * DAYS, 0.00769901118419740425 * DAYS, -0.0000690460016972063023 * DAYS,
    0.000954791938424326609 * SOLAR_MASS},
  {8.34336671824457987, 4.12479856412430479, -0.403523417114321381,
    -0.00276742510726411267 * DAYS, 0.00499852801234917238 * DAYS, 0.0000230417297573763929 * DAYS,
    0.000285885980666130812 * SOLAR_MASS},
  {12.8943695621391310, -15.1111514016986312, -0.223307578892655734,
    0.00296460137564761618 * DAYS, 0.00237847173959480950 * DAYS, -0.0000296589568540237556 * DAYS,
    0.0000436624404335156298 * SOLAR_MASS},
  {15.3796971148509165, -25.9193146099879641, 0.179258772950371181,
    0.00268067772490389322 * DAYS, 0.00162824170038242295 * DAYS, -0.0000951592254519715870 * DAYS,
    0.0000515138902046611451 * SOLAR_MASS},
};
static struct body bodies[BODIES];

static void begin(void) {
  double px = 0, py = 0, pz = 0;
  memcpy(bodies, beginning, sizeof bodies);
  for (int32_t i = 0; i < BODIES; i++) {
    px += bodies[i].vx * bodies[i].mass;
    py += bodies[i].vy * bodies[i].mass;
    pz += bodies[i].vz * bodies[i].mass;
  }
  bodies[0].vx = -px / SOLAR_MASS;
  bodies[0].vy = -py / SOLAR_MASS;
  bodies[0].vz = -pz / SOLAR_MASS;
}

static void attract(struct body *a) {
  double x = a->x, y = a->y, z = a->z, vx = a->vx, vy = a->vy, vz = a->vz, mass = a->mass;
  for (struct body *b = a + 1; b < bodies + BODIES; b++) {
    double dx = x - b->x, dy = y - b->y, dz = z - b->z;
    double squared = dx * dx + dy * dy + dz * dz;
    double strength = STEP / (squared * sqrt(squared));
    double force = b->mass * strength;
    vx -= dx * force;
    vy -= dy * force;
    vz -= dz * force;
    force = mass * strength;
    b->vx += dx * force;
    b->vy += dy * force;
    b->vz += dz * force;
  }
  a->vx = vx;
  a->vy = vy;
  a->vz = vz;
}

static void advance(void) {
  for (int32_t i = 0; i < BODIES - 1; i++) attract(&bodies[i]);
  for (int32_t i = 0; i < BODIES; i++) {
    bodies[i].x += STEP * bodies[i].vx;
    bodies[i].y += STEP * bodies[i].vy;
    bodies[i].z += STEP * bodies[i].vz;
  }
}

static double energy(void) {
  double sum = 0;
  for (struct body *a = bodies; a < bodies + BODIES; a++) {
    sum += 0.5 * a->mass * (a->vx * a->vx + a->vy * a->vy + a->vz * a->vz);
    for (struct body *b = a + 1; b < bodies + BODIES; b++) {
      double dx = a->x - b->x, dy = a->y - b->y, dz = a->z - b->z;
      sum -= a->mass * b->mass / sqrt(dx * dx + dy * dy + dz * dz);
    }
  }
  return sum;
}

int32_t nbody_work(int32_t steps) {
  begin();
  for (int32_t i = 0; i < steps; i++) advance();
  return (int32_t)(energy() * 1e9);
}
