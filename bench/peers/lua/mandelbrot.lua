-- The Mandelbrot set.
local SIZE, ITERATIONS, PIXEL = 100, 200, 2.0 / 100.0

local function escape(c_x, c_y)
  local x, y, xx, yy, n = 0.0, 0.0, 0.0, 0.0, 0
  local iterations = ITERATIONS
  repeat
    y = (x + x) * y + c_y
    x = xx - yy + c_x
    xx = x * x
    yy = y * y
    n = n + 1
  until xx + yy > 4 or n >= iterations
  return n
end

local function picture(left)
  local total = 0
  for row = 0, SIZE - 1 do
    local c_y = row * PIXEL - 1
    for column = 0, SIZE - 1 do total = total + escape(column * PIXEL + left, c_y) end
  end
  return total
end

return function(rounds)
  local checksum = 0
  for round = 0, rounds - 1 do checksum = checksum + picture(round * 0.0001 - 1.5) end
  return checksum
end
