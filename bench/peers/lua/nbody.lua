-- The sun and the four great planets.
local SOLAR_MASS, DAYS, STEP = 4.0 * 3.141592653589793 * 3.141592653589793, 365.24, 0.01
local sqrt = math.sqrt
local bodies

local function body(x, y, z, vx, vy, vz, mass)
  return { x = x, y = y, z = z, vx = vx, vy = vy, vz = vz, mass = mass }
end

local function begin()
  bodies = {
    body(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, SOLAR_MASS),
    body(4.84143144246472090, -1.16032004402742839, -0.103622044471123109,
      0.00166007664274403694 * DAYS, 0.00769901118419740425 * DAYS, -0.0000690460016972063023 * DAYS,
      0.000954791938424326609 * SOLAR_MASS),
    body(8.34336671824457987, 4.12479856412430479, -0.403523417114321381,
      -0.00276742510726411267 * DAYS, 0.00499852801234917238 * DAYS, 0.0000230417297573763929 * DAYS,
      0.000285885980666130812 * SOLAR_MASS),
    body(12.8943695621391310, -15.1111514016986312, -0.223307578892655734,
      0.00296460137564761618 * DAYS, 0.00237847173959480950 * DAYS, -0.0000296589568540237556 * DAYS,
      0.0000436624404335156298 * SOLAR_MASS),
    body(15.3796971148509165, -25.9193146099879641, 0.179258772950371181,
      0.00268067772490389322 * DAYS, 0.00162824170038242295 * DAYS, -0.0000951592254519715870 * DAYS,
      0.0000515138902046611451 * SOLAR_MASS),
  }
  local px, py, pz = 0.0, 0.0, 0.0
  for i = 1, #bodies do
    local b = bodies[i]
    px = px + b.vx * b.mass
    py = py + b.vy * b.mass
    pz = pz + b.vz * b.mass
  end
  bodies[1].vx = -px / SOLAR_MASS
  bodies[1].vy = -py / SOLAR_MASS
  bodies[1].vz = -pz / SOLAR_MASS
end

local function attract(bodies, number)
  local a = bodies[number]
  local x, y, z, vx, vy, vz, mass = a.x, a.y, a.z, a.vx, a.vy, a.vz, a.mass
  for i = number + 1, #bodies do
    local b = bodies[i]
    local dx, dy, dz = x - b.x, y - b.y, z - b.z
    local squared = dx * dx + dy * dy + dz * dz
    local strength = STEP / (squared * sqrt(squared))
    local force = b.mass * strength
    vx = vx - dx * force
    vy = vy - dy * force
    vz = vz - dz * force
    force = mass * strength
    b.vx = b.vx + dx * force
    b.vy = b.vy + dy * force
    b.vz = b.vz + dz * force
  end
  a.vx = vx
  a.vy = vy
  a.vz = vz
end

local function advance()
  local bodies, step = bodies, STEP
  for i = 1, #bodies - 1 do attract(bodies, i) end
  for i = 1, #bodies do
    local b = bodies[i]
    b.x = b.x + step * b.vx
    b.y = b.y + step * b.vy
    b.z = b.z + step * b.vz
  end
end

local function energy()
  local sum = 0.0
  for i = 1, #bodies do
    local a = bodies[i]
    sum = sum + 0.5 * a.mass * (a.vx * a.vx + a.vy * a.vy + a.vz * a.vz)
    for j = i + 1, #bodies do
      local b = bodies[j]
      local dx, dy, dz = a.x - b.x, a.y - b.y, a.z - b.z
      sum = sum - a.mass * b.mass / sqrt(dx * dx + dy * dy + dz * dz)
    end
  end
  return sum
end

return function(steps)
  begin()
  for _ = 1, steps do advance() end
  return math.ceil(energy() * 1e9)
end
